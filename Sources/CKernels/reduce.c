#include "functions.h"
#include "kernels.h"
#include "sums.h"

CLONED double sum_of_squares(const float *restrict values, size_t count) {
  return sum_of_products(values, values, count);
}

/// The largest value, or NaN if there is one: then everything that is computed from it is NaN too.
INLINED float largest_of(const float *values, size_t count) {
  float largest = values[0];
  bool poisoned = false;
  for (size_t i = 0; i < count; i++) {
    largest = values[i] > largest ? values[i] : largest;
    poisoned |= values[i] != values[i];
  }
  return poisoned ? NAN : largest;
}

CLONED void softmax_forward(const float *restrict input, float *restrict output, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *z = input + row * columns;
    float *y = output + row * columns;
    const float largest = largest_of(z, columns);
    for (size_t c = 0; c < columns; c++) y[c] = exp_of(z[c] - largest);
    const float scale = (float)(1 / sum_of(y, columns));
    for (size_t c = 0; c < columns; c++) y[c] *= scale;
  }
}

CLONED void softmax_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *y = output + row * columns;
    const float *g = output_gradient + row * columns;
    const float mean = (float)sum_of_products(y, g, columns);
    for (size_t c = 0; c < columns; c++) input_gradient[row * columns + c] = y[c] * (g[c] - mean);
  }
}

CLONED float categorical_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t rows,
    size_t classes) {
  enum { PIECE = 128 };
  float piece[PIECE];
  const float share = 1.0f / (float)rows;
  double total = 0;
  for (size_t row = 0; row < rows; row++) {
    const float *z = logit + row * classes;
    const float largest = largest_of(z, classes);
    double sum = 0;
    for (size_t first = 0; first < classes; first += PIECE) {
      const size_t count = classes - first < PIECE ? classes - first : PIECE;
      float *exponentials = gradient ? gradient + row * classes + first : piece;
      for (size_t i = 0; i < count; i++) exponentials[i] = exp_of(z[first + i] - largest);
      sum += sum_of(exponentials, count);
    }
    const bool known = target[row] >= 0 && target[row] < (float)classes;
    const size_t right = known ? (size_t)target[row] : 0;
    total += known ? log(sum) - (z[right] - largest) : NAN;
    if (gradient) {
      float *g = gradient + row * classes;
      const float scale = (float)(1 / sum) * share;
      for (size_t c = 0; c < classes; c++) g[c] *= scale;
      g[right] -= known ? share : NAN;
    }
  }
  return (float)(total / (double)rows);
}
