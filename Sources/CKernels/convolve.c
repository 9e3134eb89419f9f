#include "kernels.h"
#include "tiles.h"

#include <string.h>

// Images are regrouped so that the same pixel of up to 32 examples lies side by side: [channel, row, column, lane]. Vectors
// then run along the examples, and every kernel, stride, padding and image side is as fast as any other.

enum { BLOCK = 32, HALF_BLOCK = 16, CHUNK = 32 };

/// The lanes of the block that begins at `example`: 16 where they suffice. Lanes without an example are zero.
INLINED size_t lanes_from(size_t example, size_t batch) { return batch - example > HALF_BLOCK ? BLOCK : HALF_BLOCK; }

INLINED size_t padded_place(const struct convolution *s) {
  return s->channels * (s->rows + 2 * s->padding) * (s->columns + 2 * s->padding);
}

INLINED size_t window(const struct convolution *s) { return s->channels * s->kernel_rows * s->kernel_columns; }

INLINED size_t places(const struct convolution *s) { return s->output_rows * s->output_columns; }

size_t convolution_tape(const struct convolution *s, size_t batch) {
  const size_t lanes = (batch + HALF_BLOCK - 1) / HALF_BLOCK * HALF_BLOCK;
  const size_t weights = (window(s) * s->filters + 15) / 16 * 16;
  return padded_place(s) * lanes + weights + s->filters * places(s) * BLOCK;
}

// Turning between [example, place] and [place, lane]

/// lanes[place, lane] = images[lane · distance + place] for place < count; lanes without an image become zero. The
/// images often lie a multiple of a memory page apart, so a cache holds few of them at the same place: each is read by
/// whole lines.
INLINED void gather_lanes(
    const float *images, size_t distance, size_t present, float *restrict into, size_t lanes, size_t count) {
  for (size_t first = 0; first < count; first += CHUNK) {
    const size_t end = first + CHUNK < count ? first + CHUNK : count;
    size_t lane = 0;
    for (; lane + 8 <= present; lane += 8) {
      const float *from = images + lane * distance;
      size_t k = first;
      for (; k + 4 <= end; k += 4) {
        lanes8 row[4], turned[4];
        for (size_t r = 0; r < 4; r++)
          row[r] = __builtin_shufflevector(
              *(const lanes4 *)(from + r * distance + k), *(const lanes4 *)(from + (r + 4) * distance + k), 0, 1, 2,
              3, 4, 5, 6, 7);
        turn8(row, turned);
        for (size_t r = 0; r < 4; r++) *(lanes8 *)(into + (k + r) * lanes + lane) = turned[r];
      }
      for (; k < end; k++)
        for (size_t r = 0; r < 8; r++) into[k * lanes + lane + r] = from[r * distance + k];
    }
    for (; lane < present; lane++)
      for (size_t k = first; k < end; k++) into[k * lanes + lane] = images[lane * distance + k];
    for (; lane < lanes; lane++)
      for (size_t k = first; k < end; k++) into[k * lanes + lane] = 0;
  }
}

/// images[lane · distance + place] = lanes[place, lane] for the lanes that have an image; each is written by whole lines.
INLINED void scatter_lanes(
    const float *from, size_t lanes, size_t count, float *restrict images, size_t distance, size_t present) {
  size_t lane = 0;
  for (; lane + 4 <= present; lane += 4) {
    float *into = images + lane * distance;
    size_t k = 0;
    for (; k + 8 <= count; k += 8) {
      const float *corner = from + k * lanes + lane;
      lanes8 row[4], turned[4];
      for (size_t r = 0; r < 4; r++)
        row[r] = __builtin_shufflevector(
            *(const lanes4 *)(corner + r * lanes), *(const lanes4 *)(corner + (r + 4) * lanes), 0, 1, 2, 3, 4, 5, 6,
            7);
      turn8(row, turned);
      for (size_t r = 0; r < 4; r++) *(lanes8 *)(into + r * distance + k) = turned[r];
    }
    for (; k < count; k++)
      for (size_t r = 0; r < 4; r++) into[r * distance + k] = from[k * lanes + lane + r];
  }
  for (; lane < present; lane++)
    for (size_t k = 0; k < count; k++) images[lane * distance + k] = from[k * lanes + lane];
}

// Windows: sums over the taps of a kernel

/// Along one axis: the taps that meet the source.
struct taps {
  size_t count;
  size_t source; // where the first one reads
  size_t kernel; // its place in the kernel
};

