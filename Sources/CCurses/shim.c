#include "shim.h"

#include <signal.h>
#include <stdlib.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

bool lab_load_description(void) {
  int outcome = 0;
  return setupterm(NULL, STDOUT_FILENO, &outcome) == OK;
}

static const int taken_by_ncurses[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
enum { taken_count = sizeof taken_by_ncurses / sizeof *taken_by_ncurses };

static SCREEN *open_screen(int terminal) {
  struct sigaction before[taken_count];
  for (int i = 0; i < taken_count; i++) sigaction(taken_by_ncurses[i], NULL, &before[i]);
  FILE *out = fdopen(terminal, "w");
  SCREEN *screen = out ? newterm(NULL, out, stdin) : NULL;
  for (int i = 0; i < taken_count; i++) sigaction(taken_by_ncurses[i], &before[i], NULL);
  return screen;
}

/// Ctrl-S, Ctrl-Q, Ctrl-V and Ctrl-O reach the program; Ctrl-C, Ctrl-Z and Ctrl-\ stay signals.
static void free_control_keys(void) {
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
  modes.c_lflag &= ~(tcflag_t)IEXTEN;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

bool lab_open_screen(int terminal) {
  // The size in the environment may be stale; the terminal knows its own.
  unsetenv("LINES");
  unsetenv("COLUMNS");
  if (!open_screen(terminal)) return false;
  cbreak();
  noecho();
  free_control_keys();
  def_prog_mode();
  keypad(stdscr, TRUE);
  // Without this doupdate breaks off in the middle of a frame when a key waits.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  curs_set(0);
  if (start_color() == OK) use_default_colors();
  return true;
}
