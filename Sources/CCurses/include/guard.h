#ifndef GRADLAB_GUARD_H
#define GRADLAB_GUARD_H

#include <stdbool.h>

// The guard gives the terminal back, whichever way the program ends.

/// Keeps the modes of the terminal, moves what is printed meanwhile (descriptors 1 and 2) to a file in memory, and arms
/// the crash handlers. Returns the descriptor to draw on, -1 on failure.
int lab_guard_begin(void);
/// What undoes the modes of the terminal: first those that ncurses knows nothing of, then those of its screen, which are
/// written only after a crash.
void lab_guard_set_restoration(const char *own, const char *screen);
/// From now on the screen is open.
void lab_guard_set_open(bool open);
/// Closes the screen, gives the terminal back and replays what was printed. Does nothing the second time; runs at exit.
void lab_guard_end(void);

#endif
