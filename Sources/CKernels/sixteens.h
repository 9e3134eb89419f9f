#ifndef GRADLAB_SIXTEENS_H
#define GRADLAB_SIXTEENS_H

#include "clones.h"

// What AVX-512 does better than the plain loops: divisions and roots from estimates, and powers of two by exponent.

#if defined(__x86_64__)
#include <immintrin.h>

#define SIXTEEN_LANES __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))

/// √v, from the processor's estimate of 14 bits and one Newton step, which leaves less than two units of the last place.
SIXTEEN_LANES INLINED __m512 root_of(__m512 v) {
  enum { ZERO_OR_INFINITE = 0x0e };
  const __m512 estimate = _mm512_rsqrt14_ps(v);
  const __m512 root = v * estimate;
  const __m512 better = root + 0.5f * estimate * _mm512_fnmadd_ps(root, root, v);
  return _mm512_mask_mov_ps(better, _mm512_fpclass_ps_mask(v, ZERO_OR_INFINITE), v);
}

/// x / d in the same way; for d that is zero, tiny, infinite or NaN the division itself.
SIXTEEN_LANES INLINED __m512 quotient_of(__m512 x, __m512 d) {
  enum { ANY_BUT_NORMAL = 0xbf };
  if (__builtin_expect(_mm512_fpclass_ps_mask(d, ANY_BUT_NORMAL) != 0, 0)) return x / d;
  const __m512 estimate = _mm512_rcp14_ps(d);
  const __m512 quotient = x * estimate;
  return quotient + estimate * _mm512_fnmadd_ps(quotient, d, x);
}

/// x / d for a normal d of moderate size.
SIXTEEN_LANES INLINED __m512 quick_quotient(__m512 x, __m512 d) {
  const __m512 estimate = _mm512_rcp14_ps(d);
  const __m512 quotient = x * estimate;
  return quotient + estimate * _mm512_fnmadd_ps(quotient, d, x);
}

/// `tanh_of` of functions.h.
SIXTEEN_LANES INLINED __m512 tanh_sixteen(__m512 x) {
  // The second operand is the result where one of them is NaN.
  x = _mm512_max_ps(_mm512_set1_ps(-9.02f), _mm512_min_ps(_mm512_set1_ps(9.02f), x));
  const __m512 square = x * x;
  __m512 p = _mm512_set1_ps(1.33190754e-8f);
  p = p * square + 2.05834847e-5f;
  p = p * square + 3.4940348e-3f;
  p = p * square + 0.133797181f;
  p = p * square + 1.0f;
  __m512 q = _mm512_set1_ps(7.76202115e-7f);
  q = q * square + 3.2830932e-4f;
  q = q * square + 2.58710741e-2f;
  q = q * square + 0.467130334f;
  q = q * square + 1.0f;
  const __m512 y = quick_quotient(x * p, q);
  return _mm512_max_ps(_mm512_set1_ps(-1), _mm512_min_ps(_mm512_set1_ps(1), y));
}

/// 1 / (1 + e^−x), with the exponential of functions.h; 0 where it is smaller than the smallest normal float.
SIXTEEN_LANES INLINED __m512 sigmoid_sixteen(__m512 x) {
  enum { NEAREST = 0x08 };
  // The second operand is the result where one of them is NaN. Far from zero nothing would be left of r.
  const __m512 power = _mm512_max_ps(_mm512_set1_ps(-88), _mm512_min_ps(_mm512_set1_ps(87.3f), -x));
  const __m512 n = _mm512_roundscale_ps(power * 1.44269504088896341f, NEAREST);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0x1.62e4p-1f), power);
  r = _mm512_fnmadd_ps(n, _mm512_set1_ps(1.42860682e-6f), r);
  __m512 p = _mm512_set1_ps(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const __m512 y = quick_quotient(_mm512_set1_ps(1), _mm512_scalef_ps(p, n) + 1.0f);
  return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, _mm512_set1_ps(-87.3f), _CMP_NLT_UQ), y);
}
#endif

#endif
