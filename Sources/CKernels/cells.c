#include "recurrent.h"
#include "clones.h"
#include "functions.h"
#include "sixteens.h"
#include "tiles.h"
#include <string.h>

void rnn_step(enum recurrent_cell cell, const float *restrict z, float *restrict state, size_t count) {
  if (cell == RECURRENT_TANH)
    tanh_forward(z, state, count);
  else if (cell == RECURRENT_RELU)
    relu_forward(z, state, 0, count);
  else
    memcpy(state, z, count * sizeof(float));
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

// The rows come as parameters of their own: of those the compiler believes that they do not overlap.

/// Defines `lstm_rows_<NAME>` and `gru_rows_<NAME>`, by vectors of WIDTH floats or one by one.
#define DEFINE_ROWS(NAME, TARGET, ROW, VECTOR, WIDTH, SIGMOID, TANH)                                            \
  ROW void lstm_row_##NAME(                                                                          \
      float *restrict i, float *restrict f, float *restrict g, float *restrict o, const float *restrict old_cell, \
      float *restrict cell, float *restrict squashed, float *restrict state, size_t width) {                    \
    for (size_t u = 0; u < width; u += WIDTH) {                                                                 \
      const VECTOR in = SIGMOID(AT(VECTOR, i + u)), forget = SIGMOID(AT(VECTOR, f + u));                        \
      const VECTOR candidate = TANH(AT(VECTOR, g + u)), out = SIGMOID(AT(VECTOR, o + u));                       \
      const VECTOR c = forget * AT(const VECTOR, old_cell + u) + in * candidate, s = TANH(c);                   \
      AT(VECTOR, i + u) = in;                                                                                   \
      AT(VECTOR, f + u) = forget;                                                                               \
      AT(VECTOR, g + u) = candidate;                                                                            \
      AT(VECTOR, o + u) = out;                                                                                  \
      AT(VECTOR, cell + u) = c;                                                                                 \
      AT(VECTOR, squashed + u) = s;                                                                             \
      AT(VECTOR, state + u) = out * s;                                                                          \
    }                                                                                                           \
  }                                                                                                             \
  ROW void gru_row_##NAME(                                                                                      \
      float *restrict r, float *restrict z, float *restrict n, const float *restrict hidden,                    \
      const float *restrict old_state, float *restrict kept, float *restrict state, size_t width) {             \
    for (size_t u = 0; u < width; u += WIDTH) {                                                                 \
      const VECTOR reset = SIGMOID(AT(VECTOR, r + u) + AT(const VECTOR, hidden + u));                           \
      const VECTOR update = SIGMOID(AT(VECTOR, z + u) + AT(const VECTOR, hidden + width + u));                  \
      const VECTOR q = AT(const VECTOR, hidden + 2 * width + u);                                                \
      const VECTOR new = TANH(AT(VECTOR, n + u) + reset * q);                                                   \
      AT(VECTOR, r + u) = reset;                                                                                \
      AT(VECTOR, z + u) = update;                                                                               \
      AT(VECTOR, kept + u) = q;                                                                                 \
      AT(VECTOR, n + u) = new;                                                                                  \
      AT(VECTOR, state + u) = new + update * (AT(const VECTOR, old_state + u) - new);                           \
    }                                                                                                           \
  }                                                                                                             \
  TARGET static void lstm_rows_##NAME(                                                                          \
      float *gates, const float *old_cell, float *cell, float *squashed, float *state, size_t batch,            \
      size_t width) {                                                                                           \
    for (size_t b = 0; b < batch; b++) {                                                                        \
      float *i = gates + b * 4 * width;                                                                         \
      const size_t row = b * width;                                                                             \
      lstm_row_##NAME(                                                                                          \
          i, i + width, i + 2 * width, i + 3 * width, old_cell + row, cell + row, squashed + row, state + row,  \
          width);                                                                                               \
    }                                                                                                           \
  }                                                                                                             \
  TARGET static void gru_rows_##NAME(                                                                           \
      float *gates, const float *hidden, const float *old_state, float *kept, float *state, size_t batch,       \
      size_t width) {                                                                                           \
    for (size_t b = 0; b < batch; b++) {                                                                        \
      float *r = gates + b * 3 * width;                                                                         \
      const size_t row = b * width;                                                                             \
      gru_row_##NAME(                                                                                           \
          r, r + width, r + 2 * width, hidden + 3 * row, old_state + row, kept + row, state + row, width);      \
    }                                                                                                           \
  }

