#include "recurrent.h"
#include "clones.h"
#include "functions.h"

CLONED void rnn_step(enum recurrent_cell cell, const float *restrict z, float *restrict state, size_t count) {
  if (cell == RECURRENT_TANH) {
    for (size_t i = 0; i < count; i++) state[i] = tanh_of(z[i]);
  } else if (cell == RECURRENT_RELU) {
    for (size_t i = 0; i < count; i++) state[i] = z[i] < 0 ? 0 : z[i];
  } else {
    for (size_t i = 0; i < count; i++) state[i] = z[i];
  }
}

CLONED void rnn_step_back(
    enum recurrent_cell cell, const float *restrict state, const float *restrict gradient, float *restrict delta,
    size_t count) {
  if (cell == RECURRENT_TANH) {
    for (size_t i = 0; i < count; i++) delta[i] = gradient[i] * (1 - state[i] * state[i]);
  } else if (cell == RECURRENT_RELU) {
    // Not `state > 0`: a state that is NaN passes its gradient on.
    for (size_t i = 0; i < count; i++) delta[i] = state[i] <= 0 ? 0 : gradient[i];
  } else {
    for (size_t i = 0; i < count; i++) delta[i] = gradient[i];
  }
}

CLONED void lstm_step(
    float *restrict gates, const float *restrict old_cell, float *restrict cell, float *restrict squashed,
    float *restrict state, size_t batch, size_t width) {
  for (size_t b = 0; b < batch; b++) {
    float *restrict i = gates + b * 4 * width, *restrict f = i + width, *restrict g = f + width;
    float *restrict o = g + width;
    const size_t row = b * width;
#pragma clang loop vectorize(enable)
    for (size_t u = 0; u < width; u++) {
      i[u] = sigmoid_of(i[u]);
      f[u] = sigmoid_of(f[u]);
      g[u] = tanh_of(g[u]);
      o[u] = sigmoid_of(o[u]);
      cell[row + u] = f[u] * old_cell[row + u] + i[u] * g[u];
      squashed[row + u] = tanh_of(cell[row + u]);
      state[row + u] = o[u] * squashed[row + u];
    }
  }
}

CLONED void lstm_step_back(
    const float *restrict gates, const float *restrict old_cell, const float *restrict squashed,
    const float *restrict gradient, float *restrict cell_gradient, float *restrict delta, size_t batch,
    size_t width) {
  for (size_t b = 0; b < batch; b++) {
    const float *i = gates + b * 4 * width, *f = i + width, *g = f + width, *o = g + width;
    float *restrict d = delta + b * 4 * width;
    const size_t row = b * width;
#pragma clang loop vectorize(enable)
    for (size_t u = 0; u < width; u++) {
      const float s = squashed[row + u], h = gradient[row + u];
      const float c = cell_gradient[row + u] + h * o[u] * (1 - s * s);
      d[u] = c * g[u] * (i[u] * (1 - i[u]));
      d[width + u] = c * old_cell[row + u] * (f[u] * (1 - f[u]));
      d[2 * width + u] = c * i[u] * (1 - g[u] * g[u]);
      d[3 * width + u] = h * s * (o[u] * (1 - o[u]));
      cell_gradient[row + u] = c * f[u];
    }
  }
}

CLONED void gru_step(
    float *restrict gates, const float *restrict hidden, const float *restrict old_state, float *restrict kept,
    float *restrict state, size_t batch, size_t width) {
  for (size_t b = 0; b < batch; b++) {
    float *restrict r = gates + b * 3 * width, *restrict z = r + width, *restrict n = z + width;
    const float *q = hidden + b * 3 * width;
    const size_t row = b * width;
#pragma clang loop vectorize(enable)
    for (size_t u = 0; u < width; u++) {
      r[u] = sigmoid_of(r[u] + q[u]);
      z[u] = sigmoid_of(z[u] + q[width + u]);
      kept[row + u] = q[2 * width + u];
      n[u] = tanh_of(n[u] + r[u] * q[2 * width + u]);
      state[row + u] = n[u] + z[u] * (old_state[row + u] - n[u]);
    }
  }
}

CLONED void gru_step_back(
    const float *restrict gates, const float *restrict kept, const float *restrict old_state,
    const float *restrict gradient, float *restrict delta, float *restrict hidden_delta, float *restrict passed,
    size_t batch, size_t width) {
  for (size_t b = 0; b < batch; b++) {
    const float *r = gates + b * 3 * width, *z = r + width, *n = z + width;
    float *restrict x = delta + b * 3 * width, *restrict h = hidden_delta + b * 3 * width;
    const size_t row = b * width;
#pragma clang loop vectorize(enable)
    for (size_t u = 0; u < width; u++) {
      const float g = gradient[row + u];
      const float dn = g * (1 - z[u]) * (1 - n[u] * n[u]);
      const float dr = dn * kept[row + u] * (r[u] * (1 - r[u]));
      const float dz = g * (old_state[row + u] - n[u]) * (z[u] * (1 - z[u]));
      x[u] = h[u] = dr;
      x[width + u] = h[width + u] = dz;
      x[2 * width + u] = dn;
      h[2 * width + u] = dn * r[u];
      passed[row + u] = g * z[u];
    }
  }
}
