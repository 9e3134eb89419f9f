#ifndef GRADLAB_SUMS_H
#define GRADLAB_SUMS_H

#include "clones.h"
#include <stddef.h>

// Sums of floats taken in double, in eight interleaved parts that vectorize.

typedef float part8 __attribute__((vector_size(32), aligned(4)));
typedef double doubles8 __attribute__((vector_size(64)));

INLINED double total_of(const doubles8 *parts) {
  const doubles8 p = *parts;
  return ((p[0] + p[4]) + (p[1] + p[5])) + ((p[2] + p[6]) + (p[3] + p[7]));
}

/// Σ values[count]
INLINED double sum_of(const float *values, size_t count) {
  doubles8 parts = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) parts += __builtin_convertvector(*(const part8 *)(values + i), doubles8);
  double sum = total_of(&parts);
  for (; i < count; i++) sum += values[i];
  return sum;
}

/// Σ first[count] · second[count]
INLINED double sum_of_products(const float *first, const float *second, size_t count) {
  doubles8 parts = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    parts += __builtin_convertvector(*(const part8 *)(first + i), doubles8)
             * __builtin_convertvector(*(const part8 *)(second + i), doubles8);
  double sum = total_of(&parts);
  for (; i < count; i++) sum += (double)first[i] * second[i];
  return sum;
}

#endif
