#include "clones.h"
#include "kernels.h"

CLONED void clip_values(float *restrict gradients, float limit, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    gradients[i] = g > limit ? limit : g < -limit ? -limit : g;
  }
}

CLONED void scale_values(float *restrict values, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] *= factor;
}

CLONED void add_multiple(float *restrict gradients, const float *restrict weights, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) gradients[i] += factor * weights[i];
}

CLONED void add_signs(float *restrict gradients, const float *restrict weights, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) {
    gradients[i] += weights[i] > 0 ? factor : weights[i] < 0 ? -factor : 0;
  }
}

CLONED void shrink_towards_zero(float *restrict weights, float threshold, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float w = weights[i];
    weights[i] = w > threshold ? w - threshold : w < -threshold ? w + threshold : w != w ? w : 0;
  }
}

CLONED void limit_rows(float *restrict weights, float limit, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    float *values = weights + row * columns;
    double square = 0;
    for (size_t i = 0; i < columns; i++) square += (double)values[i] * values[i];
    const double norm = __builtin_sqrt(square);
    if (!(norm > limit)) continue;
    const float factor = (float)(limit / norm);
    for (size_t i = 0; i < columns; i++) values[i] *= factor;
  }
}

double sum_of_magnitudes(const float *restrict values, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += __builtin_fabsf(values[i]);
  return sum;
}

CLONED size_t count_zeros(const float *restrict values, size_t count) {
  size_t zeros = 0;
  for (size_t i = 0; i < count; i++) zeros += values[i] == 0;
  return zeros;
}
