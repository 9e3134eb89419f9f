#include "outer.h"
#include "recurrent.h"
#include "strips.h"
#include <string.h>

#define WAYS(GENERATION, TARGET, SIZE) \
  TARGET static void multiply_##GENERATION(const struct strip_product *p) { multiply_strips_##SIZE(*p); }

#if defined(__x86_64__)
WAYS(v4, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), wide)
WAYS(v3, __attribute__((target("arch=x86-64-v3"))), middle)
WAYS(plain, , narrow)
static void multiply_strips(const struct strip_product p) {
  if (__builtin_cpu_supports("x86-64-v4"))
    multiply_v4(&p);
  else if (__builtin_cpu_supports("x86-64-v3"))
    multiply_v3(&p);
  else
    multiply_plain(&p);
}
#else
WAYS(plain, , middle)
static void multiply_strips(const struct strip_product p) { multiply_plain(&p); }
#endif

static size_t padded(size_t count) { return (count + STRIP - 1) / STRIP * STRIP; }

static size_t gates_of(enum recurrent_cell cell) {
  return cell == RECURRENT_LSTM ? 4 : cell == RECURRENT_GRU ? 3 : 1;
}

static bool is_gated(enum recurrent_cell cell) { return gates_of(cell) > 1; }

struct recurrent_tape recurrent_tape_of(const struct recurrent_plan *plan) {
  const bool is_lstm = plan->cell == RECURRENT_LSTM, is_gru = plan->cell == RECURRENT_GRU;
  const size_t width = padded(plan->hidden), gates = gates_of(plan->cell), all = gates * width;
  const size_t rows = plan->steps * plan->batch;
  const size_t inputs = plan->takes_numbers ? 0 : padded(plan->inputs);
  struct recurrent_tape t = {.width = width, .gates = gates};
  size_t next = 0;
#define TAKE(PART, COUNT) (t.PART = next, next += padded(COUNT))
  TAKE(states, (rows + plan->batch) * width);
  TAKE(cells, is_lstm ? (rows + plan->batch) * width : 0);
  TAKE(squashed, is_lstm || is_gru ? rows * width : 0);
  TAKE(activations, is_gated(plan->cell) ? rows * all : plan->batch * all);
  TAKE(deltas, rows * all);
  TAKE(hidden_deltas, is_gru ? rows * all : 0);
  TAKE(state_gradients, rows * width);
  TAKE(cell_gradients, plan->batch * width);
  TAKE(inputs, rows * inputs);
  TAKE(input_gradients, rows * inputs);
  TAKE(input_weight, padded(plan->inputs) * all);
  TAKE(hidden_weight, width * all);
  TAKE(bias, 2 * all);
  TAKE(turned, (width > padded(plan->inputs) ? width : padded(plan->inputs)) * all);
#undef TAKE
  t.count = next;
  return t;
}

// Packing

/// packed[strip][columns of weight][16] = weight[gates · hidden, columns]ᵀ, each gate padded to `width`
static void pack_gates(
    const float *restrict weight, float *restrict packed, size_t gates, size_t hidden, size_t width,
    size_t columns) {
  for (size_t gate = 0; gate < gates; gate++)
    for (size_t first = 0; first < width; first += STRIP) {
      const size_t count = hidden - first < STRIP ? hidden - first : STRIP;
      const float *from = weight + (gate * hidden + first) * columns;
      if (count == STRIP) {
        fill_turned(packed, from, columns, columns, STRIP);
      } else {
        for (size_t k = 0; k < columns; k++)
          for (size_t u = 0; u < STRIP; u++) packed[k * STRIP + u] = u < count ? from[u * columns + k] : 0;
      }
      packed += columns * STRIP;
    }
}

