#include "clones.h"
#include "functions.h"
#include "kernels.h"
#include "sums.h"

CLONED void sigmoid_forward(const float *restrict input, float *restrict output, size_t count) {
  for (size_t i = 0; i < count; i++) output[i] = sigmoid_of(input[i]);
}

CLONED void sigmoid_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count) {
  for (size_t i = 0; i < count; i++) input_gradient[i] = output_gradient[i] * (output[i] * (1 - output[i]));
}

CLONED void tanh_forward(const float *restrict input, float *restrict output, size_t count) {
  for (size_t i = 0; i < count; i++) output[i] = tanh_of(input[i]);
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