#define AT(TYPE, PLACE) (*(TYPE *)(PLACE))
DEFINE_ROWS(each, CLONED, INLINED, float, 1, sigmoid_of, tanh_of)
#if defined(__x86_64__)
DEFINE_ROWS(sixteens, SIXTEEN_LANES, SIXTEEN_LANES INLINED, lanes16, 16, sigmoid_sixteen, tanh_sixteen)
#define BEST(FUNCTION, ...)                                                                                      \
  if (__builtin_cpu_supports("x86-64-v4"))                                                                      \
    FUNCTION##_sixteens(__VA_ARGS__);                                                                           \
  else                                                                                                          \
    FUNCTION##_each(__VA_ARGS__);
#else
#define BEST(FUNCTION, ...) FUNCTION##_each(__VA_ARGS__);
#endif

void lstm_step(
    float *restrict gates, const float *restrict old_cell, float *restrict cell, float *restrict squashed,
    float *restrict state, size_t batch, size_t width) {
  BEST(lstm_rows, gates, old_cell, cell, squashed, state, batch, width)
}

void gru_step(
    float *restrict gates, const float *restrict hidden, const float *restrict old_state, float *restrict kept,
    float *restrict state, size_t batch, size_t width) {
  BEST(gru_rows, gates, hidden, old_state, kept, state, batch, width)
}

INLINED void lstm_row_back(
    const float *restrict i, const float *restrict f, const float *restrict g, const float *restrict o,
    const float *restrict old_cell, const float *restrict squashed, const float *restrict gradient,
    float *restrict cell_gradient, float *restrict di, float *restrict df, float *restrict dg, float *restrict d_o,
    size_t width) {
  for (size_t u = 0; u < width; u++) {
    const float s = squashed[u], h = gradient[u];
    const float c = cell_gradient[u] + h * o[u] * (1 - s * s);
    di[u] = c * g[u] * (i[u] * (1 - i[u]));
    df[u] = c * old_cell[u] * (f[u] * (1 - f[u]));
    dg[u] = c * i[u] * (1 - g[u] * g[u]);
    d_o[u] = h * s * (o[u] * (1 - o[u]));
    cell_gradient[u] = c * f[u];
  }
}

CLONED void lstm_step_back(
    const float *restrict gates, const float *restrict old_cell, const float *restrict squashed,
    const float *restrict gradient, float *restrict cell_gradient, float *restrict delta, size_t batch,
    size_t width) {
  for (size_t b = 0; b < batch; b++) {
    const float *i = gates + b * 4 * width;
    float *d = delta + b * 4 * width;
    const size_t row = b * width;
    lstm_row_back(
        i, i + width, i + 2 * width, i + 3 * width, old_cell + row, squashed + row, gradient + row,
        cell_gradient + row, d, d + width, d + 2 * width, d + 3 * width, width);
  }
}

INLINED void gru_row_back(
    const float *restrict r, const float *restrict z, const float *restrict n, const float *restrict kept,
    const float *restrict old_state, const float *restrict gradient, float *restrict dr, float *restrict dz,
    float *restrict dn, float *restrict hr, float *restrict hz, float *restrict hn, float *restrict passed,
    size_t width) {
  for (size_t u = 0; u < width; u++) {
    const float g = gradient[u];
    const float new = g * (1 - z[u]) * (1 - n[u] * n[u]);
    const float reset = new * kept[u] * (r[u] * (1 - r[u]));
    const float update = g * (old_state[u] - n[u]) * (z[u] * (1 - z[u]));
    dr[u] = reset;
    hr[u] = reset;
    dz[u] = update;
    hz[u] = update;
    dn[u] = new;
    hn[u] = new * r[u];
    passed[u] = g * z[u];
  }
}

CLONED void gru_step_back(
    const float *restrict gates, const float *restrict kept, const float *restrict old_state,
    const float *restrict gradient, float *restrict delta, float *restrict hidden_delta, float *restrict passed,
    size_t batch, size_t width) {
  for (size_t b = 0; b < batch; b++) {
    const float *r = gates + b * 3 * width;
    float *d = delta + b * 3 * width, *h = hidden_delta + b * 3 * width;
    const size_t row = b * width;
    gru_row_back(
        r, r + width, r + 2 * width, kept + row, old_state + row, gradient + row, d, d + width, d + 2 * width, h,
        h + width, h + 2 * width, passed + row, width);
  }
}