/// out(o, place) = start(o) + Σ source(channel, tap) · weights(o, channel, tap). The forward pass walks source and kernel
/// in the same direction; the pass to the input walks the source backwards and every `stride`-th tap.
struct windows {
  const float *source; // [channels, source rows, source columns, lanes]
  size_t channels, source_columns, source_plane, lanes;
  ptrdiff_t step; // of the source, in pixels
  size_t kernel_step, kernel_rows, kernel_columns;
  const float *weights; // tiles of outputs, each [channels, kernel rows, kernel columns, tile]
  const float *start; // null is zero
};

/// Defines `windows_<NAME>_<TILE>`: `TILE` outputs at one place, for COUNT vectors of lanes.
#define DEFINE_WINDOW(NAME, VECTOR, COUNT, TILE)                                                              \
  INLINED void window_##NAME##_##TILE(                                                                        \
      const struct windows *w, const float *weights, size_t output, struct taps down, struct taps along, size_t lane, \
      float *out, size_t out_plane) {                                                                         \
    const size_t width = sizeof(VECTOR) / sizeof(float);                                                      \
    VECTOR sum[TILE][COUNT];                                                                                  \
    for (size_t o = 0; o < TILE; o++)                                                                         \
      for (size_t v = 0; v < COUNT; v++)                                                                      \
        sum[o][v] = w->start ? (VECTOR){0} + w->start[output + o] : (VECTOR){0};                              \
    const ptrdiff_t column_step = w->step * (ptrdiff_t)w->lanes;                                              \
    for (size_t channel = 0; channel < w->channels; channel++)                                                \
      for (size_t a = 0; a < down.count; a++) {                                                               \
        const ptrdiff_t row = (ptrdiff_t)down.source + (ptrdiff_t)a * w->step;                                \
        const float *from = w->source + channel * w->source_plane                                             \
                            + ((size_t)row * w->source_columns + along.source) * w->lanes + lane;             \
        const float *weight =                                                                                 \
            weights                                                                                           \
            + ((channel * w->kernel_rows + down.kernel + a * w->kernel_step) * w->kernel_columns + along.kernel) * TILE; \
        for (size_t b = 0; b < along.count; b++, from += column_step, weight += w->kernel_step * TILE) {      \
          VECTOR x[COUNT];                                                                                    \
          for (size_t v = 0; v < COUNT; v++) x[v] = *(const VECTOR *)(from + v * width);                      \
          for (size_t o = 0; o < TILE; o++)                                                                   \
            for (size_t v = 0; v < COUNT; v++) sum[o][v] += weight[o] * x[v];                                 \
        }                                                                                                     \
      }                                                                                                       \
    for (size_t o = 0; o < TILE; o++)                                                                         \
      for (size_t v = 0; v < COUNT; v++) *(VECTOR *)(out + o * out_plane + lane + v * width) = sum[o][v];     \
  }

DEFINE_WINDOW(one, lanes16, 1, 8)
DEFINE_WINDOW(one, lanes16, 1, 4)
DEFINE_WINDOW(one, lanes16, 1, 1)
DEFINE_WINDOW(two, lanes16, 2, 8)
DEFINE_WINDOW(two, lanes16, 2, 4)
DEFINE_WINDOW(two, lanes16, 2, 1)
DEFINE_WINDOW(narrow, lanes8, 2, 4)
DEFINE_WINDOW(narrow, lanes8, 2, 1)

INLINED size_t tile_of(size_t left, bool is_wide) { return is_wide && left >= 8 ? 8 : left >= 4 ? 4 : 1; }

/// packed = for each tile of outputs [inner, kernel, tile]; element (output, inner, kernel) of the weights is
/// weight[output · output_step + inner · inner_step + kernel].
INLINED void pack_weights(
    const float *restrict weight, float *restrict packed, size_t outputs, size_t output_step, size_t inner,
    size_t inner_step, size_t kernel, bool is_wide) {
  for (size_t output = 0, tile; output < outputs; output += tile) {
    tile = tile_of(outputs - output, is_wide);
    for (size_t i = 0; i < inner; i++)
      for (size_t k = 0; k < kernel; k++)
        for (size_t o = 0; o < tile; o++)
          *packed++ = weight[(output + o) * output_step + i * inner_step + k];
  }
}

