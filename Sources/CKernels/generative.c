#include "functions.h"
#include "kernels.h"
#include "sums.h"

INLINED uint64_t splitmix(uint64_t key, uint64_t index) {
  uint64_t z = key + (index + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/// ln x for normal x > 0: the exponent, and Cephes' polynomial for a mantissa in √½…√2.
INLINED float log_of(float x) {
  const uint32_t bits = bits_of_float(x);
  // Adding this makes mantissas from √2 on carry into the exponent.
  const uint32_t moved = bits + (0x3F800000u - 0x3F3504F3u);
  const float exponent = (float)((int32_t)(moved >> 23) - 127);
  const float m = float_of_bits((moved & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
  const float square = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  p = p * m * square + exponent * -2.12194440e-4f - 0.5f * square;
  return m + p + exponent * 0.693359375f;
}

/// sin and cos of 2π · turn for turn in 0…1: the nearest quarter turn, and Cephes' polynomials for the rest.
INLINED void sine_and_cosine(float turn, float *sine, float *cosine) {
  const float shifted = turn * 4.0f + 0x1.8p23f;
  const uint32_t quarter = bits_of_float(shifted);
  const float x = (turn - (shifted - 0x1.8p23f) * 0.25f) * 6.28318530717958647692f;
  const float square = x * x;
  float s = -1.9515295891e-4f;
  s = s * square + 8.3321608736e-3f;
  s = s * square - 1.6666654611e-1f;
  s = s * square * x + x;
  float c = 2.443315711809948e-5f;
  c = c * square - 1.388731625493765e-3f;
  c = c * square + 4.166664568298827e-2f;
  c = c * square * square - 0.5f * square + 1.0f;
  const float first = quarter & 1 ? c : s;
  const float second = quarter & 1 ? s : c;
  *sine = quarter & 2 ? -first : first;
  *cosine = (quarter + 1) & 2 ? -second : second;
}

CLONED void normal_noise(uint64_t key, float *restrict values, size_t count) {
  enum { PAIRS = 64 };
  float sines[PAIRS], cosines[PAIRS];
  const size_t pairs = count / 2 + count % 2;
  for (size_t first = 0; first < pairs; first += PAIRS) {
    const size_t length = pairs - first < PAIRS ? pairs - first : PAIRS;
    for (size_t i = 0; i < length; i++) {
      const uint64_t bits = splitmix(key, first + i);
      const float uniform = ((float)(int32_t)(bits >> 40) + 1.0f) * 0x1p-24f;
      const float radius = __builtin_sqrtf(-2.0f * log_of(uniform));
      float sine, cosine;
      sine_and_cosine((float)(int32_t)(bits & 0xFFFFFF) * 0x1p-24f, &sine, &cosine);
      cosines[i] = radius * cosine;
      sines[i] = radius * sine;
    }
    float *out = values + 2 * first;
    const size_t whole = (count - 2 * first) / 2 < length ? (count - 2 * first) / 2 : length;
    for (size_t i = 0; i < whole; i++) {
      out[2 * i] = cosines[i];
      out[2 * i + 1] = sines[i];
    }
    if (whole < length) out[2 * whole] = cosines[whole];
  }
}

CLONED void add_normal_noise(
    uint64_t key, float scale, float *restrict scratch, float *restrict values, size_t count) {
  normal_noise(key, scratch, count);
  for (size_t i = 0; i < count; i++) values[i] += scale * scratch[i];
}

CLONED void mask_noise(uint64_t key, float probability, float *restrict values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float uniform = (float)(int32_t)(splitmix(key, i) >> 40) * 0x1p-24f;
    values[i] = uniform < probability ? 0 : values[i];
  }
}

CLONED float draw_codes(
    const float *restrict code, const float *restrict noise, float *restrict z, size_t batch, size_t width) {
  double total = 0;
  for (size_t b = 0; b < batch; b++) {
    const float *mean = code + 2 * b * width;
    const float *log_variance = mean + width;
    for (size_t i = 0; i < width; i++) {
      const float deviation = exp_of(0.5f * log_variance[i]);
      z[b * width + i] = mean[i] + deviation * noise[b * width + i];
      total += 0.5f * (mean[i] * mean[i] + deviation * deviation - 1 - log_variance[i]);
    }
  }
  return (float)(total / (double)batch);
}

CLONED void draw_codes_backward(
    const float *restrict code, const float *restrict noise, const float *restrict z_gradient, float weight,
    float *restrict code_gradient, size_t batch, size_t width) {
  const float share = weight / (float)batch;
  for (size_t b = 0; b < batch; b++) {
    const float *mean = code + 2 * b * width;
    const float *log_variance = mean + width;
    float *mean_gradient = code_gradient + 2 * b * width;
    for (size_t i = 0; i < width; i++) {
      const float g = z_gradient[b * width + i];
      const float deviation = exp_of(0.5f * log_variance[i]);
      mean_gradient[i] = g + share * mean[i];
      mean_gradient[width + i] =
          0.5f * (g * noise[b * width + i] * deviation + share * (deviation * deviation - 1));
    }
  }
}
