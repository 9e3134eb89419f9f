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

/// missed = max(0, 1 − y z), y = +1 for targets above ½ and −1 for the others
INLINED void misses(const float *prediction, const float *target, float *missed, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float side = target[i] > 0.5f ? 1 : -1;
    const float miss = 1 - side * prediction[i];
    missed[i] = miss < 0 ? 0 : miss;
  }
}

CLONED float hinge(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE];
  const float scale = 1.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    misses(prediction + first, target + first, piece, length);
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

CLONED float squared_hinge(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE];
  const float scale = 2.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    misses(prediction + first, target + first, piece, length);
    total += sum_of_products(piece, piece, length);
    if (gradient)
      for (size_t i = 0; i < length; i++)
        gradient[first + i] = (target[first + i] > 0.5f ? -scale : scale) * piece[i];
  }
  return (float)(total / (double)count);
}

CLONED float absolute_error(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count) {
  float piece[PIECE];
  const float scale = 1.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    const float *p = prediction + first, *t = target + first;
    for (size_t i = 0; i < length; i++) piece[i] = p[i] < t[i] ? t[i] - p[i] : p[i] - t[i];
    total += sum_of(piece, length);
    if (gradient)
      for (size_t i = 0; i < length; i++) {
        // Equal numbers leave 0, NaN leaves NaN.
        const float rest = p[i] - t[i];
        gradient[first + i] = p[i] > t[i] ? scale : (p[i] < t[i] ? -scale : rest);
      }
  }
  return (float)(total / (double)count);
}

CLONED float huber(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, float delta,
    size_t count) {
  float piece[PIECE];
  const float scale = 1.0f / (float)count;
  double total = 0;
  for (size_t first = 0; first < count; first += PIECE) {
    const size_t length = count - first < PIECE ? count - first : PIECE;
    for (size_t i = 0; i < length; i++) {
      const float rest = prediction[first + i] - target[first + i];
      const float size = rest < 0 ? -rest : rest;
      const float inner = size > delta ? delta : size;
      // ½ r² inside, δ (|r| − ½ δ) outside: both are inner · (|r| − ½ inner).
      piece[i] = inner * (size - 0.5f * inner);
      if (gradient) gradient[first + i] = scale * (rest > 0 ? inner : -inner);
    }
    total += sum_of(piece, length);
  }
  return (float)(total / (double)count);
}

/// The largest value, or NaN if there is one.
INLINED float largest_of(const float *values, size_t count) {
  float largest = values[0];
  bool poisoned = false;
  for (size_t i = 0; i < count; i++) {
    largest = values[i] > largest ? values[i] : largest;
    poisoned |= values[i] != values[i];
  }
  return poisoned ? NAN : largest;
}

CLONED float divergence(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t rows,
    size_t classes) {
  float piece[PIECE];
  const float share = 1.0f / (float)rows;
  double total = 0;
  for (size_t row = 0; row < rows; row++) {
    const float *z = logit + row * classes, *p = target + row * classes;
    const float largest = largest_of(z, classes);
    double sum = 0, mass = 0;
    for (size_t first = 0; first < classes; first += PIECE) {
      const size_t count = classes - first < PIECE ? classes - first : PIECE;
      float *exponentials = gradient ? gradient + row * classes + first : piece;
      for (size_t i = 0; i < count; i++) exponentials[i] = exp_of(z[first + i] - largest);
      sum += sum_of(exponentials, count);
      mass += sum_of(p + first, count);
    }
    const double normalizer = log(sum) + largest;
    for (size_t c = 0; c < classes; c++)
      if (p[c] != 0) total += p[c] * (log(p[c]) - (z[c] - normalizer));
    if (!(largest - largest == 0)) total = NAN;
    if (gradient) {
      float *g = gradient + row * classes;
      const float scale = (float)(mass / sum) * share;
      for (size_t c = 0; c < classes; c++) g[c] = g[c] * scale - share * p[c];
    }
  }
  return (float)(total / (double)rows);
}
