#ifndef GRADLAB_CONVOLVE_WEIGHTS_H
#define GRADLAB_CONVOLVE_WEIGHTS_H

#include "convolve_lanes.h"

// The gradient of the weights

/// One pass over some rows of places, for one vector of lanes: where to read.
struct stretch {
  const float *gradient, *input; // at the first place and the first tap
  size_t gradient_plane; // from filter to filter
  size_t input_row, input_place; // from place to place; the places of the gradient lie `lanes` apart
  size_t rows, columns, lanes;
};

enum { WEIGH_PLACES = 96 };

/// Defines `taps_<NAME>_<TILE>_<COUNT>`: sums[filter, tap] += Σ gradient[filter, place] · input[place + tap] for TILE
/// filters and COUNT neighbouring taps, lane by lane.
#define DEFINE_TAPS(NAME, VECTOR, TILE, COUNT)                                                                  \
  INLINED void taps_##NAME##_##TILE##_##COUNT(const struct stretch s, VECTOR *sums) {                           \
    VECTOR sum[TILE][COUNT];                                                                                    \
    for (size_t f = 0; f < TILE; f++)                                                                           \
      for (size_t t = 0; t < COUNT; t++) sum[f][t] = sums[f * COUNT + t];                                       \
    const float *g = s.gradient;                                                                                \
    for (size_t row = 0; row < s.rows; row++) {                                                                 \
      const float *x = s.input + row * s.input_row;                                                             \
      for (size_t column = 0; column < s.columns; column++, g += s.lanes, x += s.input_place) {                 \
        VECTOR slope[TILE];                                                                                     \
        for (size_t f = 0; f < TILE; f++) slope[f] = *(const VECTOR *)(g + f * s.gradient_plane);               \
        for (size_t t = 0; t < COUNT; t++)                                                                      \
          for (size_t f = 0; f < TILE; f++) sum[f][t] += slope[f] * *(const VECTOR *)(x + t * s.lanes);         \
      }                                                                                                         \
    }                                                                                                           \
    for (size_t f = 0; f < TILE; f++)                                                                           \
      for (size_t t = 0; t < COUNT; t++) sums[f * COUNT + t] = sum[f][t];                                       \
  }

/// Defines `weigh_<NAME>_<TILE>_<COUNT>`: adds to the weight gradient of TILE filters, one channel and COUNT taps along.
/// Few places at a time, so that all rows of the kernel find them in the nearest cache.
#define DEFINE_WEIGH(NAME, VECTOR, TILE, COUNT)                                                           \
  DEFINE_TAPS(NAME, VECTOR, TILE, COUNT)                                                                  \
  INLINED void weigh_##NAME##_##TILE##_##COUNT(                                                           \
      const struct convolution *s, const struct stretch whole, float *into, size_t into_filter) {         \
    const size_t width = sizeof(VECTOR) / sizeof(float);                                                  \
    VECTOR sums[CONVOLUTION_KERNEL * TILE * COUNT];                                                       \
    for (size_t i = 0; i < s->kernel_rows * TILE * COUNT; i++) sums[i] = (VECTOR){0};                     \
    size_t step = WEIGH_PLACES / whole.columns;                                                           \
    if (step == 0) step = 1;                                                                              \
    for (size_t lane = 0; lane < whole.lanes; lane += width)                                              \
      for (size_t row = 0; row < whole.rows; row += step)                                                 \
        for (size_t down = 0; down < s->kernel_rows; down++) {                                            \
          struct stretch part = whole;                                                                    \
          part.rows = whole.rows - row < step ? whole.rows - row : step;                                  \
          part.gradient += row * whole.columns * whole.lanes + lane;                                      \
          part.input += row * whole.input_row + down * (whole.input_row / s->stride) + lane;              \
          taps_##NAME##_##TILE##_##COUNT(part, sums + down * TILE * COUNT);                               \
        }                                                                                                 \
    for (size_t down = 0; down < s->kernel_rows; down++)                                                  \
      for (size_t f = 0; f < TILE; f++)                                                                   \
        for (size_t t = 0; t < COUNT; t++) {                                                              \
          float total = 0;                                                                                \
          for (size_t i = 0; i < width; i++) total += sums[(down * TILE + f) * COUNT + t][i];             \
          into[f * into_filter + down * s->kernel_columns + t] += total;                                  \
        }                                                                                                 \
  }

