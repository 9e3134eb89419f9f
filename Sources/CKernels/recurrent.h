#ifndef GRADLAB_RECURRENT_H
#define GRADLAB_RECURRENT_H

#include "kernels.h"

// One step of each kind of cell for a whole batch; all rows are padded to `width`.

/// state = f(z), [count]
void rnn_step(enum recurrent_cell cell, const float *restrict z, float *restrict state, size_t count);
/// delta = gradient · f′(z), by the state that f gave
void rnn_step_back(
    enum recurrent_cell cell, const float *restrict state, const float *restrict gradient, float *restrict delta,
    size_t count);

/// gates[batch, 4 · width]: i f g o, activated in place. c = f c₀ + i g, squashed = tanh c, h = o squashed.
void lstm_step(
    float *restrict gates, const float *restrict old_cell, float *restrict cell, float *restrict squashed,
    float *restrict state, size_t batch, size_t width);
/// cell_gradient holds ∂loss/∂c from the later steps and is left with what the earlier ones get.
void lstm_step_back(
    const float *restrict gates, const float *restrict old_cell, const float *restrict squashed,
    const float *restrict gradient, float *restrict cell_gradient, float *restrict delta, size_t batch,
    size_t width);

/// gates[batch, 3 · width] holds the input part of r z n, activated in place; hidden[batch, 3 · width] the hidden part,
/// of which that of n is kept in `kept`. n = tanh(x + r · kept), h = (1 − z) n + z h₀.
void gru_step(
    float *restrict gates, const float *restrict hidden, const float *restrict old_state, float *restrict kept,
    float *restrict state, size_t batch, size_t width);
/// passed = the part of the gradient that goes straight to h₀.
void gru_step_back(
    const float *restrict gates, const float *restrict kept, const float *restrict old_state,
    const float *restrict gradient, float *restrict delta, float *restrict hidden_delta, float *restrict passed,
    size_t batch, size_t width);

#endif
