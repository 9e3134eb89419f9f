// Counts heap requests per thread by standing in front of the C library's allocator (glibc exports its own functions
// under the __libc_ names). Elsewhere the count stays 0 and the tests that use it say so.
#include "allocations.h"
#include <stddef.h>

static _Thread_local unsigned long count;

unsigned long allocations_of_this_thread(void) { return count; }

#ifndef __has_feature
#define __has_feature(x) 0
#endif

#if (defined(__GLIBC__) || defined(__linux__)) && !__has_feature(thread_sanitizer) && !__has_feature(address_sanitizer)
_Bool allocations_are_counted(void) { return 1; }

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) { count++; return __libc_malloc(size); }
void *calloc(size_t n, size_t size) { count++; return __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { count++; return __libc_realloc(old, size); }
void *memalign(size_t alignment, size_t size) { count++; return __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { count++; return __libc_memalign(alignment, size); }
int posix_memalign(void **out, size_t alignment, size_t size) {
  count++;
  *out = __libc_memalign(alignment, size);
  return *out ? 0 : 12;
}
#else
_Bool allocations_are_counted(void) { return 0; }
#endif
