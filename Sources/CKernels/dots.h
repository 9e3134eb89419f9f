#ifndef GRADLAB_DOTS_H
#define GRADLAB_DOTS_H

#include "tiles.h"

// Products of rows with rows, without turning either matrix: the way for long rows and few of them.

/// out(i, j) = start(i, j) + u row i · v row j; i < u_rows, j < v_rows.
struct dots {
  const float *u, *v; // rows `length` floats apart
  size_t u_rows, v_rows, length;
  const float *start; // null is zero
  size_t start_u, start_v; // element (i, j) is start[i · start_u + j · start_v]
  float *out;
  size_t out_u, out_v;
};

/// The sum of each of four vectors.
INLINED void sum_lanes(const lanes4 sum[4], float out[4]) {
  lanes4 turned[4];
  turn4(sum, turned);
  *(lanes4 *)out = (turned[0] + turned[1]) + (turned[2] + turned[3]);
}

#define HALVES(x) __builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7)
#define QUARTERS(x)                                                                                   \
  (__builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7))             \
      + (__builtin_shufflevector(x, x, 8, 9, 10, 11) + __builtin_shufflevector(x, x, 12, 13, 14, 15))

/// Defines `dot_tile_<NAME>`, the tile of 4 rows of u (fewer: the last ones are repeated and dropped) and `pair` ≤ 2
/// rows of v, with vectors that `TO_FOUR` folds to four lanes.
#define DEFINE_DOTS(NAME, VECTOR, TO_FOUR)                                                                   \
  INLINED void dot_tile_##NAME(const struct dots d, const size_t pair, size_t i, size_t j) {                 \
    const size_t width = sizeof(VECTOR) / sizeof(float);                                                     \
    const size_t count = d.u_rows - i < 4 ? d.u_rows - i : 4;                                                \
    const float *u[4], *v[2];                                                                                \
    for (size_t r = 0; r < 4; r++) u[r] = d.u + (i + (r < count ? r : count - 1)) * d.length;                \
    for (size_t s = 0; s < pair; s++) v[s] = d.v + (j + s) * d.length;                                       \
    VECTOR wide[2][4];                                                                                       \
    for (size_t s = 0; s < pair; s++)                                                                        \
      for (size_t r = 0; r < 4; r++) wide[s][r] = (VECTOR){0};                                               \
    size_t k = 0;                                                                                            \
    for (; k + width <= d.length; k += width)                                                                \
      for (size_t s = 0; s < pair; s++)                                                                      \
        for (size_t r = 0; r < 4; r++) wide[s][r] += *(const VECTOR *)(u[r] + k) * *(const VECTOR *)(v[s] + k); \
    lanes4 four[2][4];                                                                                       \
    for (size_t s = 0; s < pair; s++)                                                                        \
      for (size_t r = 0; r < 4; r++) four[s][r] = TO_FOUR(wide[s][r]);                                       \
    for (; k + 4 <= d.length; k += 4)                                                                        \
      for (size_t s = 0; s < pair; s++)                                                                      \
        for (size_t r = 0; r < 4; r++) four[s][r] += *(const lanes4 *)(u[r] + k) * *(const lanes4 *)(v[s] + k); \
    for (size_t s = 0; s < pair; s++) {                                                                      \
      float sum[4];                                                                                          \
      sum_lanes(four[s], sum);                                                                               \
      for (size_t rest = k; rest < d.length; rest++)                                                         \
        for (size_t r = 0; r < 4; r++) sum[r] += u[r][rest] * v[s][rest];                                    \
      for (size_t r = 0; r < count; r++)                                                                     \
        d.out[(i + r) * d.out_u + (j + s) * d.out_v] =                                                       \
            sum[r] + (d.start ? d.start[(i + r) * d.start_u + (j + s) * d.start_v] : 0);                     \
    }                                                                                                        \
  }                                                                                                          \
  INLINED void multiply_rows_##NAME(const struct dots d) {                                                   \
    for (size_t i = 0; i < d.u_rows; i += 4) {                                                               \
      size_t j = 0;                                                                                          \
      for (; j + 2 <= d.v_rows; j += 2) dot_tile_##NAME(d, 2, i, j);                                         \
      if (j < d.v_rows) dot_tile_##NAME(d, 1, i, j);                                                         \
    }                                                                                                        \
  }

DEFINE_DOTS(8, lanes8, HALVES)
DEFINE_DOTS(16, lanes16, QUARTERS)

#endif
