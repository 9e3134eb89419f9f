#define _GNU_SOURCE
#include "guard.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "shim.h"

// One process has one terminal, and a crash handler is given no context: this is the one place with a global state.
static struct {
  atomic_bool armed, open;
  /// `terminal` is drawn on; `output` is the same place, kept for the last words.
  int terminal, output, error, capture, nowhere;
  struct termios modes;
  char restoration[512];
  size_t restoration_count, own_count;
} guard;

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
enum { crash_count = sizeof crashes / sizeof *crashes };

/// Everything from here to `on_crash` may be called from a signal handler.
static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    const ssize_t written = write(descriptor, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

/// Shows on the person's own error stream what was printed while the screen was in use.
static void replay(void) {
  char bytes[4096];
  off_t place = 0;
  for (ssize_t count; (count = pread(guard.capture, bytes, sizeof bytes, place)) > 0; place += count)
    write_all(guard.error, bytes, (size_t)count);
}

static const char *name_of(int signal_number) {
  switch (signal_number) {
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGABRT: return "SIGABRT";
    default: return "SIGSYS";
  }
}

static void tell(int signal_number) {
  const char *const sentence[] = {
      "gradlab stopped by a fault of its own (", name_of(signal_number),
      "); the terminal is restored, and what was printed stands above.\n"};
  for (int i = 0; i < 3; i++) write_all(guard.error, sentence[i], strlen(sentence[i]));
}

static void on_crash(int signal_number) {
  static atomic_flag entered = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&entered))
    for (;;) pause();
  if (atomic_exchange(&guard.armed, false)) {
    dup2(guard.nowhere, guard.terminal);  // another thread may still be drawing
    if (atomic_load(&guard.open)) write_all(guard.output, guard.restoration, guard.restoration_count);
    tcsetattr(STDIN_FILENO, TCSANOW, &guard.modes);
    replay();
    tell(signal_number);
  }
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void catch_crashes(void) {
  static char stack[64 * 1024];
  const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, NULL);
}

static void release_crashes(void) {
  for (int i = 0; i < crash_count; i++) signal(crashes[i], SIG_DFL);
}

int lab_guard_begin(void) {
  static bool runs_at_exit = false;
  if (tcgetattr(STDIN_FILENO, &guard.modes) != 0) return -1;
  fflush(stdout);
  guard.capture = memfd_create("gradlab", MFD_CLOEXEC);
  guard.terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  guard.output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  guard.error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  guard.nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (guard.capture < 0 || guard.terminal < 0 || guard.output < 0 || guard.error < 0) return -1;
  dup2(guard.capture, STDOUT_FILENO);
  dup2(guard.capture, STDERR_FILENO);
  guard.own_count = guard.restoration_count = 0;
  atomic_store(&guard.open, false);
  atomic_store(&guard.armed, true);
  if (!runs_at_exit) atexit(lab_guard_end);
  runs_at_exit = true;
  catch_crashes();
  return guard.terminal;
}

void lab_guard_set_restoration(const char *own, const char *screen) {
  const int count = snprintf(guard.restoration, sizeof guard.restoration, "%s%s", own, screen);
  guard.own_count = strlen(own);
  guard.restoration_count = (size_t)count < sizeof guard.restoration ? (size_t)count : 0;
}

void lab_guard_set_open(bool open) { atomic_store(&guard.open, open); }

/// A console without a second screen would keep the last picture under the prompt.
static void close_screen(void) {
  write_all(guard.terminal, guard.restoration, guard.own_count);
  if (!lab_capability("smcup")) {
    werase(stdscr);
    wrefresh(stdscr);
  }
  endwin();
}

void lab_guard_end(void) {
  if (!atomic_exchange(&guard.armed, false)) return;
  if (atomic_exchange(&guard.open, false) && !isendwin()) close_screen();
  tcsetattr(STDIN_FILENO, TCSADRAIN, &guard.modes);
  release_crashes();
  fflush(stdout);
  fflush(stderr);
  dup2(guard.output, STDOUT_FILENO);
  dup2(guard.error, STDERR_FILENO);
  replay();
  const int descriptors[] = {guard.capture, guard.terminal, guard.output, guard.error, guard.nowhere};
  for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++) close(descriptors[i]);
}
