#include "clones.h"
#include "kernels.h"

// A batch is [examples, features, places]: places is 1 for vectors and the area of a plane for images. Features are
// taken sixteen at a time, with their sums in double.
enum { GROUP = 16 };

/// sums[group] = Σ over examples and places of (x − shift)ᵖ, p = 1 or 2, for features first ..< first + group
INLINED void feature_sums(
    const float *x, const float *shift, double *sums, const int power, size_t examples, size_t features,
    size_t places, size_t first, size_t group) {
  for (size_t f = 0; f < group; f++) sums[f] = 0;
  for (size_t e = 0; e < examples; e++) {
    const float *row = x + (e * features + first) * places;
    if (places == 1) {
      for (size_t f = 0; f < group; f++) {
        const double d = power == 1 ? row[f] : row[f] - shift[f];
        sums[f] += power == 1 ? d : d * d;
      }
    } else {
      for (size_t f = 0; f < group; f++)
        for (size_t s = 0; s < places; s++) {
          const double d = power == 1 ? row[f * places + s] : row[f * places + s] - shift[f];
          sums[f] += power == 1 ? d : d * d;
        }
    }
  }
}

CLONED void batch_statistics(
    const float *restrict input, float *restrict mean, float *restrict variance, size_t examples,
    size_t features, size_t places) {
  const double count = (double)examples * (double)places;
  double sums[GROUP];
  for (size_t first = 0; first < features; first += GROUP) {
    const size_t group = features - first < GROUP ? features - first : GROUP;
    feature_sums(input, 0, sums, 1, examples, features, places, first, group);
    for (size_t f = 0; f < group; f++) mean[first + f] = (float)(sums[f] / count);
    feature_sums(input, mean + first, sums, 2, examples, features, places, first, group);
    for (size_t f = 0; f < group; f++) variance[first + f] = (float)(sums[f] / count);
  }
}

CLONED void normalize_forward(
    const float *restrict input, const float *restrict mean, const float *restrict inverse,
    const float *restrict gain, const float *restrict shift, float *restrict output, size_t examples,
    size_t features, size_t places) {
  for (size_t e = 0; e < examples; e++) {
    const float *x = input + e * features * places;
    float *y = output + e * features * places;
    if (places == 1) {
      for (size_t f = 0; f < features; f++) y[f] = (x[f] - mean[f]) * inverse[f] * gain[f] + shift[f];
    } else {
      for (size_t f = 0; f < features; f++)
        for (size_t s = f * places; s < (f + 1) * places; s++)
          y[s] = (x[s] - mean[f]) * inverse[f] * gain[f] + shift[f];
    }
  }
}

CLONED void normalize_backward(
    const float *restrict input, const float *restrict mean, const float *restrict inverse,
    const float *restrict gain, const float *restrict output_gradient, float *restrict input_gradient,
    float *restrict gain_gradient, float *restrict shift_gradient, bool from_batch, size_t examples,
    size_t features, size_t places) {
  const double count = (double)examples * (double)places;
  for (size_t first = 0; first < features; first += GROUP) {
    const size_t group = features - first < GROUP ? features - first : GROUP;
    double plain[GROUP] = {0}, weighted[GROUP] = {0};
    for (size_t e = 0; e < examples; e++)
      for (size_t f = 0; f < group; f++)
        for (size_t s = 0; s < places; s++) {
          const size_t i = (e * features + first + f) * places + s;
          plain[f] += output_gradient[i];
          weighted[f] += (double)output_gradient[i] * ((input[i] - mean[first + f]) * inverse[first + f]);
        }
    float pull[GROUP], slope[GROUP], scale[GROUP];
    for (size_t f = 0; f < group; f++) {
      shift_gradient[first + f] += (float)plain[f];
      gain_gradient[first + f] += (float)weighted[f];
      scale[f] = gain[first + f] * inverse[first + f];
      pull[f] = from_batch ? (float)(plain[f] / count) : 0;
      slope[f] = from_batch ? (float)(weighted[f] / count) * inverse[first + f] : 0;
    }
    if (!input_gradient) continue;
    for (size_t e = 0; e < examples; e++)
      for (size_t f = 0; f < group; f++)
        for (size_t s = 0; s < places; s++) {
          const size_t i = (e * features + first + f) * places + s;
          const float centred = input[i] - mean[first + f];
          input_gradient[i] = scale[f] * (output_gradient[i] - pull[f] - centred * slope[f]);
        }
  }
}
