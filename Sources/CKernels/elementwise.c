#include "clones.h"
#include "functions.h"
#include "kernels.h"
#include "sixteens.h"
#include "sums.h"

/// Defines `NAME_forward`: whole sixteens where the processor has vectors of that length, the rest one by one.
#if defined(__x86_64__)
#define DEFINE_FORWARD(NAME)                                                                              \
  SIXTEEN_LANES static size_t NAME##_sixteens(const float *input, float *output, size_t count) {          \
    size_t i = 0;                                                                                         \
    for (; i + 16 <= count; i += 16)                                                                      \
      _mm512_storeu_ps(output + i, NAME##_sixteen(_mm512_loadu_ps(input + i)));                           \
    return i;                                                                                             \
  }                                                                                                       \
  CLONED static void NAME##_each(const float *restrict input, float *restrict output, size_t count) {     \
    for (size_t i = 0; i < count; i++) output[i] = NAME##_of(input[i]);                                   \
  }                                                                                                       \
  void NAME##_forward(const float *restrict input, float *restrict output, size_t count) {                \
    size_t i = 0;                                                                                         \
    if (__builtin_cpu_supports("x86-64-v4")) i = NAME##_sixteens(input, output, count);                   \
    if (i < count) NAME##_each(input + i, output + i, count - i);                                         \
  }
#else
#define DEFINE_FORWARD(NAME)                                                                              \
  void NAME##_forward(const float *restrict input, float *restrict output, size_t count) {                \
    for (size_t i = 0; i < count; i++) output[i] = NAME##_of(input[i]);                                   \
  }
#endif

DEFINE_FORWARD(sigmoid)
DEFINE_FORWARD(tanh)

CLONED void sigmoid_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count) {
  for (size_t i = 0; i < count; i++) input_gradient[i] = output_gradient[i] * (output[i] * (1 - output[i]));
}

CLONED void tanh_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count) {
  for (size_t i = 0; i < count; i++) input_gradient[i] = output_gradient[i] * (1 - output[i] * output[i]);
}

CLONED void relu_forward(const float *restrict input, float *restrict output, float slope, size_t count) {
  // With slope 0 the product would turn −∞ into NaN, so ReLU has its own loop; x < 0 is false for NaN, which passes.
  if (slope == 0) {
    for (size_t i = 0; i < count; i++) output[i] = input[i] < 0 ? 0 : input[i];
  } else {
    for (size_t i = 0; i < count; i++) output[i] = input[i] < 0 ? slope * input[i] : input[i];
  }
}

CLONED void relu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float slope, size_t count) {
  for (size_t i = 0; i < count; i++)
    input_gradient[i] = input[i] <= 0 ? slope * output_gradient[i] : output_gradient[i];
}

CLONED float relu_slope_gradient(
    const float *restrict input, const float *restrict output_gradient, size_t count) {
  enum { PIECE = 128 };
  float piece[PIECE];
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    for (size_t i = 0; i < length; i++) {
      const float x = input[first + i];
      piece[i] = x > 0 ? 0 : output_gradient[first + i] * x;
    }
    total += sum_of(piece, length);
  }
  return (float)total;
}