/// packed[strip of columns][gates · width][16] = weight[gates · hidden, columns], with zeros in the padding
static void pack_straight(
    const float *restrict weight, float *restrict packed, size_t gates, size_t hidden, size_t width,
    size_t columns) {
  for (size_t first = 0; first < columns; first += STRIP) {
    const size_t count = columns - first < STRIP ? columns - first : STRIP;
    for (size_t gate = 0; gate < gates; gate++)
      for (size_t u = 0; u < width; u++, packed += STRIP) {
        const float *from = weight + (gate * hidden + u) * columns + first;
        for (size_t c = 0; c < STRIP; c++) packed[c] = u < hidden && c < count ? from[c] : 0;
      }
  }
}

/// turned[columns, gates · width] = weight[gates · hidden, columns]ᵀ + bias
static void pack_rows(
    const float *restrict weight, const float *restrict bias, float *restrict turned, size_t gates, size_t hidden,
    size_t width, size_t columns) {
  const size_t all = gates * width;
  if (hidden < width) memset(turned, 0, columns * all * sizeof(float));
  for (size_t gate = 0; gate < gates; gate++)
    fill_turned_by(turned + gate * width, weight + gate * hidden * columns, columns, columns, hidden, all, 16);
  for (size_t c = 0; c < columns; c++)
    for (size_t unit = 0; unit < all; unit++) turned[c * all + unit] += bias[unit];
}

/// gradient[gates · hidden, columns] += turned[columns, gates · width]ᵀ
static void add_turned(
    float *restrict gradient, const float *restrict turned, size_t gates, size_t hidden, size_t width,
    size_t columns) {
  const size_t all = gates * width;
  for (size_t gate = 0; gate < gates; gate++)
    for (size_t u = 0; u < hidden; u += 4) {
      const size_t units = hidden - u < 4 ? hidden - u : 4;
      float *to = gradient + (gate * hidden + u) * columns;
      const float *from = turned + gate * width + u;
      size_t c = 0;
      for (; units == 4 && c + 4 <= columns; c += 4) {
        lanes4 rows[4], by_unit[4];
        for (size_t k = 0; k < 4; k++) rows[k] = *(const lanes4 *)(from + (c + k) * all);
        turn4(rows, by_unit);
        for (size_t k = 0; k < 4; k++) *(lanes4 *)(to + k * columns + c) += by_unit[k];
      }
      for (; c < columns; c++)
        for (size_t k = 0; k < units; k++) to[k * columns + c] += from[c * all + k];
    }
}

/// What every step adds before it begins: both biases; for the GRU the hidden bias of n belongs to the hidden part.
static void pack_bias(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights, float *restrict bias,
    size_t gates, size_t width) {
  float *restrict hidden_bias = bias + gates * width;
  memset(bias, 0, 2 * gates * width * sizeof(float));
  for (size_t gate = 0; gate < gates; gate++)
    for (size_t u = 0; u < plan->hidden; u++) {
      const float from_input = weights->input_bias[gate * plan->hidden + u];
      const float from_hidden = weights->hidden_bias[gate * plan->hidden + u];
      const bool is_apart = plan->cell == RECURRENT_GRU && gate == 2;
      bias[gate * width + u] = is_apart ? from_input : from_input + from_hidden;
      hidden_bias[gate * width + u] = is_apart ? from_hidden : 0;
    }
}

// Order: from examples to time and back

/// by_time[steps, batch, columns] = by_example[batch, steps, columns]
static void turn_to_time(
    const float *restrict by_example, float *restrict by_time, size_t batch, size_t steps, size_t columns) {
  for (size_t t = 0; t < steps; t++)
    for (size_t b = 0; b < batch; b++)
      memcpy(by_time + (t * batch + b) * columns, by_example + (b * steps + t) * columns, columns * sizeof(float));
}

/// by_example[batch, steps, columns] = by_time[steps, batch, width]
static void turn_to_examples(
    const float *restrict by_time, float *restrict by_example, size_t batch, size_t steps, size_t width,
    size_t columns) {
  for (size_t b = 0; b < batch; b++)
    for (size_t t = 0; t < steps; t++)
      memcpy(by_example + (b * steps + t) * columns, by_time + (t * batch + b) * width, columns * sizeof(float));
}

