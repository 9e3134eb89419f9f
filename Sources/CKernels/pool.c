#include "kernels.h"
#include "tiles.h"

#include <string.h>

// Windows of two by two that do not overlap are by far the most common: for them the even and the odd columns of two rows
// are parted into vectors of neighbouring windows.

typedef int32_t choice4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t choice8 __attribute__((vector_size(32), aligned(4)));

INLINED bool is_two_by_two(const struct pooling *s) {
  return s->size_rows == 2 && s->size_columns == 2 && s->stride == 2;
}

#define EVEN8(row) __builtin_shufflevector(LOAD8(row), LOAD8((row) + 8), 0, 2, 4, 6, 8, 10, 12, 14)
#define ODD8(row) __builtin_shufflevector(LOAD8(row), LOAD8((row) + 8), 1, 3, 5, 7, 9, 11, 13, 15)
#define EVEN4(row) __builtin_shufflevector(LOAD4(row), LOAD4((row) + 4), 0, 2, 4, 6)
#define ODD4(row) __builtin_shufflevector(LOAD4(row), LOAD4((row) + 4), 1, 3, 5, 7)
#define LOAD8(at) (*(const lanes8 *)(at))
#define LOAD4(at) (*(const lanes4 *)(at))

/// Where `value` is larger or no number it takes the place of the best so far.
#define TAKE(VECTOR, CHOICE, place, value)                                         \
  {                                                                                \
    const CHOICE is_new = (CHOICE)(value > best) | (CHOICE)(value != value);       \
    best = (VECTOR)((is_new & (CHOICE)value) | (~is_new & (CHOICE)best));          \
    chosen = (is_new & place) | (~is_new & chosen);                                \
  }

#define LARGEST(VECTOR, CHOICE, EVEN, ODD)                                    \
  {                                                                           \
    const VECTOR second = ODD(upper + 2 * x), third = EVEN(lower + 2 * x);    \
    const VECTOR fourth = ODD(lower + 2 * x);                                 \
    VECTOR best = EVEN(upper + 2 * x);                                        \
    CHOICE chosen = {0};                                                      \
    TAKE(VECTOR, CHOICE, 1, second)                                           \
    TAKE(VECTOR, CHOICE, 2, third)                                            \
    TAKE(VECTOR, CHOICE, 3, fourth)                                           \
    *(VECTOR *)(output + x) = best;                                           \
    *(CHOICE *)(choice + x) = chosen;                                         \
  }

INLINED void largest_of_pairs(
    const float *upper, const float *lower, float *restrict output, int32_t *restrict choice, size_t count) {
  size_t x = 0;
  for (; x + 8 <= count; x += 8) LARGEST(lanes8, choice8, EVEN8, ODD8)
  for (; x + 4 <= count; x += 4) LARGEST(lanes4, choice4, EVEN4, ODD4)
  for (; x < count; x++) {
    const float value[4] = {upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]};
    float best = value[0];
    int32_t chosen = 0;
    for (int32_t place = 1; place < 4; place++)
      if (value[place] > best || value[place] != value[place]) best = value[place], chosen = place;
    output[x] = best;
    choice[x] = chosen;
  }
}

