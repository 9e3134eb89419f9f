#include "clones.h"
#include "kernels.h"
#include "sums.h"

CLONED void weight_norm_forward(
    const float *restrict length, const float *restrict direction, float *restrict weight,
    float *restrict inverse, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *v = direction + row * columns;
    const double square = sum_of_products(v, v, columns);
    const float s = inverse[row] = square == 0 ? 0 : (float)(1 / sqrt(square));
    const float scale = length[row] * s;
    for (size_t c = 0; c < columns; c++) weight[row * columns + c] = scale * v[c];
  }
}

CLONED void weight_norm_backward(
    const float *restrict length, const float *restrict direction, const float *restrict inverse,
    const float *restrict weight_gradient, float *restrict length_gradient,
    float *restrict direction_gradient, size_t rows, size_t columns) {
  for (size_t row = 0; row < rows; row++) {
    const float *v = direction + row * columns, *g = weight_gradient + row * columns;
    float *d = direction_gradient + row * columns;
    const float s = inverse[row];
    const float along = (float)(sum_of_products(g, v, columns) * s);
    const float scale = length[row] * s;
    length_gradient[row] += along;
    for (size_t c = 0; c < columns; c++) d[c] += scale * (g[c] - along * s * v[c]);
  }
}