// Forward

/// Packs what the inputs are multiplied with, and brings them into the order of time.
static void prepare_inputs(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const struct recurrent_weights *weights,
    const float *input, float *tape) {
  float *packed = tape + at->input_weight;
  if (plan->takes_numbers) {
    pack_rows(weights->input, tape + at->bias, packed, at->gates, plan->hidden, at->width, plan->inputs);
  } else {
    turn_to_time(input, tape + at->inputs, plan->batch, plan->steps, plan->inputs);
    pack_gates(weights->input, packed, at->gates, plan->hidden, at->width, plan->inputs);
  }
}

/// gates[batch, ·] = what the inputs of step t and the biases give
static void project(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *input, size_t t, float *gates,
    float *tape) {
  const size_t all = at->gates * at->width;
  const float *packed = tape + at->input_weight;
  if (!plan->takes_numbers) {
    multiply_strips((struct strip_product){
        tape + at->inputs + t * plan->batch * plan->inputs, plan->inputs, 1, packed, STRIP, plan->inputs * STRIP,
        tape + at->bias, 0, gates, all, plan->batch, plan->inputs, all / STRIP});
    return;
  }
  for (size_t b = 0; b < plan->batch; b++) {
    const float number = input[b * plan->steps + t];
    float *row = gates + b * all;
    if (number >= 0 && number < (float)plan->inputs) {
      memcpy(row, packed + (size_t)number * all, all * sizeof(float));
    } else {
      for (size_t u = 0; u < all; u++) row[u] = NAN;
    }
  }
}

/// The state before the first step: zero, or the one behind the last step of the pass before.
static void begin(const struct recurrent_plan *plan, float *states, size_t count) {
  if (plan->continues)
    memcpy(states, states + plan->steps * count, count * sizeof(float));
  else
    memset(states, 0, count * sizeof(float));
}

void recurrent_forward(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights, const float *input, float *output,
    float *tape) {
  const struct recurrent_tape at = recurrent_tape_of(plan);
  const size_t width = at.width, all = at.gates * width, batch = plan->batch, state_count = batch * width;
  pack_bias(plan, weights, tape + at.bias, at.gates, width);
  prepare_inputs(plan, &at, weights, input, tape);
  float *packed = tape + at.hidden_weight;
  pack_gates(weights->hidden, packed, at.gates, plan->hidden, width, plan->hidden);
  begin(plan, tape + at.states, state_count);
  if (plan->cell == RECURRENT_LSTM) begin(plan, tape + at.cells, state_count);
  const bool is_gru = plan->cell == RECURRENT_GRU;
  for (size_t t = 0; t < plan->steps; t++) {
    const float *old = tape + at.states + t * state_count;
    float *state = tape + at.states + (t + 1) * state_count;
    float *gates = tape + at.activations + (is_gated(plan->cell) ? t * batch * all : 0);
    float *hidden = tape + at.hidden_deltas;
    project(plan, &at, input, t, gates, tape);
    if (t > 0 || is_gru || plan->continues)
      multiply_strips((struct strip_product){
          old, width, 1, packed, STRIP, plan->hidden * STRIP, is_gru ? tape + at.bias + all : gates,
          is_gru ? 0 : all, is_gru ? hidden : gates, all, batch, plan->hidden, all / STRIP});
    if (plan->cell == RECURRENT_LSTM)
      lstm_step(
          gates, tape + at.cells + t * state_count, tape + at.cells + (t + 1) * state_count,
          tape + at.squashed + t * state_count, state, batch, width);
    else if (is_gru)
      gru_step(gates, hidden, old, tape + at.squashed + t * state_count, state, batch, width);
    else
      rnn_step(plan->cell, gates, state, state_count);
  }
  if (plan->gives_last)
    turn_to_examples(tape + at.states + plan->steps * state_count, output, batch, 1, width, plan->hidden);
  else
    turn_to_examples(tape + at.states + state_count, output, batch, plan->steps, width, plan->hidden);
}

