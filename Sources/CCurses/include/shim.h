#ifndef GRADLAB_CURSES_SHIM_H
#define GRADLAB_CURSES_SHIM_H
#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>
#endif