#define DEFINE_COUNTS(NAME, VECTOR, TILE) \
  DEFINE_WEIGH(NAME, VECTOR, TILE, 1)     \
  DEFINE_WEIGH(NAME, VECTOR, TILE, 2)     \
  DEFINE_WEIGH(NAME, VECTOR, TILE, 3)     \
  DEFINE_WEIGH(NAME, VECTOR, TILE, 4)     \
  DEFINE_WEIGH(NAME, VECTOR, TILE, 5)

DEFINE_COUNTS(wide, lanes16, 4)
DEFINE_COUNTS(wide, lanes16, 1)
DEFINE_COUNTS(narrow, lanes8, 2)
DEFINE_COUNTS(narrow, lanes8, 1)

#define WEIGH(NAME, TILE)                                                            \
  switch (count) {                                                                   \
    case 1: weigh_##NAME##_##TILE##_1(s, part, into, window(s)); break;              \
    case 2: weigh_##NAME##_##TILE##_2(s, part, into, window(s)); break;              \
    case 3: weigh_##NAME##_##TILE##_3(s, part, into, window(s)); break;              \
    case 4: weigh_##NAME##_##TILE##_4(s, part, into, window(s)); break;              \
    default: weigh_##NAME##_##TILE##_5(s, part, into, window(s));                    \
  }

INLINED void weigh(
    const struct convolution *s, const float *input, const float *gradient, size_t lanes, float *weight_gradient,
    bool is_wide) {
  const size_t padded_columns = s->columns + 2 * s->padding, padded_rows = s->rows + 2 * s->padding;
  const size_t plane = places(s) * lanes;
  const size_t whole = is_wide ? 4 : 2;
  for (size_t filter = 0, tile; filter < s->filters; filter += tile) {
    tile = s->filters - filter >= whole ? whole : 1;
    for (size_t channel = 0; channel < s->channels; channel++)
      for (size_t along = 0, count; along < s->kernel_columns; along += count) {
        count = s->kernel_columns - along < 5 ? s->kernel_columns - along : 5;
        const struct stretch part = {
            gradient + filter * plane, input + (channel * padded_rows * padded_columns + along) * lanes, plane,
            s->stride * padded_columns * lanes, s->stride * lanes, s->output_rows, s->output_columns, lanes};
        float *into = weight_gradient + (filter * s->channels + channel) * s->kernel_rows * s->kernel_columns + along;
        if (is_wide && tile == 4) {
          WEIGH(wide, 4)
        } else if (is_wide) {
          WEIGH(wide, 1)
        } else if (tile == 2) {
          WEIGH(narrow, 2)
        } else {
          WEIGH(narrow, 1)
        }
      }
  }
}

/// sums[filter] += Σ gradient[filter, place, lane]
INLINED void add_plane_sums(const float *gradient, float *sums, size_t filters, size_t plane) {
  for (size_t filter = 0; filter < filters; filter++) {
    lanes16 part[4] = {{0}, {0}, {0}, {0}};
    const float *g = gradient + filter * plane;
    size_t i = 0;
    for (; i + 64 <= plane; i += 64)
      for (size_t p = 0; p < 4; p++) part[p] += *(const lanes16 *)(g + i + 16 * p);
    for (; i < plane; i += 16) part[0] += *(const lanes16 *)(g + i);
    const lanes16 all = (part[0] + part[1]) + (part[2] + part[3]);
    float total = 0;
    for (size_t p = 0; p < 16; p++) total += all[p];
    sums[filter] += total;
  }
}

#endif
