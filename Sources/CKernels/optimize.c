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

CLONED void adam(
    float *restrict parameters, const float *restrict gradients, float *restrict first, float *restrict second,
    float rate, float beta1, float beta2, float epsilon, float correction1, float correction2, size_t count) {
  const float step = rate / correction1;
  const float scale = 1 / __builtin_sqrtf(correction2);
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float m = beta1 * first[i] + (1 - beta1) * g;
    const float v = beta2 * second[i] + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] -= step * m / (__builtin_sqrtf(v) * scale + epsilon);
  }
}
