#ifndef GRADLAB_SHIM_H
#define GRADLAB_SHIM_H

// What Swift cannot see of ncurses: its global variables, and its constants and functions that are macros.

#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>

static inline int lab_colour_count(void) { return COLORS; }
static inline int lab_row_count(void) { return LINES; }
static inline int lab_column_count(void) { return COLS; }

/// A character cell of ncurses; the attributes are the bits of `Style.Attributes`.
static inline cchar_t lab_cell(uint32_t glyph, uint8_t attributes, int pair) {
  static const attr_t meanings[] = {A_BOLD, A_DIM, A_UNDERLINE, A_REVERSE};
  attr_t on = A_NORMAL;
  for (int bit = 0; bit < 4; bit++)
    if (attributes >> bit & 1) on |= meanings[bit];
  const wchar_t text[] = {(wchar_t)glyph, 0};
  cchar_t cell;
  setcchar(&cell, text, on, 0, &pair);
  return cell;
}

static inline void lab_put(int row, int column, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, row, column, cells, count);
}

/// Makes the changes visible and leaves the cursor at a place.
static inline void lab_refresh(int row, int column) {
  wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  doupdate();
}

/// Forgets what the terminal shows, so that the next refresh paints every cell.
static inline void lab_forget(void) {
  werase(stdscr);
  clearok(curscr, TRUE);
}

/// A capability of the terminal that is a string; NULL when it has none.
static inline const char *lab_capability(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

/// Loads the description of the terminal that TERM names, without touching the screen. Is false for an unknown one.
bool lab_load_description(void);

/// Opens the screen: every key at once and unechoed, flow control keys free, nothing waits for input.
/// The signal dispositions stay as they were; those of ncurses are not safe beside other threads.
bool lab_open_screen(int terminal);

#endif
