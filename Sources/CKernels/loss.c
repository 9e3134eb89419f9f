#include "functions.h"
#include "kernels.h"
#include "sums.h"

// The losses of single elements go to a small buffer, so that both the loop that makes them and the sum vectorize.
enum { PIECE = 128 };

CLONED float squared_error(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE];
  const float scale = 2.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    for (size_t i = 0; i < length; i++) piece[i] = prediction[first + i] - target[first + i];
    total += sum_of_products(piece, piece, length);
    if (gradient)
      for (size_t i = 0; i < length; i++) gradient[first + i] = scale * piece[i];
  }
  return (float)(total / (double)count);
}

CLONED float binary_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE], probability[PIECE];
  const float scale = 1.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    for (size_t i = 0; i < length; i++) {
      const float z = logit[first + i];
      const float e = exp_of(z > 0 ? -z : z);
      piece[i] = (z > 0 ? z : 0) - z * target[first + i] + log1p_of_fraction(e);
      probability[i] = (z > 0 ? 1 : e) / (1 + e);
    }
    total += sum_of(piece, length);
    if (gradient)
      for (size_t i = 0; i < length; i++) gradient[first + i] = scale * (probability[i] - target[first + i]);
  }
  return (float)(total / (double)count);
}

CLONED float hinge(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE];
  const float scale = 1.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    for (size_t i = 0; i < length; i++) {
      const float side = target[first + i] > 0.5f ? 1 : -1;
      const float miss = 1 - side * prediction[first + i];
      piece[i] = miss < 0 ? 0 : miss;
    }
    total += sum_of(piece, length);
    if (gradient)
      for (size_t i = 0; i < length; i++) {
        const float pull = target[first + i] > 0.5f ? -scale : scale;
        // NaN is not ≤ 0, and 0 · NaN keeps it.
        gradient[first + i] = piece[i] <= 0 ? 0 : pull + 0 * piece[i];
      }
  }
  return (float)(total / (double)count);
}
