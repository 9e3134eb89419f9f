#include "kernels.h"
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#if defined(__x86_64__)
// Results below the smallest normal number become zero (bit 15), and such operands count as zero (bit 6).
enum { FLUSH = 1 << 15 | 1 << 6 };

uint64_t flush_subnormals(void) {
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | FLUSH);
  return before;
}

void restore_subnormals(uint64_t before) { _mm_setcsr((unsigned)before); }
#elif defined(__aarch64__)
// FPCR.FZ: both operands and results.
static const uint64_t FLUSH = 1ull << 24;

uint64_t flush_subnormals(void) {
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | FLUSH));
  return before;
}

void restore_subnormals(uint64_t before) { __asm__ volatile("msr fpcr, %0" : : "r"(before)); }
#else
uint64_t flush_subnormals(void) { return 0; }

void restore_subnormals(uint64_t before) { (void)before; }
#endif
