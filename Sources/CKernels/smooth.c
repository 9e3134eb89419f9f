#include "clones.h"
#include "functions.h"
#include "kernels.h"

// Activations with a smooth bend; the largest errors, as functions.h counts them: ELU 1.7 ulp, softplus 2.8, swish 2.8,
// GELU by tanh 2.6 above zero. Where a limit would come out as 0 · ∞, the far side is cut off instead; every
// comparison is false for NaN, which therefore passes.

/// eˣ − 1, exact to the last places near zero too: there it is a polynomial without the 1.
INLINED float expm1_of(float x) {
  float p = 1.9875691500e-4f;
  p = p * x + 1.3981999507e-3f;
  p = p * x + 8.3334519073e-3f;
  p = p * x + 4.1665795894e-2f;
  p = p * x + 1.6666665459e-1f;
  p = p * x + 5.0000001201e-1f;
  const float near = p * (x * x) + x;
  const float size = x < 0 ? -x : x;
  return size < 0.34f ? near : exp_of(x) - 1;
}

/// ln(1 + eˣ) − max(x, 0) for any x
INLINED float bend_of(float x) { return log1p_of_fraction(exp_of(x > 0 ? -x : x)); }

/// Φ(x), the normal distribution function: ½ erfc(−x / √2), with erfc(z) = t e^(−z² + P(t)), t = 2 / (2 + z), for
/// z ≥ 0.6, P a Chebyshev fit; nearer to zero ½ + ½ erf(z) with the polynomial of N. Juffa. x Φ(x) is within 2.3 ulp above
/// zero; far below zero the rounding of z² counts, 310 ulp (2 · 10⁻⁵ of the value) at −13, where the value is 10⁻³⁷.
INLINED float normal_share_of(float x) {
  const float z = (x < 0 ? -x : x) * 0.70710678118654752f;
  const float t = 2.0f / (2.0f + z);
  float p = 0.1708728777f;
  p = p * t - 0.8221522570f;
  p = p * t + 1.4885158539f;
  p = p * t - 1.1352039576f;
  p = p * t + 0.2788680792f;
  p = p * t - 0.1862880588f;
  p = p * t + 0.0967841893f;
  p = p * t + 0.3740919530f;
  p = p * t + 1.0000237226f;
  p = p * t - 1.2655122280f;
  const float half = 0.5f * t * exp_of(p - z * z);
  const float square = z * z;
  float e = -5.96761703e-4f;
  e = e * square + 4.99119423e-3f;
  e = e * square - 2.67681349e-2f;
  e = e * square + 1.12819925e-1f;
  e = e * square - 3.76125336e-1f;
  e = e * square + 1.28379166e-1f;
  const float centre = 0.5f * (e * z + z);
  const float far = x < 0 ? half : 1.0f - half;
  return z < 0.6f ? (x < 0 ? 0.5f - centre : 0.5f + centre) : far;
}

enum { GELU_REACH = 15, SWISH_REACH = 100 };

/// x held within ±bound
INLINED float within(float x, float bound) {
  x = x > bound ? bound : x;
  return x < -bound ? -bound : x;
}

CLONED void elu_forward(
    const float *restrict input, float *restrict output, float scale, float alpha, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    const float low = alpha * expm1_of(x > 0 ? 0 : x);
    output[i] = scale * (x > 0 ? x : low);
  }
}

CLONED void elu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float scale, float alpha, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    const float low = alpha * exp_of(x > 0 ? 0 : x);
    input_gradient[i] = output_gradient[i] * scale * (x > 0 ? 1 : low);
  }
}

CLONED void gelu_forward(const float *restrict input, float *restrict output, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    output[i] = x < -GELU_REACH ? 0 : x * normal_share_of(x);
  }
}

CLONED void gelu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = within(input[i], GELU_REACH);
    const float density = 0.39894228040143268f * exp_of(-0.5f * x * x);
    input_gradient[i] = output_gradient[i] * (normal_share_of(x) + x * density);
  }
}

/// 2 √(2/π) (x + 0.044715 x³): ½ (1 + tanh of half of it) is its sigmoid, in which nothing cancels far below zero.
INLINED float gelu_bend_of(float x) { return 1.5957691216057308f * (x + 0.044715f * x * x * x); }

CLONED void gelu_tanh_forward(const float *restrict input, float *restrict output, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    output[i] = x < -GELU_REACH ? 0 : x * sigmoid_of(gelu_bend_of(within(x, GELU_REACH)));
  }
}

CLONED void gelu_tanh_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float u = within(input[i], GELU_REACH);
    const float s = sigmoid_of(gelu_bend_of(u));
    const float slope = 1.5957691216057308f * (1 + 3 * 0.044715f * u * u);
    input_gradient[i] = output_gradient[i] * (s + u * s * (1 - s) * slope);
  }
}

CLONED void softplus_forward(const float *restrict input, float *restrict output, float beta, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    // x < 0 keeps NaN in the second branch.
    output[i] = (x < 0 ? 0 : x) + bend_of(beta * x) / beta;
  }
}

CLONED void softplus_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float beta, size_t count) {
  for (size_t i = 0; i < count; i++) input_gradient[i] = output_gradient[i] * sigmoid_of(beta * input[i]);
}

CLONED void swish_forward(const float *restrict input, float *restrict output, float beta, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float x = input[i];
    output[i] = beta * x < -SWISH_REACH ? 0 : x * sigmoid_of(beta * x);
  }
}

CLONED void swish_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float beta, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float z = within(beta * input[i], SWISH_REACH);
    const float s = sigmoid_of(z);
    input_gradient[i] = output_gradient[i] * (s + z * s * (1 - s));
  }
}
