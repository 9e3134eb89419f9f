#include "clones.h"
#include "kernels.h"
#include "tiles.h"

/// Independent sums: enough to hide the latency of multiply-add, few enough to stay in the registers.
enum { CHAINS = 12 };

/// Defines `chain_<NAME>`: `rounds` multiply-adds in each of the chains.
#define DEFINE_CHAIN(NAME, TARGET, VECTOR)                                          \
  TARGET static double chain_##NAME(size_t rounds, float *sum) {                    \
    VECTOR total[CHAINS];                                                           \
    for (size_t c = 0; c < CHAINS; c++) total[c] = (VECTOR){0} + (float)c;          \
    VECTOR factor = (VECTOR){0} + 0.999f, term = (VECTOR){0} + 0.001f;              \
    for (size_t r = 0; r < rounds; r++)                                             \
      for (size_t c = 0; c < CHAINS; c++) total[c] = total[c] * factor + term;      \
    VECTOR all = total[0];                                                          \
    for (size_t c = 1; c < CHAINS; c++) all += total[c];                            \
    *sum = all[0];                                                                  \
    return 2.0 * (double)rounds * CHAINS * (sizeof(VECTOR) / sizeof(float));        \
  }

#if defined(__x86_64__)
DEFINE_CHAIN(v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), lanes16)
DEFINE_CHAIN(v3, __attribute__((target("arch=x86-64-v3"))), lanes8)
#endif
DEFINE_CHAIN(plain, , lanes4)

double multiply_adds(size_t rounds, float *sum) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return chain_v4(rounds, sum);
  if (__builtin_cpu_supports("x86-64-v3")) return chain_v3(rounds, sum);
#endif
  return chain_plain(rounds, sum);
}

int kernel_level(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v4") ? 4 : __builtin_cpu_supports("x86-64-v3") ? 3 : 1;
#else
  return 0;
#endif
}
