#ifndef GRADLAB_FUNCTIONS_H
#define GRADLAB_FUNCTIONS_H

#include "clones.h"
#include <stdint.h>

// Branch-free float functions that compilers turn into vector code. NaN gives NaN, infinities give the limits.
//
// Errors are in units of the last place of the exact result (ulp): the largest over all floats from 2^-30 up, of either
// sign, against double, as AVX-512, AVX2 and plain x86-64 compute them. What is said holds where the result is a normal
// float; below 1.2e-38 it may be zero.

INLINED float float_of_bits(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

INLINED uint32_t bits_of_float(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// eʳ with r = x − n ln 2, |r| ≤ ln 2 / 2, by the polynomial of Cephes (S. Moshier).
INLINED float exp_of_rest(float x, float n) {
  // ln 2 in two parts; the product with the first is exact.
  float r = x - n * 0x1.62e4p-1f;
  r = r - n * 1.42860682e-6f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * (r * r) + r + 1.0f;
}

/// eˣ = 2ⁿ eʳ with n = round(x / ln 2); within 1.02 ulp.
INLINED float exp_of(float x) {
  // Beyond these bounds the result is 0 or ∞ anyway; both comparisons are false for NaN.
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  // Adding 1.5 · 2²³ rounds to an integer that then stands in the low bits.
  const float shifted = x * 1.44269504088896341f + 0x1.8p23f;
  const float n = shifted - 0x1.8p23f;
  const float p = exp_of_rest(x, n);
  // Two factors, because 2ⁿ alone leaves the exponent range at both ends.
  const int32_t exponent = (int32_t)(bits_of_float(shifted) - 0x4B400000u);
  const int32_t half = exponent >> 1;
  const float scale1 = float_of_bits((uint32_t)(half + 127) << 23);
  const float scale2 = float_of_bits((uint32_t)(exponent - half + 127) << 23);
  return p * scale1 * scale2;
}

/// eˣ for sums that it disappears in where it is tiny: never below 2⁻¹²⁶, and ∞ from 88.4 on.
INLINED float exp_above_zero(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -87.0f ? -87.0f : x;
  const float shifted = x * 1.44269504088896341f + 0x1.8p23f;
  const float n = shifted - 0x1.8p23f;
  return exp_of_rest(x, n) * float_of_bits((bits_of_float(shifted) - 0x4B400000u + 127) << 23);
}

/// 1 / (1 + e^−x); within 1.51 ulp above zero, 2.5 below (from −87.3 on 0 where the processor has AVX-512).
INLINED float sigmoid_of(float x) { return 1.0f / (1.0f + exp_above_zero(-x)); }

/// A rational function of x with a relative error of 2 · 10⁻⁸ (weighted least squares for tanh x / x over x²); from 9.02
/// on the nearest float is 1. Rounded step by step it is within 5.4 ulp, without fused products 6.5: 3.9 · 10⁻⁷ near 1,
/// where the terms of both polynomials are largest.
INLINED float tanh_of(float x) {
  x = x > 9.02f ? 9.02f : x;
  x = x < -9.02f ? -9.02f : x;
  const float square = x * x;
  float p = 1.33190754e-8f;
  p = p * square + 2.05834847e-5f;
  p = p * square + 3.4940348e-3f;
  p = p * square + 0.133797181f;
  p = p * square + 1.0f;
  float q = 7.76202115e-7f;
  q = q * square + 3.2830932e-4f;
  q = q * square + 2.58710741e-2f;
  q = q * square + 0.467130334f;
  q = q * square + 1.0f;
  const float y = x * p / q;
  return y > 1.0f ? 1.0f : y < -1.0f ? -1.0f : y;
}

/// ln(1 + x) for x in 0…1, as 2 artanh(x / (2 + x)): the argument is at most 1/3, so a short odd series is exact to
/// the last places even where x is tiny: within 1.97 ulp.
INLINED float log1p_of_fraction(float x) {
  const float s = x / (2.0f + x);
  const float square = s * s;
  float p = 0.11619438f;
  p = p * square + 0.10851679f;
  p = p * square + 0.1429629f;
  p = p * square + 0.19999851f;
  p = p * square + 0.33333334f;
  return 2.0f * (p * square * s + s);
}

#endif
