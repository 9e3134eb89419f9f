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

/// Σ ln xᵢ as the logarithm of products, because one logarithm costs as much as a hundred products. Factors from 1 to the
/// number of classes, which is far below the room that is left.
struct log_sum {
  double total, product;
};

INLINED void add_log(struct log_sum *sum, double x) {
  sum->product *= x;
  if (sum->product > 1e250) {
    sum->total += log(sum->product);
    sum->product = 1;
  }
}

/// Floats of a row, or of a group of short rows, that are looked at together.
enum { PIECE = 128 };

/// Σ e^(z − largest) over a row of any length; the exponentials go to `row` unless it is null.
INLINED double long_row(const float *z, float largest, float *row, size_t classes) {
  float piece[PIECE];
  double sum = 0;
  for (size_t first = 0; first < classes; first += PIECE) {
    const size_t count = classes - first < PIECE ? classes - first : PIECE;
    float *exponentials = row ? row + first : piece;
    for (size_t i = 0; i < count; i++) exponentials[i] = exp_of(z[first + i] - largest);
    sum += sum_of(exponentials, count);
  }
  return sum;
}

/// e^(z − the largest of its row) for rows that are short: together they fill whole vectors.
INLINED void short_rows(const float *logit, float *exponentials, size_t rows, size_t classes) {
  for (size_t row = 0; row < rows; row++) {
    const float *z = logit + row * classes;
    const float largest = largest_of(z, classes);
    for (size_t c = 0; c < classes; c++) exponentials[row * classes + c] = z[c] - largest;
  }
  for (size_t i = 0; i < rows * classes; i++) exponentials[i] = exp_of(exponentials[i]);
}

CLONED float categorical_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t rows,
    size_t classes) {
  float piece[PIECE];
  const float share = 1.0f / (float)rows;
  const bool is_short = classes <= PIECE;
  const size_t group = is_short ? PIECE / classes : 1;
  struct log_sum logs = {0, 1};
  double rights = 0;
  for (size_t row = 0; row < rows; row++) {
    const float *z = logit + row * classes;
    float *g = gradient ? gradient + row * classes : is_short ? piece + row % group * classes : 0;
    if (is_short && row % group == 0) short_rows(z, g, rows - row < group ? rows - row : group, classes);
    const float largest = largest_of(z, classes);
    const double sum = is_short ? sum_of(g, classes) : long_row(z, largest, g, classes);
    const bool known = target[row] >= 0 && target[row] < (float)classes;
    const size_t right = known ? (size_t)target[row] : 0;
    add_log(&logs, sum);
    rights += known ? z[right] - largest : NAN;
    if (gradient) {
      const float scale = (float)(1 / sum) * share;
      for (size_t c = 0; c < classes; c++) g[c] *= scale;
      g[right] -= known ? share : NAN;
    }
  }
  return (float)((logs.total + log(logs.product) - rights) / (double)rows);
}
