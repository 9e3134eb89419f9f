#include "functions.h"
#include "kernels.h"

// A codebook is [features, units]: the loops run over the units, so that few features vectorize as well as many.

typedef float wide __attribute__((vector_size(64), aligned(4)));
typedef int32_t places __attribute__((vector_size(64), aligned(4)));
enum { WIDTH = 16, GROUP = 4 };

/// Keeps, lane by lane, the smallest distance so far and where it was; NaN is never smaller.
INLINED void keep_smaller(const wide *distance, int32_t first, wide *best, places *where) {
  const places lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const places closer = *distance < *best;
  *best = (wide)((closer & (places)*distance) | (~closer & (places)*best));
  *where = (closer & (lane + first)) | (~closer & *where);
}

INLINED void squares_of(
    const float *codebook, const float *example, size_t units, size_t features, size_t unit, const size_t vectors,
    float *distances, wide *best, places *where) {
  wide sum[GROUP];
  for (size_t v = 0; v < vectors; v++) sum[v] = (wide){0};
  for (size_t f = 0; f < features; f++) {
    const float *row = codebook + f * units + unit;
    for (size_t v = 0; v < vectors; v++) {
      const wide difference = *(const wide *)(row + v * WIDTH) - example[f];
      sum[v] += difference * difference;
    }
  }
  for (size_t v = 0; v < vectors; v++) {
    keep_smaller(sum + v, (int32_t)(unit + v * WIDTH), best, where);
    if (distances) *(wide *)(distances + unit + v * WIDTH) = sum[v];
  }
}

CLONED size_t nearest_unit(
    const float *restrict codebook, const float *restrict example, size_t units, size_t features,
    float *restrict distances, float *restrict square) {
  wide best = (wide){0} + INFINITY;
  places where = {0};
  size_t unit = 0;
  for (; unit + GROUP * WIDTH <= units; unit += GROUP * WIDTH)
    squares_of(codebook, example, units, features, unit, GROUP, distances, &best, &where);
  for (; unit + WIDTH <= units; unit += WIDTH)
    squares_of(codebook, example, units, features, unit, 1, distances, &best, &where);
  float smallest = INFINITY;
  size_t winner = 0;
  for (size_t lane = 0; lane < WIDTH; lane++)
    if (best[lane] < smallest || (best[lane] == smallest && (size_t)where[lane] < winner)) {
      smallest = best[lane];
      winner = (size_t)where[lane];
    }
  for (; unit < units; unit++) {
    float sum = 0;
    for (size_t f = 0; f < features; f++) {
      const float difference = codebook[f * units + unit] - example[f];
      sum += difference * difference;
    }
    if (distances) distances[unit] = sum;
    if (sum < smallest) {
      smallest = sum;
      winner = unit;
    }
  }
  *square = smallest < INFINITY ? smallest : NAN;
  return winner;
}

CLONED void gaussian_row(float *restrict factors, float centre, float sharpness, float scale, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float distance = (float)(int32_t)i - centre;
    const float factor = scale * exp_of(-sharpness * distance * distance);
    // What is smaller than the normal floats moves nothing, but would slow every product down.
    factors[i] = factor < 0x1p-126f ? 0 : factor;
  }
}

CLONED void outer_factors(
    const float *restrict rows, const float *restrict columns, float *restrict factors, size_t row_count,
    size_t column_count) {
  for (size_t r = 0; r < row_count; r++)
    for (size_t c = 0; c < column_count; c++) {
      const float factor = rows[r] * columns[c];
      factors[r * column_count + c] = factor < 0x1p-126f ? 0 : factor;
    }
}

CLONED void draw_units(
    float *restrict codebook, const float *restrict example, const float *restrict factors, size_t units,
    size_t features, size_t first, size_t count) {
  for (size_t f = 0; f < features; f++) {
    float *row = codebook + f * units + first;
    const float *factor = factors + first;
    const float target = example[f];
    size_t i = 0;
    for (; i + WIDTH <= count; i += WIDTH) {
      const wide old = *(const wide *)(row + i);
      *(wide *)(row + i) = old + *(const wide *)(factor + i) * (target - old);
    }
    for (; i < count; i++) row[i] += factor[i] * (target - row[i]);
  }
}
