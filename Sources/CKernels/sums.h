#ifndef GRADLAB_SUMS_H
#define GRADLAB_SUMS_H

#include "clones.h"
#include <stddef.h>

// Sums of floats taken in double, in eight interleaved parts that vectorize.

typedef float part8 __attribute__((vector_size(32), aligned(4)));
typedef double doubles8 __attribute__((vector_size(64)));

// Four such runs side by side, so that an addition need not wait for the one before it.
enum { SUM_RUNS = 4 };

#define EIGHT_AT(values) __builtin_convertvector(*(const part8 *)(values), doubles8)

INLINED double total_of(const doubles8 parts[SUM_RUNS]) {
  const doubles8 p = (parts[0] + parts[1]) + (parts[2] + parts[3]);
  return ((p[0] + p[4]) + (p[1] + p[5])) + ((p[2] + p[6]) + (p[3] + p[7]));
}

/// Σ values[count]
INLINED double sum_of(const float *values, size_t count) {
  if (count < 8) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum;
  }
  doubles8 parts[SUM_RUNS] = {0};
  size_t i = 0;
  for (; i + 8 * SUM_RUNS <= count; i += 8 * SUM_RUNS)
    for (size_t r = 0; r < SUM_RUNS; r++) parts[r] += EIGHT_AT(values + i + 8 * r);
  for (; i + 8 <= count; i += 8) parts[0] += EIGHT_AT(values + i);
  double sum = total_of(parts);
  for (; i < count; i++) sum += values[i];
  return sum;
}

/// Σ first[count] · second[count]
INLINED double sum_of_products(const float *first, const float *second, size_t count) {
  doubles8 parts[SUM_RUNS] = {0};
  size_t i = 0;
  for (; i + 8 * SUM_RUNS <= count; i += 8 * SUM_RUNS)
    for (size_t r = 0; r < SUM_RUNS; r++) parts[r] += EIGHT_AT(first + i + 8 * r) * EIGHT_AT(second + i + 8 * r);
  for (; i + 8 <= count; i += 8) parts[0] += EIGHT_AT(first + i) * EIGHT_AT(second + i);
  double sum = total_of(parts);
  for (; i < count; i++) sum += (double)first[i] * second[i];
  return sum;
}

#endif
