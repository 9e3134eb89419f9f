#include "clones.h"
#include "kernels.h"
#include "sixteens.h"

/// What one call of `adam` has decided for all its elements.
struct adam {
  float keep1, take1, keep2, take2;
  float pace; // the rate with the bias correction of m
  float scale; // the bias correction of √v
  float epsilon;
};

CLONED static void adam_range(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, const struct adam a, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float m = a.keep1 * first[i] + a.take1 * g;
    const float v = a.keep2 * second[i] + a.take2 * (g * g);
    first[i] = m;
    second[i] = v;
    parameters[i] -= a.pace * m / (__builtin_sqrtf(v) * a.scale + a.epsilon);
  }
}

#if defined(__x86_64__)
/// The multiples of sixteen elements, without waiting for square roots and divisions; returns how many those are.
SIXTEEN_LANES static size_t adam_sixteens(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, const struct adam a, size_t count) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512 g = _mm512_loadu_ps(gradients + i);
    const __m512 m = a.keep1 * _mm512_loadu_ps(first + i) + a.take1 * g;
    const __m512 v = a.keep2 * _mm512_loadu_ps(second + i) + a.take2 * (g * g);
    _mm512_storeu_ps(first + i, m);
    _mm512_storeu_ps(second + i, v);
    const __m512 change = quotient_of(a.pace * m, root_of(v) * a.scale + a.epsilon);
    _mm512_storeu_ps(parameters + i, _mm512_loadu_ps(parameters + i) - change);
  }
  return i;
}
#endif

void adam(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, float rate, double beta1, double beta2, float epsilon, int32_t step, size_t count) {
  const struct adam a = {
      .keep1 = (float)beta1,
      .take1 = (float)(1 - beta1),
      .keep2 = (float)beta2,
      .take2 = (float)(1 - beta2),
      .pace = (float)(rate / (1 - pow(beta1, step))),
      .scale = (float)(1 / sqrt(1 - pow(beta2, step))),
      .epsilon = epsilon,
  };
  size_t i = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) i = adam_sixteens(parameters, gradients, first, second, a, count);
#endif
  if (i < count) adam_range(parameters + i, gradients + i, first + i, second + i, a, count - i);
}
