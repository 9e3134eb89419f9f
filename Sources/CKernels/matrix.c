#include "clones.h"
#include "kernels.h"

CLONED void dense_forward(
    const float *restrict input, const float *restrict weight, const float *restrict bias,
    float *restrict output, size_t batch, size_t inputs, size_t outputs) {
  for (size_t b = 0; b < batch; b++)
    for (size_t o = 0; o < outputs; o++) {
      float sum = bias[o];
      for (size_t i = 0; i < inputs; i++) sum += input[b * inputs + i] * weight[o * inputs + i];
      output[b * outputs + o] = sum;
    }
}

CLONED void dense_backward(
    const float *restrict input, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    size_t batch, size_t inputs, size_t outputs) {
  if (input_gradient) __builtin_memset(input_gradient, 0, batch * inputs * sizeof(float));
  for (size_t b = 0; b < batch; b++)
    for (size_t o = 0; o < outputs; o++) {
      const float gradient = output_gradient[b * outputs + o];
      bias_gradient[o] += gradient;
      for (size_t i = 0; i < inputs; i++) weight_gradient[o * inputs + i] += gradient * input[b * inputs + i];
      if (input_gradient)
        for (size_t i = 0; i < inputs; i++) input_gradient[b * inputs + i] += gradient * weight[o * inputs + i];
    }
}
