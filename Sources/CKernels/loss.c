#include "clones.h"
#include "functions.h"
#include "kernels.h"

CLONED float squared_error(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  const float scale = 2.0f / (float)count;
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    const float error = prediction[i] - target[i];
    sum += (double)error * error;
    if (gradient) gradient[i] = scale * error;
  }
  return (float)(sum / (double)count);
}

CLONED float binary_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t count) {
  const float scale = 1.0f / (float)count;
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    const float z = logit[i], t = target[i];
    sum += (z > 0 ? z : 0) - z * t + log1pf(exp_of(-fabsf(z)));
    if (gradient) gradient[i] = scale * (sigmoid_of(z) - t);
  }
  return (float)(sum / (double)count);
}
