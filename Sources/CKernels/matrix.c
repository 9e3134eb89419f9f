#include "dots.h"
#include "kernels.h"
#include "outer.h"
#include "tiles.h"

/// sums[column ..< column + COUNT vectors] += the column sums; even and odd rows apart, so that additions wait less for
/// each other.
#define DEFINE_COLUMN_SUMS(NAME, VECTOR, COUNT)                                                            \
  INLINED void column_sums_##NAME(const float *matrix, float *sums, size_t rows, size_t columns) {         \
    const size_t width = sizeof(VECTOR) / sizeof(float);                                                   \
    VECTOR sum[2][COUNT] = {0};                                                                            \
    size_t row = 0;                                                                                        \
    for (; row + 2 <= rows; row += 2)                                                                      \
      for (size_t half = 0; half < 2; half++)                                                              \
        for (size_t v = 0; v < COUNT; v++)                                                                 \
          sum[half][v] += *(const VECTOR *)(matrix + (row + half) * columns + width * v);                  \
    if (row < rows)                                                                                        \
      for (size_t v = 0; v < COUNT; v++) sum[0][v] += *(const VECTOR *)(matrix + row * columns + width * v); \
    for (size_t v = 0; v < COUNT; v++) *(VECTOR *)(sums + width * v) += sum[0][v] + sum[1][v];             \
  }

DEFINE_COLUMN_SUMS(8, lanes8, 1)
DEFINE_COLUMN_SUMS(32, lanes8, 4)
DEFINE_COLUMN_SUMS(64, lanes16, 4)

/// The same sums, by as wide vectors as fit.
INLINED void column_sums(const float *matrix, float *sums, size_t rows, size_t columns, const size_t widest) {
  size_t c = 0;
  if (widest >= 32)
    for (; c + 64 <= columns; c += 64) column_sums_64(matrix + c, sums + c, rows, columns);
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

// The tile that suits the registers differs between generations of processors, so here the generations are written
// out instead of cloned: with sixteen-float vectors the compiler must also be told that it may use them.

#define WAYS(GENERATION, TARGET, WIDEST, LANES)                                                            \
  TARGET static void multiply_##GENERATION(const struct product *p) { multiply(*p, WIDEST); }              \
  TARGET static void multiply_turned_##GENERATION(const struct product *p) {                               \
    multiply_in_panels(*p, true, WIDEST);                                                                  \
  }                                                                                                        \
  TARGET static void multiply_crosswise_##GENERATION(const struct product *p) {                            \
    multiply_crosswise(*p, WIDEST);                                                                        \
  }                                                                                                        \
  TARGET static void multiply_rows_##GENERATION(const struct dots *d) { multiply_rows_##LANES(*d); }       \
  TARGET static void column_sums_##GENERATION(                                                             \
      const float *matrix, float *sums, size_t rows, size_t columns) {                                     \
    column_sums(matrix, sums, rows, columns, WIDEST);                                                      \
  }

#if defined(__x86_64__)
WAYS(v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), 32, 16)
WAYS(v3, __attribute__((target("arch=x86-64-v3"))), 16, 8)
WAYS(plain, , 8, 8)
#define BEST(FUNCTION, ...)                            \
  if (__builtin_cpu_supports("x86-64-v4"))             \
    FUNCTION##_v4(__VA_ARGS__);                           \
  else if (__builtin_cpu_supports("x86-64-v3"))        \
    FUNCTION##_v3(__VA_ARGS__);                           \
  else                                                 \
    FUNCTION##_plain(__VA_ARGS__);
#else
WAYS(plain, , 16, 8)
#define BEST(FUNCTION, ...) FUNCTION##_plain(__VA_ARGS__);
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
  } else if (rows < 16 && depth > 14 * rows) {
    // Turning b costs as much as using it for about 14 rows of 16.
    const struct dots d = {b, a, columns, rows, depth, start, 1, start_row, c, 1, columns};
    BEST(multiply_rows, &d)
  } else {
    const struct product p = {a, depth, 1, b, depth, start, start_row, c, columns, rows, depth, columns};
    if (rows >= 16 && rows < columns) {
      BEST(multiply_crosswise, &p)
    } else {
      BEST(multiply_turned, &p)
    }
  }
}

void add_column_sums(const float *restrict matrix, float *restrict sums, size_t rows, size_t columns) {
  BEST(column_sums, matrix, sums, rows, columns)
}

void dense_forward(
    const float *restrict input, const float *restrict weight, const float *restrict bias,
    float *restrict output, size_t batch, size_t inputs, size_t outputs) {
  matrix_product_turned(input, weight, bias, 0, output, batch, inputs, outputs);
}

/// The same for the few inputs of a first layer: vectors run along the outputs, then the small result is turned.
static void add_narrow_outer_products(const struct outer_products *o) {
  float turned[4 * 64];
  for (size_t first = 0; first < o->outputs; first += 64) {
    const size_t width = o->outputs - first < 64 ? o->outputs - first : 64;
    const struct product p = {
        o->input, 1,       o->input_row, o->output_gradient + first, o->output_row, 0, 0, turned, width, o->inputs,
        o->rows,  width};
    BEST(multiply, &p)
    for (size_t u = 0; u < width; u++)
      for (size_t i = 0; i < o->inputs; i++) o->gradient[(first + u) * o->inputs + i] += turned[i * width + u];
  }
}

void add_outer_products(const struct outer_products *o) {
  if (o->inputs <= 4 && o->outputs >= 4) {
    add_narrow_outer_products(o);
    return;
  }
  const struct product p = {
      o->output_gradient, 1, o->output_row, o->input, o->input_row, o->gradient, o->inputs, o->gradient, o->inputs,
      o->outputs, o->rows, o->inputs};
  BEST(multiply, &p)
}

void dense_input_gradient(
    const float *restrict weight, const float *restrict output_gradient, float *restrict input_gradient, size_t batch,
    size_t inputs, size_t outputs) {
  enum { NARROW = 4, LONGEST = 256 };
  if (inputs > NARROW || outputs < 16 || outputs > LONGEST) {
    matrix_product(output_gradient, outputs, 1, weight, 0, 0, input_gradient, batch, outputs, inputs);
    return;
  }
  // A few columns are short rows of the weight; turned, they are long ones.
  float turned[NARROW * LONGEST];
  for (size_t o = 0; o < outputs; o++)
    for (size_t i = 0; i < inputs; i++) turned[i * outputs + o] = weight[o * inputs + i];
  const struct dots d = {output_gradient, turned, batch, inputs, outputs, 0, 0, 0, input_gradient, inputs, 1};
  BEST(multiply_rows, &d)
}

void dense_backward(
    const float *restrict input, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    size_t batch, size_t inputs, size_t outputs) {
  add_column_sums(output_gradient, bias_gradient, batch, outputs);
  const struct outer_products o = {input, inputs, output_gradient, outputs, weight_gradient, batch, inputs, outputs};
  add_outer_products(&o);
  if (input_gradient) dense_input_gradient(weight, output_gradient, input_gradient, batch, inputs, outputs);
}
