#ifndef GRADLAB_CONVOLVE_LANES_H
#define GRADLAB_CONVOLVE_LANES_H

#include "kernels.h"
#include "tiles.h"

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

#endif