#define SPREAD8(row, even, odd)                                                                      \
  *(lanes8 *)(row) = __builtin_shufflevector(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);                   \
  *(lanes8 *)((row) + 8) = __builtin_shufflevector(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
#define SPREAD4(row, even, odd)                                             \
  *(lanes4 *)(row) = __builtin_shufflevector(even, odd, 0, 4, 1, 5);        \
  *(lanes4 *)((row) + 4) = __builtin_shufflevector(even, odd, 2, 6, 3, 7);

#define RETURN_TO_LARGEST(VECTOR, CHOICE, SPREAD)                                 \
  {                                                                               \
    const CHOICE slope = *(const CHOICE *)(gradient + x);                         \
    const CHOICE chosen = *(const CHOICE *)(choice + x);                          \
    const VECTOR a = (VECTOR)((chosen == 0) & slope), b = (VECTOR)((chosen == 1) & slope); \
    const VECTOR c = (VECTOR)((chosen == 2) & slope), d = (VECTOR)((chosen == 3) & slope); \
    SPREAD(upper + 2 * x, a, b)                                                   \
    SPREAD(lower + 2 * x, c, d)                                                   \
  }

INLINED void return_to_pairs(
    const float *gradient, const int32_t *choice, float *upper, float *lower, size_t count) {
  size_t x = 0;
  for (; x + 8 <= count; x += 8) RETURN_TO_LARGEST(lanes8, choice8, SPREAD8)
  for (; x + 4 <= count; x += 4) RETURN_TO_LARGEST(lanes4, choice4, SPREAD4)
  for (; x < count; x++)
    for (int32_t place = 0; place < 4; place++)
      (place < 2 ? upper : lower)[2 * x + (size_t)(place & 1)] = choice[x] == place ? gradient[x] : 0;
}

CLONED void max_pooling_forward(
    const struct pooling *s, const float *restrict input, float *restrict output, float *restrict tape,
    size_t planes) {
  int32_t *choice = (int32_t *)tape;
  const bool is_fast = is_two_by_two(s);
  for (size_t plane = 0; plane < planes; plane++, input += s->rows * s->columns)
    for (size_t y = 0; y < s->output_rows; y++, output += s->output_columns, choice += s->output_columns) {
      const float *corner = input + y * s->stride * s->columns;
      if (is_fast) {
        largest_of_pairs(corner, corner + s->columns, output, choice, s->output_columns);
        continue;
      }
      for (size_t x = 0; x < s->output_columns; x++) {
        const float *from = corner + x * s->stride;
        float best = from[0];
        size_t chosen = 0;
        for (size_t i = 0; i < s->size_rows; i++)
          for (size_t j = 0; j < s->size_columns; j++) {
            const float value = from[i * s->columns + j];
            if (value > best || value != value) best = value, chosen = i * s->columns + j;
          }
        output[x] = best;
        choice[x] = (int32_t)chosen;
      }
    }
}

CLONED void max_pooling_backward(
    const struct pooling *s, const float *restrict output_gradient, const float *restrict tape,
    float *restrict input_gradient, size_t planes) {
  const int32_t *choice = (const int32_t *)tape;
  const bool is_fast = is_two_by_two(s);
  const size_t area = s->rows * s->columns;
  const bool is_covered = is_fast && 2 * s->output_rows == s->rows && 2 * s->output_columns == s->columns;
  if (!is_covered) memset(input_gradient, 0, planes * area * sizeof(float));
  for (size_t plane = 0; plane < planes; plane++, input_gradient += area)
    for (size_t y = 0; y < s->output_rows; y++, output_gradient += s->output_columns, choice += s->output_columns) {
      float *corner = input_gradient + y * s->stride * s->columns;
      if (is_fast)
        return_to_pairs(output_gradient, choice, corner, corner + s->columns, s->output_columns);
      else
        for (size_t x = 0; x < s->output_columns; x++)
          corner[x * s->stride + (size_t)choice[x]] += output_gradient[x];
    }
}

INLINED void average_of_pairs(const float *upper, const float *lower, float *restrict output, size_t count) {
  size_t x = 0;
  for (; x + 8 <= count; x += 8)
    *(lanes8 *)(output + x) = 0.25f
                              * ((EVEN8(upper + 2 * x) + ODD8(upper + 2 * x))
                                 + (EVEN8(lower + 2 * x) + ODD8(lower + 2 * x)));
  for (; x < count; x++)
    output[x] = 0.25f * ((upper[2 * x] + upper[2 * x + 1]) + (lower[2 * x] + lower[2 * x + 1]));
}

CLONED void average_pooling_forward(
    const struct pooling *s, const float *restrict input, float *restrict output, size_t planes) {
  const float share = 1.0f / (float)(s->size_rows * s->size_columns);
  const bool is_fast = is_two_by_two(s);
  for (size_t plane = 0; plane < planes; plane++, input += s->rows * s->columns)
    for (size_t y = 0; y < s->output_rows; y++, output += s->output_columns) {
      const float *corner = input + y * s->stride * s->columns;
      if (is_fast) {
        average_of_pairs(corner, corner + s->columns, output, s->output_columns);
        continue;
      }
      for (size_t x = 0; x < s->output_columns; x++) {
        float sum = 0;
        for (size_t i = 0; i < s->size_rows; i++)
          for (size_t j = 0; j < s->size_columns; j++) sum += corner[x * s->stride + i * s->columns + j];
        output[x] = share * sum;
      }
    }
}

INLINED void share_among_pairs(const float *gradient, float *upper, float *lower, size_t count) {
  size_t x = 0;
  for (; x + 8 <= count; x += 8) {
    const lanes8 slope = 0.25f * LOAD8(gradient + x);
    SPREAD8(upper + 2 * x, slope, slope)
    SPREAD8(lower + 2 * x, slope, slope)
  }
  for (; x < count; x++)
    upper[2 * x] = upper[2 * x + 1] = lower[2 * x] = lower[2 * x + 1] = 0.25f * gradient[x];
}

CLONED void average_pooling_backward(
    const struct pooling *s, const float *restrict output_gradient, float *restrict input_gradient, size_t planes) {
  const float share = 1.0f / (float)(s->size_rows * s->size_columns);
  const size_t area = s->rows * s->columns;
  const bool is_fast = is_two_by_two(s);
  const bool is_covered = is_fast && 2 * s->output_rows == s->rows && 2 * s->output_columns == s->columns;
  if (!is_covered) memset(input_gradient, 0, planes * area * sizeof(float));
  for (size_t plane = 0; plane < planes; plane++, input_gradient += area)
    for (size_t y = 0; y < s->output_rows; y++, output_gradient += s->output_columns) {
      float *corner = input_gradient + y * s->stride * s->columns;
      if (is_fast) {
        share_among_pairs(output_gradient, corner, corner + s->columns, s->output_columns);
        continue;
      }
      for (size_t x = 0; x < s->output_columns; x++) {
        const float slope = share * output_gradient[x];
        for (size_t i = 0; i < s->size_rows; i++)
          for (size_t j = 0; j < s->size_columns; j++) corner[x * s->stride + i * s->columns + j] += slope;
      }
    }
}
