#include "convolve_lanes.h"
#include "convolve_weights.h"

#include <string.h>

size_t convolution_tape(const struct convolution *s, size_t batch) {
  const size_t lanes = (batch + HALF_BLOCK - 1) / HALF_BLOCK * HALF_BLOCK;
  const size_t weights = (window(s) * s->filters + 15) / 16 * 16;
  return padded_place(s) * lanes + weights + s->filters * places(s) * BLOCK;
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
