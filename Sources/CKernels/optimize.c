#include "clones.h"
#include "kernels.h"

CLONED void descend(float *restrict parameters, const float *restrict gradients, float rate, size_t count) {
  for (size_t i = 0; i < count; i++) parameters[i] -= rate * gradients[i];
}

CLONED void descend_with_momentum(
    float *restrict parameters, const float *restrict gradients, float *restrict velocity, float rate,
    float momentum, bool nesterov, size_t count) {
  if (nesterov) {
    for (size_t i = 0; i < count; i++) {
      velocity[i] = momentum * velocity[i] + gradients[i];
      parameters[i] -= rate * (gradients[i] + momentum * velocity[i]);
    }
  } else {
    for (size_t i = 0; i < count; i++) {
      velocity[i] = momentum * velocity[i] + gradients[i];
      parameters[i] -= rate * velocity[i];
    }
  }
}

CLONED void adam_with_decay(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, float rate, double beta1, double beta2, float epsilon, float decay, int32_t step,
    size_t count) {
  const float keep = (float)(1 - (double)rate * decay);
  for (size_t i = 0; i < count; i++) parameters[i] *= keep;
  adam(parameters, gradients, first, second, rate, beta1, beta2, epsilon, step, count);
}

CLONED void adagrad(
    float *restrict parameters, const float *restrict gradients, float *restrict squares, float rate,
    float epsilon, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float s = squares[i] + g * g;
    squares[i] = s;
    parameters[i] -= rate * g / (__builtin_sqrtf(s) + epsilon);
  }
}

CLONED void rmsprop(
    float *restrict parameters, const float *restrict gradients, float *restrict squares, float rate,
    double rho, float epsilon, size_t count) {
  const float keep = (float)rho, take = (float)(1 - rho);
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float s = keep * squares[i] + take * (g * g);
    squares[i] = s;
    parameters[i] -= rate * g / (__builtin_sqrtf(s) + epsilon);
  }
}

CLONED void adadelta(
    float *restrict parameters, const float *restrict gradients, float *restrict squares,
    float *restrict deltas, float rate, double rho, float epsilon, size_t count) {
  const float keep = (float)rho, take = (float)(1 - rho);
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float s = keep * squares[i] + take * (g * g);
    const float delta = g * (__builtin_sqrtf(deltas[i] + epsilon) / __builtin_sqrtf(s + epsilon));
    squares[i] = s;
    deltas[i] = keep * deltas[i] + take * (delta * delta);
    parameters[i] -= rate * delta;
  }
}
