#ifndef GRADLAB_STRIPS_H
#define GRADLAB_STRIPS_H

#include "tiles.h"

// Products whose right side is read in strips of sixteen columns. A weight that many steps share is packed once, strip
// behind strip, and then streams through the cache in order.

enum { STRIP = 16 };

/// c[rows, STRIP · strips] = start + a[rows, depth] · b, distances counted in floats.
struct strip_product {
  const float *a;
  size_t a_row, a_step; // element (row, k) is a[row · a_row + k · a_step]
  const float *b;
  size_t b_step, b_strip; // element (k, column) is b[column / 16 · b_strip + k · b_step + column % 16]
  const float *start; // what the sums begin with; null is zero
  size_t start_row; // 0 repeats one row, such as a bias
  float *c;
  size_t c_row;
  size_t rows, depth, strips;
};

/// Defines `multiply_strips_<NAME>` with tiles of ROWS rows and STRIPS strips, each PARTS vectors wide.
#define DEFINE_STRIPS(NAME, VECTOR, PARTS, ROWS, STRIPS)                                                        \
  INLINED void strip_tile_##NAME(                                                                               \
      const struct strip_product p, const size_t rows, const size_t strips, size_t row, size_t strip) {         \
    const size_t width = STRIP / (PARTS);                                                                       \
    VECTOR sum[ROWS][(STRIPS) * (PARTS)];                                                                       \
    const size_t column = strip * STRIP;                                                                        \
    const float *start = p.start ? p.start + row * p.start_row + column : 0;                                    \
    for (size_t r = 0; r < rows; r++)                                                                           \
      for (size_t v = 0; v < strips * (PARTS); v++)                                                             \
        sum[r][v] = start ? *(const VECTOR *)(start + r * p.start_row + v * width) : (VECTOR){0};               \
    struct tile_rows a = tile_rows_at(p.a + row * p.a_row, p.a_row);                                            \
    const float *b = p.b + strip * p.b_strip;                                                                   \
    for (size_t k = 0; k < p.depth; k++, a.low += p.a_step, a.high += p.a_step, b += p.b_step) {                \
      VECTOR right[(STRIPS) * (PARTS)];                                                                         \
      for (size_t s = 0; s < strips; s++)                                                                       \
        for (size_t v = 0; v < (PARTS); v++)                                                                    \
          right[s * (PARTS) + v] = *(const VECTOR *)(b + s * p.b_strip + v * width);                            \
      for (size_t r = 0; r < rows; r++)                                                                         \
        for (size_t v = 0; v < strips * (PARTS); v++) sum[r][v] += tile_row(a, r) * right[v];                     \
    }                                                                                                           \
    float *c = p.c + row * p.c_row + column;                                                                    \
    for (size_t r = 0; r < rows; r++)                                                                           \
      for (size_t v = 0; v < strips * (PARTS); v++) *(VECTOR *)(c + r * p.c_row + v * width) = sum[r][v];       \
  }                                                                                                             \
  INLINED void strip_rows_##NAME(const struct strip_product p, const size_t strips, size_t strip) {             \
    size_t row = 0;                                                                                             \
    for (; row + (ROWS) <= p.rows; row += (ROWS)) strip_tile_##NAME(p, ROWS, strips, row, strip);               \
    if ((ROWS) > 4 && p.rows - row >= 4) strip_tile_##NAME(p, (ROWS) > 4 ? 4 : 1, strips, row, strip), row += 4; \
    for (; row < p.rows; row++) strip_tile_##NAME(p, 1, strips, row, strip);                                    \
  }                                                                                                             \
  INLINED void multiply_strips_##NAME(const struct strip_product p) {                                           \
    size_t strip = 0;                                                                                           \
    for (; strip + (STRIPS) <= p.strips; strip += (STRIPS)) strip_rows_##NAME(p, STRIPS, strip);                \
    for (; strip < p.strips; strip++) strip_rows_##NAME(p, 1, strip);                                           \
  }

DEFINE_STRIPS(wide, lanes16, 1, 8, 2)
DEFINE_STRIPS(middle, lanes8, 2, 4, 1)
DEFINE_STRIPS(narrow, lanes8, 2, 2, 1)

#endif
