#include "clones.h"
#include "kernels.h"
#include "sums.h"

/// Σ (values − centre)², in double
INLINED double spread_of(const float *values, double centre, size_t count) {
  doubles8 parts[SUM_RUNS] = {0};
  const doubles8 centres = {centre, centre, centre, centre, centre, centre, centre, centre};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const doubles8 d = __builtin_convertvector(*(const part8 *)(values + i), doubles8) - centres;
    parts[0] += d * d;
  }
  double sum = total_of(parts);
  for (; i < count; i++) sum += (values[i] - centre) * (values[i] - centre);
  return sum;
}

CLONED void layer_norm_forward(
    const float *restrict input, const float *restrict gain, const float *restrict shift,
    float *restrict output, float *restrict mean, float *restrict inverse, float epsilon, size_t rows,
    size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *x = input + row * columns;
    float *y = output + row * columns;
    const double centre = sum_of(x, columns) / (double)columns;
    const double variance = spread_of(x, centre, columns) / (double)columns;
    const float m = mean[row] = (float)centre;
    const float s = inverse[row] = (float)(1 / sqrt(variance + epsilon));
    for (size_t c = 0; c < columns; c++) y[c] = (x[c] - m) * s * gain[c] + shift[c];
  }
}

CLONED void layer_norm_backward(
    const float *restrict input, const float *restrict gain, const float *restrict mean,
    const float *restrict inverse, const float *restrict output_gradient, float *restrict input_gradient,
    float *restrict gain_gradient, float *restrict shift_gradient, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *x = input + row * columns, *g = output_gradient + row * columns;
    const float m = mean[row], s = inverse[row];
    for (size_t c = 0; c < columns; c++) {
      gain_gradient[c] += g[c] * ((x[c] - m) * s);
      shift_gradient[c] += g[c];
    }
    if (!input_gradient) continue;
    float *dx = input_gradient + row * columns;
    for (size_t c = 0; c < columns; c++) dx[c] = (x[c] - m) * s;
    double plain = sum_of_products(g, gain, columns) / (double)columns;
    double weighted = 0;
    for (size_t c = 0; c < columns; c++) weighted += (double)(g[c] * gain[c]) * dx[c];
    const float pull = (float)plain, slope = (float)(weighted / (double)columns);
    for (size_t c = 0; c < columns; c++) dx[c] = s * (g[c] * gain[c] - pull - dx[c] * slope);
  }
}
