#ifndef GRADLAB_SYSTEM_H
#define GRADLAB_SYSTEM_H

// What the C library module of Swift lacks.

#include <stdint.h>

/// Blocks the signals that end, stop or resize a session for this thread and those it will make, ignores SIGPIPE and SIGXFSZ, and
/// returns a descriptor that delivers them; -1 on failure.
int lab_signals_begin(void);
/// The next signal that arrived, or 0.
int lab_signals_next(int descriptor);
/// Stops the process as Ctrl-Z does; returns when it is continued. Does nothing where no shell could continue it.
void lab_signals_stop(void);
/// Lets the signals through again.
void lab_signals_end(int descriptor);

/// The size of a terminal in cells, (0, 0) if it does not know.
struct lab_size {
  int rows, columns;
};
struct lab_size lab_window_size(int descriptor);

/// Lets the allocator give large blocks back to the system as soon as they are freed. By itself it takes ever larger ones
/// from its heaps, where small ones keep the room of a closed lesson.
void lab_return_large_blocks(void);

/// How often the calling thread gave up the processor because it had to wait for something.
long lab_wait_count(void);

/// How many columns the C library gives a character; -1 for one it does not know.
int lab_columns(uint32_t scalar);

/// Adopts the locale of the environment for characters and returns its name. `fallback` stands in if that is plain C.
const char *lab_adopt_locale(const char *fallback);
/// The character set of the adopted locale, such as "UTF-8".
const char *lab_character_set(void);

#endif