// Backward

/// gradient[batch, width] += the output gradient of step t, where the step has one
static void add_output_gradient(
    const struct recurrent_plan *plan, const float *restrict output_gradient, float *restrict gradient,
    size_t width, size_t t) {
  if (plan->gives_last && t + 1 < plan->steps) return;
  const size_t steps = plan->gives_last ? 1 : plan->steps, step = plan->gives_last ? 0 : t;
  for (size_t b = 0; b < plan->batch; b++) {
    const float *from = output_gradient + (b * steps + step) * plan->hidden;
    for (size_t u = 0; u < plan->hidden; u++) gradient[b * width + u] += from[u];
  }
}

/// Fills deltas, hidden deltas and state gradients, from the last step to the first.
static void back_through_time(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *output_gradient, float *tape) {
  const size_t width = at->width, all = at->gates * width, batch = plan->batch, state_count = batch * width;
  const bool is_gru = plan->cell == RECURRENT_GRU;
  float *cell_gradients = tape + at->cell_gradients;
  memset(cell_gradients, 0, state_count * sizeof(float));
  memset(tape + at->state_gradients + (plan->steps - 1) * state_count, 0, state_count * sizeof(float));
  for (size_t t = plan->steps; t-- > 0;) {
    float *gradient = tape + at->state_gradients + t * state_count;
    const float *old = tape + at->states + t * state_count;
    const float *gates = tape + at->activations + t * batch * all;
    float *delta = tape + at->deltas + t * batch * all;
    float *hidden_delta = is_gru ? tape + at->hidden_deltas + t * batch * all : delta;
    const bool is_cut = plan->truncate > 0 && t % plan->truncate == 0;
    float *earlier = t > 0 ? gradient - state_count : cell_gradients;
    add_output_gradient(plan, output_gradient, gradient, width, t);
    if (plan->cell == RECURRENT_LSTM)
      lstm_step_back(
          gates, tape + at->cells + t * state_count, tape + at->squashed + t * state_count, gradient, cell_gradients,
          delta, batch, width);
    else if (is_gru)
      gru_step_back(
          gates, tape + at->squashed + t * state_count, old, gradient, delta, hidden_delta, earlier, batch, width);
    else
      rnn_step_back(plan->cell, old + state_count, gradient, delta, state_count);
    if (t == 0) return;
    if (is_cut) {
      memset(cell_gradients, 0, state_count * sizeof(float));
      memset(earlier, 0, state_count * sizeof(float));
      continue;
    }
    multiply_strips((struct strip_product){
        hidden_delta, all, 1, tape + at->hidden_weight, STRIP, all * STRIP, is_gru ? earlier : 0, width, earlier, width,
        batch, all, width / STRIP});
  }
}

/// gradient += the sum over all steps of delta ⊗ what entered: `columns` floats of each of `rows` rows, `row_step` apart
static void add_weight_gradient(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *entered, size_t columns,
    size_t row_step, const float *deltas, float *gradient, size_t rows) {
  for (size_t gate = 0; gate < at->gates; gate++) {
    const struct outer_products o = {
        entered, row_step, deltas + gate * at->width, at->gates * at->width, gradient + gate * plan->hidden * columns,
        rows, columns, plan->hidden};
    add_outer_products(&o);
  }
}

/// The zero state before the first step adds nothing to what the later ones add.
static void add_hidden_gradient(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *deltas, float *gradient,
    const float *tape) {
  const size_t skipped = plan->continues || plan->steps == 1 ? 0 : plan->batch;
  add_weight_gradient(
      plan, at, tape + at->states + skipped * at->width, plan->hidden, at->width,
      deltas + skipped * at->gates * at->width, gradient, plan->steps * plan->batch - skipped);
}

