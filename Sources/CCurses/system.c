#define _GNU_SOURCE
#include "system.h"

#include <langinfo.h>
#include <locale.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <wchar.h>

static sigset_t watched(void) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaddset(&set, signals[i]);
  return set;
}

int lab_signals_begin(void) {
  const sigset_t set = watched();
  signal(SIGPIPE, SIG_IGN);
  // A limit on the size of files is a full disk: the write fails and is told, the session goes on.
  signal(SIGXFSZ, SIG_IGN);
  if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int lab_signals_next(int descriptor) {
  struct signalfd_siginfo info;
  return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void lab_signals_stop(void) {
  // The default action of SIGTSTP, unlike SIGSTOP, leaves a process alone that has no shell to continue it.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  struct sigaction standard = {.sa_handler = SIG_DFL}, before;
  sigaction(SIGTSTP, &standard, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  pthread_sigmask(SIG_BLOCK, &stop, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

void lab_signals_end(int descriptor) {
  const sigset_t set = watched();
  while (lab_signals_next(descriptor) != 0) continue;
  close(descriptor);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

struct lab_size lab_window_size(int descriptor) {
  struct winsize window = {0};
  if (ioctl(descriptor, TIOCGWINSZ, &window) != 0) return (struct lab_size){0, 0};
  return (struct lab_size){window.ws_row, window.ws_col};
}

int lab_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

const char *lab_adopt_locale(const char *fallback) {
  const char *name = setlocale(LC_CTYPE, "");
  if (name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0) return name;
  const char *substitute = fallback ? setlocale(LC_CTYPE, fallback) : NULL;
  return substitute ? substitute : setlocale(LC_CTYPE, NULL);
}

const char *lab_character_set(void) { return nl_langinfo(CODESET); }

long lab_wait_count(void) {
  struct rusage usage;
  return getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_nvcsw : 0;
}

void lab_return_large_blocks(void) {
#if defined(M_MMAP_THRESHOLD)
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}