/// All places of a block: `taps_of(place along the axis)` of both axes are at hand; the results go to
/// images[lane · distance + output · plane + place].
INLINED void slide(
    const struct windows w, size_t outputs, size_t rows, size_t columns, const struct taps *down,
    const struct taps *along, float *images, size_t distance, size_t present, bool is_wide) {
  _Alignas(64) float chunk[8 * CHUNK * BLOCK];
  const size_t plane = rows * columns;
  const size_t chunk_plane = CHUNK * w.lanes;
  const float *weights = w.weights;
  for (size_t output = 0, tile; output < outputs; output += tile) {
    tile = tile_of(outputs - output, is_wide);
    for (size_t first = 0; first < plane; first += CHUNK) {
      const size_t count = plane - first < CHUNK ? plane - first : CHUNK;
      size_t row = first / columns, column = first % columns;
      for (size_t k = 0; k < count; k++) {
        float *out = chunk + k * w.lanes;
        if (!is_wide) {
          for (size_t lane = 0; lane < w.lanes; lane += 16)
            if (tile == 4)
              window_narrow_4(&w, weights, output, down[row], along[column], lane, out, chunk_plane);
            else
              window_narrow_1(&w, weights, output, down[row], along[column], lane, out, chunk_plane);
        } else if (w.lanes == 2 * 16) {
          if (tile == 8)
            window_two_8(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
          else if (tile == 4)
            window_two_4(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
          else
            window_two_1(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
        } else if (tile == 8)
          window_one_8(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
        else if (tile == 4)
          window_one_4(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
        else
          window_one_1(&w, weights, output, down[row], along[column], 0, out, chunk_plane);
        if (++column == columns) column = 0, row++;
      }
      for (size_t o = 0; o < tile; o++)
        scatter_lanes(
            chunk + o * chunk_plane, w.lanes, count, images + (output + o) * plane + first, distance, present);
    }
    weights += tile * w.channels * w.kernel_rows * w.kernel_columns;
  }
}

/// The taps of output `place` that lie on the image; sources are counted in the padded image.
INLINED struct taps forward_taps(size_t place, size_t side, size_t kernel, size_t stride, size_t padding) {
  const size_t first = place * stride; // in the padded image
  const size_t skipped = first < padding ? padding - first : 0;
  const size_t end = first + kernel < side + padding ? kernel : side + padding > first ? side + padding - first : 0;
  return (struct taps){end > skipped ? end - skipped : 0, first + skipped, skipped};
}

/// The taps through which input `place` reached an output.
INLINED struct taps backward_taps(size_t place, size_t outputs, size_t kernel, size_t stride, size_t padding) {
  size_t tap = (place + padding) % stride;
  size_t source = (place + padding) / stride;
  while (source >= outputs && tap < kernel) {
    tap += stride;
    if (source == 0) return (struct taps){0, 0, 0};
    source--;
  }
  if (tap >= kernel || source >= outputs) return (struct taps){0, 0, 0};
  size_t count = (kernel - tap + stride - 1) / stride;
  if (count > source + 1) count = source + 1;
  return (struct taps){count, source, tap};
}

INLINED void forward(
    const struct convolution *s, const float *restrict input, const float *restrict weight,
    const float *restrict bias, float *restrict output, float *restrict tape, size_t batch, bool is_wide) {
  const size_t lanes_total = (batch + HALF_BLOCK - 1) / HALF_BLOCK * HALF_BLOCK;
  const size_t padded_columns = s->columns + 2 * s->padding, padded_rows = s->rows + 2 * s->padding;
  const size_t values = s->channels * s->rows * s->columns;
  float *packed = tape + padded_place(s) * lanes_total;
  pack_weights(
      weight, packed, s->filters, window(s), 1, 0, window(s), is_wide);
  struct taps down[CONVOLUTION_SIDE], along[CONVOLUTION_SIDE];
  for (size_t y = 0; y < s->output_rows; y++)
    down[y] = forward_taps(y, s->rows, s->kernel_rows, s->stride, s->padding);
  for (size_t x = 0; x < s->output_columns; x++)
    along[x] = forward_taps(x, s->columns, s->kernel_columns, s->stride, s->padding);
  for (size_t example = 0, lanes; example < batch; example += lanes) {
    lanes = lanes_from(example, batch);
    const size_t present = batch - example < lanes ? batch - example : lanes;
    float *block = tape + padded_place(s) * example;
    const float *images = input + example * values;
    if (s->padding == 0) {
      gather_lanes(images, values, present, block, lanes, values);
    } else {
      memset(block, 0, padded_place(s) * lanes * sizeof(float));
      for (size_t channel = 0; channel < s->channels; channel++)
        for (size_t row = 0; row < s->rows; row++)
          gather_lanes(
              images + (channel * s->rows + row) * s->columns, values, present,
              block + ((channel * padded_rows + row + s->padding) * padded_columns + s->padding) * lanes, lanes,
              s->columns);
    }
    const struct windows w = {
        block, s->channels, padded_columns, padded_rows * padded_columns * lanes, lanes, 1, 1, s->kernel_rows,
        s->kernel_columns, packed, bias};
    slide(
        w, s->filters, s->output_rows, s->output_columns, down, along, output + example * s->filters * places(s),
        s->filters * places(s), present, is_wide);
  }
}

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

INLINED void backward(
    const struct convolution *s, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    float *restrict tape, size_t batch, bool is_wide) {
  const size_t lanes_total = (batch + HALF_BLOCK - 1) / HALF_BLOCK * HALF_BLOCK;
  const size_t values = s->channels * s->rows * s->columns;
  const size_t kernel = s->kernel_rows * s->kernel_columns;
  float *packed = tape + padded_place(s) * lanes_total;
  float *gradient = packed + (window(s) * s->filters + 15) / 16 * 16;
  struct taps down[CONVOLUTION_SIDE], along[CONVOLUTION_SIDE];
  if (input_gradient) {
    pack_weights(weight, packed, s->channels, kernel, s->filters, window(s), kernel, is_wide);
    for (size_t y = 0; y < s->rows; y++)
      down[y] = backward_taps(y, s->output_rows, s->kernel_rows, s->stride, s->padding);
    for (size_t x = 0; x < s->columns; x++)
      along[x] = backward_taps(x, s->output_columns, s->kernel_columns, s->stride, s->padding);
  }
  const size_t outputs = s->filters * places(s);
  for (size_t example = 0, lanes; example < batch; example += lanes) {
    lanes = lanes_from(example, batch);
    const size_t present = batch - example < lanes ? batch - example : lanes;
    gather_lanes(output_gradient + example * outputs, outputs, present, gradient, lanes, outputs);
    add_plane_sums(gradient, bias_gradient, s->filters, places(s) * lanes);
    weigh(s, tape + padded_place(s) * example, gradient, lanes, weight_gradient, is_wide);
    if (!input_gradient) continue;
    const struct windows w = {
        gradient, s->filters, s->output_columns, places(s) * lanes, lanes, -1, s->stride, s->kernel_rows,
        s->kernel_columns, packed, 0};
    slide(
        w, s->channels, s->rows, s->columns, down, along, input_gradient + example * values, values, present,
        is_wide);
  }
}

// As with the matrix products the generations are written out, so that sixteen-float vectors may be used.

#define WAYS(GENERATION, TARGET, IS_WIDE)                                                                     \
  TARGET static void forward_##GENERATION(                                                                    \
      const struct convolution *s, const float *input, const float *weight, const float *bias, float *output, \
      float *tape, size_t batch) {                                                                            \
    forward(s, input, weight, bias, output, tape, batch, IS_WIDE);                                            \
  }                                                                                                           \
  TARGET static void backward_##GENERATION(                                                                   \
      const struct convolution *s, const float *weight, const float *output_gradient, float *input_gradient,  \
      float *weight_gradient, float *bias_gradient, float *tape, size_t batch) {                              \
    backward(                                                                                                 \
        s, weight, output_gradient, input_gradient, weight_gradient, bias_gradient, tape, batch, IS_WIDE);    \
  }

#if defined(__x86_64__)
WAYS(v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), true)
WAYS(v3, __attribute__((target("arch=x86-64-v3"))), false)
WAYS(plain, , false)
#define BEST(FUNCTION, ...)                    \
  if (__builtin_cpu_supports("x86-64-v4"))     \
    FUNCTION##_v4(__VA_ARGS__);                \
  else if (__builtin_cpu_supports("x86-64-v3")) \
    FUNCTION##_v3(__VA_ARGS__);                \
  else                                         \
    FUNCTION##_plain(__VA_ARGS__);
#else
WAYS(plain, , false)
#define BEST(FUNCTION, ...) FUNCTION##_plain(__VA_ARGS__);
#endif

void convolution_forward(
    const struct convolution *s, const float *restrict input, const float *restrict weight,
    const float *restrict bias, float *restrict output, float *restrict tape, size_t batch) {
  BEST(forward, s, input, weight, bias, output, tape, batch)
}

void convolution_backward(
    const struct convolution *s, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    float *restrict tape, size_t batch) {
  BEST(
      backward, s, weight, output_gradient, input_gradient, weight_gradient, bias_gradient, tape, batch)
}
