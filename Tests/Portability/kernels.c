// The kernels against plain loops in double and against identities, over sizes that no vector divides. Prints the largest
// relative error of each group and fails where one is beyond its bound.

#include "kernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 1;
static bool failed;

/// Uniform numbers in −1…1.
static float *random_floats(size_t count) {
  float *values = malloc((count + 16) * sizeof(float));
  for (size_t i = 0; i < count; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    values[i] = (float)(int32_t)(state >> 32) * 0x1p-31f;
  }
  return values;
}

static double largest_of(const double *values, size_t count) {
  double largest = 1e-30;
  for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs(values[i]));
  return largest;
}

/// The largest difference, relative to the largest of the exact values.
static double error_of(const float *values, const double *exact, size_t count) {
  double worst = 0, largest = largest_of(exact, count);
  for (size_t i = 0; i < count; i++) {
    const double error = fabs(values[i] - exact[i]) / largest;
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

static double dot(const float *a, const float *b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (double)a[i] * b[i];
  return sum;
}

static void report(const char *group, double error, double bound) {
  const bool holds = error <= bound;
  printf("  %-12s %8.1e%s\n", group, error, holds ? "" : "  too large");
  failed |= !holds;
}

static double dense_error(size_t batch, size_t inputs, size_t outputs) {
  const size_t counts[4] = {batch * outputs, batch * inputs, outputs * inputs, outputs};
  float *x = random_floats(counts[1]), *w = random_floats(counts[2]), *bias = random_floats(outputs);
  float *y = random_floats(counts[0]), *dy = random_floats(counts[0]), *dx = random_floats(counts[1]);
  float *dw = random_floats(counts[2]), *db = random_floats(outputs);
  double *exact[4];
  for (int part = 0; part < 4; part++) exact[part] = calloc(counts[part], sizeof(double));
  for (size_t i = 0; i < counts[2]; i++) exact[2][i] = dw[i];
  for (size_t o = 0; o < outputs; o++) exact[3][o] = db[o];
  for (size_t b = 0; b < batch; b++)
    for (size_t o = 0; o < outputs; o++) {
      const double gradient = dy[b * outputs + o];
      double sum = bias[o];
      for (size_t i = 0; i < inputs; i++) {
        sum += (double)x[b * inputs + i] * w[o * inputs + i];
        exact[1][b * inputs + i] += gradient * w[o * inputs + i];
        exact[2][o * inputs + i] += gradient * x[b * inputs + i];
      }
      exact[0][b * outputs + o] = sum;
      exact[3][o] += gradient;
    }
  dense_forward(x, w, bias, y, batch, inputs, outputs);
  dense_backward(x, w, dy, dx, dw, db, batch, inputs, outputs);
  float *const found[4] = {y, dx, dw, db};
  double worst = 0;
  // Single sums may cancel, so that their errors are relative to 1 at least.
  for (int part = 0; part < 4; part++)
    worst = fmax(worst, error_of(found[part], exact[part], counts[part]) * fmin(1, largest_of(exact[part], counts[part])));
  for (int part = 0; part < 4; part++) free(exact[part]), free(found[part]);
  free(x), free(w), free(bias), free(dy);
  return worst;
}

static void check_dense(void) {
  static const size_t sizes[] = {1, 2, 3, 5, 8, 13, 16, 17, 31, 32, 33, 64, 70, 130};
  enum { COUNT = sizeof sizes / sizeof *sizes };
  double worst = 0;
  for (size_t b = 0; b < COUNT; b++)
    for (size_t i = 0; i < COUNT; i++)
      for (size_t o = 0; o < COUNT; o++) worst = fmax(worst, dense_error(sizes[b], sizes[i], sizes[o]));
  worst = fmax(worst, dense_error(33, 790, 70));
  report("dense", fmax(worst, dense_error(3, 790, 70)), 2e-6);
}

static double exact_sigmoid(double x) { return 1 / (1 + exp(-x)); }

static void check_activations(void) {
  enum { COUNT = 4003 };
  float x[COUNT], y[COUNT];
  double sigmoid_error = 0, tanh_error = 0;
  for (size_t i = 0; i < COUNT; i++) x[i] = ((float)i - COUNT / 2) * 0.011f;
  sigmoid_forward(x, y, COUNT);
  for (size_t i = 0; i < COUNT; i++) sigmoid_error = fmax(sigmoid_error, fabs(y[i] / exact_sigmoid(x[i]) - 1));
  tanh_forward(x, y, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    if (x[i] != 0) tanh_error = fmax(tanh_error, fabs(y[i] / tanh(x[i]) - 1));
  report("sigmoid", sigmoid_error, 5e-7);
  report("tanh", tanh_error, 5e-7);
  // Whole vectors and a rest, of what lies as far out as floats go.
  static const float edges[] = {INFINITY, -INFINITY, NAN, 3e37f, -3e37f, 1e20f, -1e20f, 1e4f, -1e4f};
  enum { EDGES = sizeof edges / sizeof *edges, FAR = 35 };
  float far[FAR], logistic[FAR], hyperbolic[FAR];
  for (size_t i = 0; i < FAR; i++) far[i] = edges[i % EDGES];
  sigmoid_forward(far, logistic, FAR);
  tanh_forward(far, hyperbolic, FAR);
  bool holds = true;
  for (size_t i = 0; i < FAR; i++) {
    const float side = far[i] > 0 ? 1 : -1;
    holds &= isnan(far[i]) ? isnan(logistic[i]) && isnan(hyperbolic[i])
                           : logistic[i] == (far[i] > 0) && hyperbolic[i] == side;
  }
  report("limits", holds ? 0 : INFINITY, 0);
}

static void check_adam(void) {
  enum { COUNT = 77, STEPS = 10 };
  float *w = random_floats(COUNT), first[COUNT] = {0}, second[COUNT] = {0};
  double exact[COUNT], m[COUNT] = {0}, v[COUNT] = {0};
  for (size_t i = 0; i < COUNT; i++) exact[i] = w[i];
  for (int step = 1; step <= STEPS; step++) {
    float *g = random_floats(COUNT);
    g[0] = 0;
    adam(w, g, first, second, 0.01f, 0.9, 0.999, 1e-8f, step, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
      m[i] = 0.9 * m[i] + 0.1 * g[i];
      v[i] = 0.999 * v[i] + 0.001 * (double)g[i] * g[i];
      exact[i] -= 0.01 * (m[i] / (1 - pow(0.9, step))) / (sqrt(v[i] / (1 - pow(0.999, step))) + 1e-8);
    }
    free(g);
  }
  report("adam", error_of(w, exact, COUNT), 1e-6);
  free(w);
}

/// ⟨∂loss/∂y, y⟩ of a convolution without bias is both ⟨∂loss/∂x, x⟩ and ⟨∂loss/∂w, w⟩.
static double convolution_error(struct convolution s, size_t batch) {
  s.output_rows = (s.rows + 2 * s.padding - s.kernel_rows) / s.stride + 1;
  s.output_columns = (s.columns + 2 * s.padding - s.kernel_columns) / s.stride + 1;
  const size_t inputs = batch * s.channels * s.rows * s.columns, plane = s.output_rows * s.output_columns;
  const size_t outputs = batch * s.filters * plane;
  const size_t weights = s.filters * s.channels * s.kernel_rows * s.kernel_columns;
  float *x = random_floats(inputs), *w = random_floats(weights), *bias = random_floats(s.filters);
  float *y = random_floats(outputs), *dy = random_floats(outputs), *dx = random_floats(inputs);
  float *dw = calloc(weights, sizeof(float)), *db = calloc(s.filters, sizeof(float));
  float *tape = aligned_alloc(64, (convolution_tape(&s, batch) * sizeof(float) + 127) / 64 * 64);
  double *exact = calloc(outputs, sizeof(double));
  for (size_t b = 0, at = 0; b < batch; b++)
    for (size_t f = 0; f < s.filters; f++)
      for (size_t row = 0; row < s.output_rows; row++)
        for (size_t column = 0; column < s.output_columns; column++, at++) {
          exact[at] = bias[f];
          for (size_t c = 0; c < s.channels; c++)
            for (size_t i = 0; i < s.kernel_rows; i++)
              for (size_t j = 0; j < s.kernel_columns; j++) {
                const size_t r = row * s.stride + i - s.padding, k = column * s.stride + j - s.padding;
                if (r >= s.rows || k >= s.columns) continue;
                exact[at] += (double)w[((f * s.channels + c) * s.kernel_rows + i) * s.kernel_columns + j]
                             * x[((b * s.channels + c) * s.rows + r) * s.columns + k];
              }
        }
  convolution_forward(&s, x, w, bias, y, tape, batch);
  convolution_backward(&s, w, dy, dx, dw, db, tape, batch);
  double worst = error_of(y, exact, outputs);
  const double whole = dot(dy, y, outputs) - dot(db, bias, s.filters);
  worst = fmax(worst, fabs(dot(dx, x, inputs) - whole) / (double)outputs);
  worst = fmax(worst, fabs(dot(dw, w, weights) - whole) / (double)outputs);
  free(x), free(w), free(bias), free(y), free(dy), free(dx), free(dw), free(db), free(tape), free(exact);
  return worst;
}

static void check_convolution(void) {
  double worst = 0;
  for (size_t batch = 1; batch <= 33; batch += 16) {
    worst = fmax(worst, convolution_error((struct convolution){1, 3, 5, 1, 3, 3, 1, 1, 0, 0}, batch));
    worst = fmax(worst, convolution_error((struct convolution){3, 9, 7, 13, 3, 2, 2, 1, 0, 0}, batch));
    worst = fmax(worst, convolution_error((struct convolution){8, 12, 12, 16, 5, 5, 1, 0, 0, 0}, batch));
  }
  report("convolution", worst, 2e-6);
}

/// Σ output · direction of a recurrent pass, and its backward pass if gradients are given.
static double recurrent_value(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights, const float *input,
    const float *direction, const struct recurrent_weights *gradients, float *input_gradient) {
  const size_t outputs = plan->batch * plan->steps * plan->hidden;
  const size_t floats = recurrent_tape_of(plan).count;
  float *tape = aligned_alloc(64, floats * sizeof(float)), *output = random_floats(outputs);
  memset(tape, 0, floats * sizeof(float));
  recurrent_forward(plan, weights, input, output, tape);
  if (gradients) recurrent_backward(plan, weights, gradients, input, direction, input_gradient, tape);
  const double value = dot(output, direction, outputs);
  free(tape), free(output);
  return value;
}

/// How far the gradient along a random direction is from the difference of two passes.
static double recurrent_error(enum recurrent_cell cell, size_t batch, size_t hidden, size_t inputs) {
  const struct recurrent_plan plan = {.cell = cell, .batch = batch, .steps = 5, .inputs = inputs, .hidden = hidden};
  const size_t gates = cell == RECURRENT_LSTM ? 4 : cell == RECURRENT_GRU ? 3 : 1, rows = gates * hidden;
  const size_t counts[5] = {rows * inputs, rows * hidden, rows, rows, batch * plan.steps * inputs};
  float *at[5], *along[5], *gradient[5], *moved[2][5];
  const float step = 1e-2f;
  double slope = 0;
  for (int part = 0; part < 5; part++) {
    at[part] = random_floats(counts[part]);
    along[part] = random_floats(counts[part]);
    gradient[part] = calloc(counts[part], sizeof(float));
    for (size_t i = 0; i < counts[part]; i++) at[part][i] *= 0.3f, along[part][i] *= 0.3f;
    for (int side = 0; side < 2; side++) {
      moved[side][part] = malloc(counts[part] * sizeof(float));
      for (size_t i = 0; i < counts[part]; i++)
        moved[side][part][i] = at[part][i] + (side ? step : -step) * along[part][i];
    }
  }
  float *direction = random_floats(batch * plan.steps * hidden);
#define WEIGHTS(set) ((struct recurrent_weights){set[0], set[1], set[2], set[3]})
  const struct recurrent_weights gradients = WEIGHTS(gradient), here = WEIGHTS(at);
  const double value = recurrent_value(&plan, &here, at[4], direction, &gradients, gradient[4]);
  double values[2];
  for (int side = 0; side < 2; side++) {
    const struct recurrent_weights there = WEIGHTS(moved[side]);
    values[side] = recurrent_value(&plan, &there, moved[side][4], direction, 0, 0);
  }
  for (int part = 0; part < 5; part++) {
    slope += dot(gradient[part], along[part], counts[part]);
    free(at[part]), free(along[part]), free(gradient[part]), free(moved[0][part]), free(moved[1][part]);
  }
  free(direction);
  return fabs(slope - (values[1] - values[0]) / (2 * step)) / (fabs(slope) + fabs(value) + 1);
}

static void check_recurrent(void) {
  static const char *const names[] = {"rnn", "rnn relu", "rnn linear", "lstm", "gru"};
  for (int cell = RECURRENT_TANH; cell <= RECURRENT_GRU; cell++) {
    if (cell == RECURRENT_RELU) continue;
    double worst = 0;
    for (size_t batch = 1; batch <= 17; batch += 8)
      for (size_t hidden = 1; hidden <= 35; hidden += 17)
        for (size_t inputs = 1; inputs <= 17; inputs += 8)
          worst = fmax(worst, recurrent_error((enum recurrent_cell)cell, batch, hidden, inputs));
    report(names[cell], worst, 5e-4);
  }
}

static void check_losses(void) {
  enum { ROWS = 17, CLASSES = 11, COUNT = ROWS * CLASSES };
  float *z = random_floats(COUNT), g[COUNT], target[ROWS];
  double exact[COUNT], loss = 0;
  for (size_t i = 0; i < COUNT; i++) z[i] *= 30;
  for (size_t row = 0; row < ROWS; row++) {
    target[row] = (float)(row % CLASSES);
    double sum = 0;
    for (size_t c = 0; c < CLASSES; c++) sum += exp((double)z[row * CLASSES + c]);
    loss += (log(sum) - z[row * CLASSES + row % CLASSES]) / ROWS;
    for (size_t c = 0; c < CLASSES; c++)
      exact[row * CLASSES + c] = (exp((double)z[row * CLASSES + c]) / sum - (c == row % CLASSES)) / ROWS;
  }
  const float found = categorical_cross_entropy(z, target, g, ROWS, CLASSES);
  report("losses", fmax(fabs(found / loss - 1), error_of(g, exact, COUNT)), 1e-6);
  free(z);
}

int main(void) {
  const int level = kernel_level();
  if (level > 0)
    printf("  built for x86-64-v%d\n", level);
  else
    printf("  the only build\n");
  check_dense();
  check_activations();
  check_convolution();
  check_recurrent();
  check_losses();
  check_adam();
  return failed;
}