static void add_number_gradient(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *input, const float *deltas,
    float *gradient, float *restrict turned) {
  const size_t all = at->gates * at->width;
  memset(turned, 0, plan->inputs * all * sizeof(float));
  for (size_t t = 0; t < plan->steps; t++)
    for (size_t b = 0; b < plan->batch; b++) {
      const float number = input[b * plan->steps + t];
      const float *restrict delta = deltas + (t * plan->batch + b) * all;
      if (number >= 0 && number < (float)plan->inputs) {
        float *restrict row = turned + (size_t)number * all;
        for (size_t u = 0; u < all; u++) row[u] += delta[u];
      }
    }
  add_turned(gradient, turned, at->gates, plan->hidden, at->width, plan->inputs);
}

/// sums[gates · width] = the sums of the deltas
static void sum_deltas(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *deltas, float *sums) {
  const size_t all = at->gates * at->width;
  memset(sums, 0, all * sizeof(float));
  add_column_sums(deltas, sums, plan->steps * plan->batch, all);
}

static void add_bias_gradient(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const float *restrict sums,
    float *restrict gradient) {
  for (size_t gate = 0; gate < at->gates; gate++)
    for (size_t u = 0; u < plan->hidden; u++) gradient[gate * plan->hidden + u] += sums[gate * at->width + u];
}

/// Both biases join the same sum, but for the GRU, where that of the hidden part of n comes behind a gate.
static void add_bias_gradients(
    const struct recurrent_plan *plan, const struct recurrent_tape *at, const struct recurrent_weights *gradients,
    float *tape) {
  float *sums = tape + at->turned;
  sum_deltas(plan, at, tape + at->deltas, sums);
  add_bias_gradient(plan, at, sums, gradients->input_bias);
  if (plan->cell == RECURRENT_GRU) sum_deltas(plan, at, tape + at->hidden_deltas, sums);
  add_bias_gradient(plan, at, sums, gradients->hidden_bias);
}

void recurrent_backward(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights,
    const struct recurrent_weights *gradients, const float *input, const float *output_gradient,
    float *input_gradient, float *tape) {
  const struct recurrent_tape at = recurrent_tape_of(plan);
  const size_t all = at.gates * at.width;
  pack_straight(weights->hidden, tape + at.hidden_weight, at.gates, plan->hidden, at.width, plan->hidden);
  back_through_time(plan, &at, output_gradient, tape);
  float *deltas = tape + at.deltas, *turned = tape + at.turned;
  const float *hidden_deltas = plan->cell == RECURRENT_GRU ? tape + at.hidden_deltas : deltas;
  add_bias_gradients(plan, &at, gradients, tape);
  add_hidden_gradient(plan, &at, hidden_deltas, gradients->hidden, tape);
  if (plan->takes_numbers) {
    add_number_gradient(plan, &at, input, deltas, gradients->input, turned);
    if (input_gradient) memset(input_gradient, 0, plan->batch * plan->steps * sizeof(float));
    return;
  }
  add_weight_gradient(
      plan, &at, tape + at.inputs, plan->inputs, plan->inputs, deltas, gradients->input, plan->steps * plan->batch);
  if (!input_gradient) return;
  const size_t wide = padded(plan->inputs), rows = plan->steps * plan->batch;
  float *packed = tape + at.input_weight, *by_time = tape + at.input_gradients;
  pack_straight(weights->input, packed, at.gates, plan->hidden, at.width, plan->inputs);
  multiply_strips((struct strip_product){
      deltas, all, 1, packed, STRIP, all * STRIP, 0, 0, by_time, wide, rows, all, wide / STRIP});
  turn_to_examples(by_time, input_gradient, plan->batch, plan->steps, wide, plan->inputs);
}
