#include "dots.h"
#include "kernels.h"
#include "tiles.h"

// The tile that suits the registers differs between generations of processors, so here the generations are written
// out instead of cloned: with sixteen-float vectors the compiler must also be told that it may use them.

#define WAYS(GENERATION, TARGET, WIDEST, LANES)                                                            \
  TARGET static void multiply_##GENERATION(const struct product *p) { multiply(*p, WIDEST); }              \
  TARGET static void multiply_turned_##GENERATION(const struct product *p) {                               \
    multiply_in_panels(*p, true, WIDEST);                                                                  \
  }                                                                                                        \
  TARGET static void multiply_rows_##GENERATION(const struct dots *d) { multiply_rows_##LANES(*d); }

#if defined(__x86_64__)
WAYS(v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), 32, 16)
WAYS(v3, __attribute__((target("arch=x86-64-v3"))), 16, 8)
WAYS(plain, , 8, 8)
#define BEST(FUNCTION, OPERANDS)                       \
  if (__builtin_cpu_supports("x86-64-v4"))             \
    FUNCTION##_v4(OPERANDS);                           \
  else if (__builtin_cpu_supports("x86-64-v3"))        \
    FUNCTION##_v3(OPERANDS);                           \
  else                                                 \
    FUNCTION##_plain(OPERANDS);
#else
WAYS(plain, , 16, 8)
#define BEST(FUNCTION, OPERANDS) FUNCTION##_plain(OPERANDS);
#endif

void matrix_product(
    const float *a, size_t a_row, size_t a_step, const float *b, const float *start, size_t start_row, float *c,
    size_t rows, size_t depth, size_t columns) {
  const struct product p = {a, a_row, a_step, b, columns, start, start_row, c, columns, rows, depth, columns};
  BEST(multiply, &p)
}

void matrix_product_turned(
    const float *a, const float *b, const float *start, size_t start_row, float *c, size_t rows, size_t depth,
    size_t columns) {
  if (columns < 4 && depth >= 8) {
    const struct dots d = {a, b, rows, columns, depth, start, start_row, 1, c, columns, 1};
    BEST(multiply_rows, &d)
  } else if (depth > 14 * rows) {
    // Turning b costs as much as using it for about 14 rows of 16.
    const struct dots d = {b, a, columns, rows, depth, start, 1, start_row, c, 1, columns};
    BEST(multiply_rows, &d)
  } else {
    const struct product p = {a, depth, 1, b, depth, start, start_row, c, columns, rows, depth, columns};
    BEST(multiply_turned, &p)
  }
}

/// sums[column ..< column + COUNT vectors] += the column sums; even and odd rows apart, so that additions wait less for
/// each other.
#define DEFINE_COLUMN_SUMS(NAME, COUNT)                                                                    \
  INLINED void column_sums_##NAME(const float *matrix, float *sums, size_t rows, size_t columns) {         \
    lanes8 sum[2][COUNT] = {0};                                                                            \
    size_t row = 0;                                                                                        \
    for (; row + 2 <= rows; row += 2)                                                                      \
      for (size_t half = 0; half < 2; half++)                                                              \
        for (size_t v = 0; v < COUNT; v++)                                                                 \
          sum[half][v] += *(const lanes8 *)(matrix + (row + half) * columns + 8 * v);                      \
    if (row < rows)                                                                                        \
      for (size_t v = 0; v < COUNT; v++) sum[0][v] += *(const lanes8 *)(matrix + row * columns + 8 * v);   \
    for (size_t v = 0; v < COUNT; v++) *(lanes8 *)(sums + 8 * v) += sum[0][v] + sum[1][v];                 \
  }

DEFINE_COLUMN_SUMS(8, 1)
DEFINE_COLUMN_SUMS(32, 4)

CLONED void add_column_sums(const float *restrict matrix, float *restrict sums, size_t rows, size_t columns) {
  size_t c = 0;
  for (; c + 32 <= columns; c += 32) column_sums_32(matrix + c, sums + c, rows, columns);
  for (; c + 8 <= columns; c += 8) column_sums_8(matrix + c, sums + c, rows, columns);
  for (; c < columns; c++) {
    float even = 0, odd = 0;
    size_t row = 0;
    for (; row + 2 <= rows; row += 2) even += matrix[row * columns + c], odd += matrix[(row + 1) * columns + c];
    if (row < rows) even += matrix[row * columns + c];
    sums[c] += even + odd;
  }
}

void dense_forward(
    const float *restrict input, const float *restrict weight, const float *restrict bias,
    float *restrict output, size_t batch, size_t inputs, size_t outputs) {
  matrix_product_turned(input, weight, bias, 0, output, batch, inputs, outputs);
}

/// weight_gradient[outputs, inputs] += output_gradientᵀ · input for the few inputs of a first layer: vectors run along
/// the outputs, then the small result is turned.
static void add_narrow_weight_gradient(
    const float *restrict input, const float *restrict output_gradient, float *restrict weight_gradient,
    size_t batch, size_t inputs, size_t outputs) {
  float turned[4 * 64];
  for (size_t first = 0; first < outputs; first += 64) {
    const size_t width = outputs - first < 64 ? outputs - first : 64;
    const struct product p = {input,  1,     inputs, output_gradient + first, outputs, 0, 0,
                              turned, width, inputs, batch,                   width};
    BEST(multiply, &p)
    for (size_t o = 0; o < width; o++)
      for (size_t i = 0; i < inputs; i++) weight_gradient[(first + o) * inputs + i] += turned[i * width + o];
  }
}

void dense_backward(
    const float *restrict input, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    size_t batch, size_t inputs, size_t outputs) {
  add_column_sums(output_gradient, bias_gradient, batch, outputs);
  if (inputs <= 4 && outputs >= 4)
    add_narrow_weight_gradient(input, output_gradient, weight_gradient, batch, inputs, outputs);
  else
    matrix_product(
        output_gradient, 1, outputs, input, weight_gradient, inputs, weight_gradient, outputs, batch, inputs);
  if (input_gradient)
    matrix_product(output_gradient, outputs, 1, weight, 0, 0, input_gradient, batch, outputs, inputs);
}
