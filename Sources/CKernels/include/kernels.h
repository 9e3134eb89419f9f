#ifndef GRADLAB_KERNELS_H
#define GRADLAB_KERNELS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All matrices are row-major floats without gaps; [rows, columns] in the comments. No pointer may overlap another
// unless a comment allows it. Every sum is taken in an order that depends on the sizes only, so equal inputs give
// equal bytes on one machine.

// matrix.c

/// c[rows, columns] = start + a · b[depth, columns]; element (row, k) of a is a[row · a_row + k · a_step], so a may be
/// read turned. Row r of start begins at start[r · start_row]: 0 repeats a bias, `columns` with start = c adds to c;
/// null is zero.
void matrix_product(
    const float *a, size_t a_row, size_t a_step, const float *b, const float *start, size_t start_row, float *c,
    size_t rows, size_t depth, size_t columns);
/// c[rows, columns] = start + a[rows, depth] · b[columns, depth]ᵀ; start as above.
void matrix_product_turned(
    const float *a, const float *b, const float *start, size_t start_row, float *c, size_t rows, size_t depth,
    size_t columns);
/// sums[columns] += the column sums of matrix[rows, columns]
void add_column_sums(const float *restrict matrix, float *restrict sums, size_t rows, size_t columns);

/// output[batch, outputs] = input[batch, inputs] · weight[outputs, inputs]ᵀ + bias[outputs]
void dense_forward(
    const float *restrict input, const float *restrict weight, const float *restrict bias,
    float *restrict output, size_t batch, size_t inputs, size_t outputs);

/// input_gradient[batch, inputs] = output_gradient[batch, outputs] · weight[outputs, inputs]
void dense_input_gradient(
    const float *restrict weight, const float *restrict output_gradient, float *restrict input_gradient, size_t batch,
    size_t inputs, size_t outputs);

/// weight_gradient[outputs, inputs] += output_gradient[batch, outputs]ᵀ · input[batch, inputs]
/// bias_gradient[outputs] += column sums of output_gradient
/// input_gradient as above; not computed when null
void dense_backward(
    const float *restrict input, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    size_t batch, size_t inputs, size_t outputs);

// elementwise.c: input, output and gradients are [count].

void sigmoid_forward(const float *restrict input, float *restrict output, size_t count);
/// input_gradient = output_gradient · y (1 − y), with y the output of the forward pass
void sigmoid_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count);

void tanh_forward(const float *restrict input, float *restrict output, size_t count);
/// input_gradient = output_gradient · (1 − y²), with y the output of the forward pass
void tanh_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count);

/// output = x where x > 0, slope · x elsewhere; slope 0 is ReLU (NaN stays NaN)
void relu_forward(const float *restrict input, float *restrict output, float slope, size_t count);
/// input_gradient = slope · output_gradient where x ≤ 0, output_gradient elsewhere
void relu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float slope, size_t count);
/// Σ output_gradient · x over the x ≤ 0: the gradient of a learned slope
float relu_slope_gradient(const float *restrict input, const float *restrict output_gradient, size_t count);

// reduce.c

/// Σ x², in double
double sum_of_squares(const float *restrict values, size_t count);

/// output[rows, columns] = softmax of each row
void softmax_forward(const float *restrict input, float *restrict output, size_t rows, size_t columns);
/// input_gradient = y · (g − Σ g y) row by row, with y[rows, columns] the output of the forward pass
void softmax_backward(
    const float *restrict output, const float *restrict output_gradient, float *restrict input_gradient,
    size_t rows, size_t columns);
/// mean of ln Σ e^z − z[target] over rows of logit[rows, classes]; target[rows] holds class numbers. A target that
/// is no class number makes the loss NaN. gradient[rows, classes] may be null.
float categorical_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t rows,
    size_t classes);

// loss.c: each returns the mean loss; gradient (same count as prediction) may be null.

/// mean (p − t)²
float squared_error(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count);
/// mean of max(z, 0) − z t + ln(1 + e^−|z|)
float binary_cross_entropy(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t count);
/// mean of max(0, 1 − y z), y = +1 for targets above ½ and −1 for the others
float hinge(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count);

// normalize.c: batches are [examples, features, places], places = 1 for vectors; the rest is [features].

/// Mean and biased variance of every feature over examples and places, summed in double.
void batch_statistics(
    const float *restrict input, float *restrict mean, float *restrict variance, size_t examples,
    size_t features, size_t places);
/// output = (x − mean) · inverse · gain + shift, with inverse = 1 / √(variance + ε)
void normalize_forward(
    const float *restrict input, const float *restrict mean, const float *restrict inverse,
    const float *restrict gain, const float *restrict shift, float *restrict output, size_t examples,
    size_t features, size_t places);
/// Adds to both parameter gradients and sets input_gradient unless it is null. With x̂ = (x − mean) · inverse and g
/// the output gradient: input_gradient = gain · inverse · (g − mean(g) − x̂ · mean(g x̂)), the means over the batch;
/// without `from_batch` mean and inverse are constants, so only gain · inverse · g remains.
void normalize_backward(
    const float *restrict input, const float *restrict mean, const float *restrict inverse,
    const float *restrict gain, const float *restrict output_gradient, float *restrict input_gradient,
    float *restrict gain_gradient, float *restrict shift_gradient, bool from_batch, size_t examples,
    size_t features, size_t places);

// recurrent.c: sequences come and go as [batch, steps, columns]; inside, everything is [steps, batch, ·], so that a step
// is one run of rows. PyTorch's layout: weight_ih[gates · hidden, inputs], weight_hh[gates · hidden, hidden], and a bias
// for each, gates in the order i f g o (LSTM) and r z n (GRU).

enum recurrent_cell {
  RECURRENT_TANH,
  RECURRENT_RELU,
  RECURRENT_LINEAR,
  RECURRENT_LSTM,
  RECURRENT_GRU,
};

/// What decides a recurrent pass.
struct recurrent_plan {
  enum recurrent_cell cell;
  size_t batch, steps;
  size_t inputs; // columns of weight_ih
  size_t hidden;
  bool takes_numbers; // each step is one number below `inputs`, which stands for a one-hot row
  bool gives_last; // the output is the last state [batch, hidden] instead of all of them
  bool continues; // begins with the last state of the tape as it stands, which had the same batch, instead of zero
  size_t truncate; // no gradient goes from a step that is a multiple of this to the one before it; 0: it always goes
};

/// Where the parts of the tape begin, in floats. Units are padded to `width`, a multiple of 16, with zeros.
struct recurrent_tape {
  size_t width, gates;
  size_t states; // h[steps + 1, batch, width], beginning with the zero state
  size_t cells; // LSTM: c[steps + 1, batch, width]
  size_t squashed; // LSTM: tanh c[steps, batch, width]; GRU: the hidden part of n before its gate
  size_t activations; // gates[steps, batch, gates · width], after sigmoid and tanh; without gates room for one step
  size_t deltas; // ∂loss of what enters the gates from the input, and, for the GRU, from the hidden state
  size_t hidden_deltas;
  size_t state_gradients; // ∂loss/∂h[steps, batch, width], from the last backward pass
  size_t cell_gradients; // [batch, width]
  size_t inputs, input_gradients; // by time, [steps, batch, ·]
  size_t input_weight, hidden_weight, bias, turned; // packed
  size_t count;
};

struct recurrent_tape recurrent_tape_of(const struct recurrent_plan *plan);

/// The weights of a recurrent layer or their gradients.
struct recurrent_weights {
  float *input, *hidden, *input_bias, *hidden_bias;
};

/// Runs the sequence. A class number that is none makes its example NaN.
void recurrent_forward(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights, const float *input, float *output,
    float *tape);
/// Adds to the gradients and sets input_gradient (zero for class numbers) unless it is null; the forward part of the
/// tape stays.
void recurrent_backward(
    const struct recurrent_plan *plan, const struct recurrent_weights *weights,
    const struct recurrent_weights *gradients, const float *input, const float *output_gradient,
    float *input_gradient, float *tape);
// som.c: a codebook is [features, units], the units of a lattice row by row.

/// The unit with the smallest Σ (w − x)², the first of equals; 0 where none is a number. distances[units] receives the
/// squares and may be null; square receives the winner's, or NaN.
size_t nearest_unit(
    const float *restrict codebook, const float *restrict example, size_t units, size_t features,
    float *restrict distances, float *restrict square);
/// factors[i] = scale · e^(−sharpness (i − centre)²); what is below the smallest normal float is 0
void gaussian_row(float *restrict factors, float centre, float sharpness, float scale, size_t count);
/// factors[row_count, column_count] = rows · columns; what is below the smallest normal float is 0
void outer_factors(
    const float *restrict rows, const float *restrict columns, float *restrict factors, size_t row_count,
    size_t column_count);
/// w += factor · (x − w) for `count` units from `first` on
void draw_units(
    float *restrict codebook, const float *restrict example, const float *restrict factors, size_t units,
    size_t features, size_t first, size_t count);

// generative.c

/// Standard normal numbers: the i-th pair is Box and Muller's of the SplitMix64 output i of `key`, radius from the upper
/// 24 bits and angle from the lower 24 bits of 32.
void normal_noise(uint64_t key, float *restrict values, size_t count);
/// values += scale · the numbers of normal_noise, in pieces through scratch[count]
void add_normal_noise(uint64_t key, float scale, float *restrict scratch, float *restrict values, size_t count);
/// Sets each value to 0 with this probability, by the SplitMix64 outputs of `key`
void mask_noise(uint64_t key, float probability, float *restrict values, size_t count);
/// z[batch, width] = mean + e^(log variance / 2) · noise, with code[batch, 2 · width] = mean | log variance; returns the
/// divergence from N(0, 1): the mean over the batch of ½ Σ (mean² + variance − 1 − log variance)
float draw_codes(
    const float *restrict code, const float *restrict noise, float *restrict z, size_t batch, size_t width);
/// code_gradient[batch, 2 · width] of what has the gradient z_gradient at the drawn codes, plus weight · divergence
void draw_codes_backward(
    const float *restrict code, const float *restrict noise, const float *restrict z_gradient, float weight,
    float *restrict code_gradient, size_t batch, size_t width);

// convolve.c: images are [batch, channels, rows, columns].

/// The sizes of a convolution; output side = (side + 2 · padding − kernel side) / stride + 1, all sides at most
/// CONVOLUTION_SIDE, kernel sides at most CONVOLUTION_KERNEL.
struct convolution {
  size_t channels, rows, columns, filters, kernel_rows, kernel_columns, stride, padding, output_rows, output_columns;
};
enum { CONVOLUTION_SIDE = 256, CONVOLUTION_KERNEL = 16 };

/// Floats that the forward pass leaves for the backward pass of the same batch.
size_t convolution_tape(const struct convolution *sizes, size_t batch);
/// output[b, f, y, x] = bias[f] + Σ weight[f, c, i, j] · input[b, c, y · stride + i − padding, x · stride + j − padding];
/// the input outside of the image is zero
void convolution_forward(
    const struct convolution *sizes, const float *restrict input, const float *restrict weight,
    const float *restrict bias, float *restrict output, float *restrict tape, size_t batch);
/// Adds to both parameter gradients and sets input_gradient unless it is null.
void convolution_backward(
    const struct convolution *sizes, const float *restrict weight, const float *restrict output_gradient,
    float *restrict input_gradient, float *restrict weight_gradient, float *restrict bias_gradient,
    float *restrict tape, size_t batch);

// pool.c: planes of [rows, columns], one behind the other; no window leaves its plane.

/// output side = (side − window side) / stride + 1, rounded down.
struct pooling {
  size_t rows, columns, size_rows, size_columns, stride, output_rows, output_columns;
};
/// The largest value of every window, and in the tape (as many values as the output) where it was; NaN wins.
void max_pooling_forward(
    const struct pooling *sizes, const float *restrict input, float *restrict output, float *restrict tape,
    size_t planes);
/// Sends each gradient to where the largest value was; the rest of input_gradient is zero.
void max_pooling_backward(
    const struct pooling *sizes, const float *restrict output_gradient, const float *restrict tape,
    float *restrict input_gradient, size_t planes);
/// The mean of every window.
void average_pooling_forward(
    const struct pooling *sizes, const float *restrict input, float *restrict output, size_t planes);
/// Gives every value of a window an equal share of its gradient.
void average_pooling_backward(
    const struct pooling *sizes, const float *restrict output_gradient, float *restrict input_gradient, size_t planes);

// smooth.c: input, output and gradients are [count]; backward reads the input of the forward pass.

/// output = scale · (x where x > 0, alpha (eˣ − 1) elsewhere); scale 1 is ELU, the constants of SELU make SELU
void elu_forward(
    const float *restrict input, float *restrict output, float scale, float alpha, size_t count);
void elu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float scale, float alpha, size_t count);
/// output = x Φ(x), Φ the normal distribution function
void gelu_forward(const float *restrict input, float *restrict output, size_t count);
void gelu_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count);
/// output = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))
void gelu_tanh_forward(const float *restrict input, float *restrict output, size_t count);
void gelu_tanh_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    size_t count);
/// output = ln(1 + e^(beta x)) / beta
void softplus_forward(const float *restrict input, float *restrict output, float beta, size_t count);
void softplus_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float beta, size_t count);
/// output = x σ(beta x)
void swish_forward(const float *restrict input, float *restrict output, float beta, size_t count);
void swish_backward(
    const float *restrict input, const float *restrict output_gradient, float *restrict input_gradient,
    float beta, size_t count);

// loss.c, further losses: as above.

/// mean |p − t|; the slope at p = t is taken as 0
float absolute_error(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count);
/// mean of ½ r² where |r| ≤ delta, delta (|r| − ½ delta) elsewhere, r = p − t
float huber(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, float delta,
    size_t count);
/// mean of max(0, 1 − y z)², y = +1 for targets above ½ and −1 for the others
float squared_hinge(
    const float *restrict prediction, const float *restrict target, float *restrict gradient, size_t count);
/// mean over rows of Σ p (ln p − ln softmax(z)), for logit z and target p, both [rows, classes]; 0 ln 0 = 0
float divergence(
    const float *restrict logit, const float *restrict target, float *restrict gradient, size_t rows,
    size_t classes);

// layernorm.c: input, output and their gradients are [rows, columns], mean and inverse [rows], the rest [columns].

/// output = (x − mean) · inverse · gain + shift with the mean and inverse = 1 / √(biased variance + ε) of each row
void layer_norm_forward(
    const float *restrict input, const float *restrict gain, const float *restrict shift,
    float *restrict output, float *restrict mean, float *restrict inverse, float epsilon, size_t rows,
    size_t columns);
/// Adds to both parameter gradients and sets input_gradient unless it is null.
void layer_norm_backward(
    const float *restrict input, const float *restrict gain, const float *restrict mean,
    const float *restrict inverse, const float *restrict output_gradient, float *restrict input_gradient,
    float *restrict gain_gradient, float *restrict shift_gradient, size_t rows, size_t columns);

// weightnorm.c: weight, direction and their gradients are [rows, columns], the rest is [rows].

/// weight = length · direction / |direction| row by row; inverse = 1 / |direction|, or 0 for a row of zeros
void weight_norm_forward(
    const float *restrict length, const float *restrict direction, float *restrict weight,
    float *restrict inverse, size_t rows, size_t columns);
/// Adds what ∂loss/∂weight means for length and direction.
void weight_norm_backward(
    const float *restrict length, const float *restrict direction, const float *restrict inverse,
    const float *restrict weight_gradient, float *restrict length_gradient,
    float *restrict direction_gradient, size_t rows, size_t columns);

// select.c

/// mask[i] = 0 with probability rate, else scale; from the upper half of number i of the SplitMix64 stream that
/// begins at key
void dropout_mask(uint64_t key, float rate, float scale, float *restrict mask, size_t count);
/// product[count] = first · second
void multiply_elements(
    const float *restrict first, const float *restrict second, float *restrict product, size_t count);
/// output[count, columns] = the rows of table[classes, columns] that number[count] names; NaN for no class number
void embedding_forward(
    const float *restrict number, const float *restrict table, float *restrict output, size_t count,
    size_t classes, size_t columns);
/// Adds each row of output_gradient[count, columns] to the row of table_gradient that its number names.
void embedding_backward(
    const float *restrict number, const float *restrict output_gradient, float *restrict table_gradient,
    size_t count, size_t classes, size_t columns);
/// output[count, classes] = 1 at each number, 0 elsewhere; NaN for no class number
void one_hot(const float *restrict number, float *restrict output, size_t count, size_t classes);

// optimize.c: all vectors are [count]; updated in place.

/// w −= rate · g
void descend(float *restrict parameters, const float *restrict gradients, float rate, size_t count);
/// v = momentum · v + g; w −= rate · v, or with nesterov w −= rate · (g + momentum · v)
void descend_with_momentum(
    float *restrict parameters, const float *restrict gradients, float *restrict velocity, float rate,
    float momentum, bool nesterov, size_t count);
/// m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; w −= rate · (m / c₁) / (√(v / c₂) + ε), with the bias corrections
/// c = 1 − βᵗ of step t ≥ 1 taken in double, because 1 − 0.999 has few digits in float
void adam(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, float rate, double beta1, double beta2, float epsilon, int32_t step, size_t count);
/// Adam whose weights shrink by rate · decay first: w −= rate · decay · w, then as `adam`; the gradient never sees it.
void adam_with_decay(
    float *restrict parameters, const float *restrict gradients, float *restrict first,
    float *restrict second, float rate, double beta1, double beta2, float epsilon, float decay, int32_t step,
    size_t count);
/// s += g²; w −= rate · g / (√s + ε)
void adagrad(
    float *restrict parameters, const float *restrict gradients, float *restrict squares, float rate,
    float epsilon, size_t count);
/// s = ρ s + (1 − ρ) g²; w −= rate · g / (√s + ε)
void rmsprop(
    float *restrict parameters, const float *restrict gradients, float *restrict squares, float rate,
    double rho, float epsilon, size_t count);
/// s = ρ s + (1 − ρ) g²; δ = g · √(d + ε) / √(s + ε); d = ρ d + (1 − ρ) δ²; w −= rate · δ
void adadelta(
    float *restrict parameters, const float *restrict gradients, float *restrict squares,
    float *restrict deltas, float rate, double rho, float epsilon, size_t count);

// adjust.c: what is done to gradients before and to weights after an update; not-a-number stays what it is.

/// Each value into −limit … limit.
void clip_values(float *restrict gradients, float limit, size_t count);
void scale_values(float *restrict values, float factor, size_t count);
/// gradients += factor · weights
void add_multiple(float *restrict gradients, const float *restrict weights, float factor, size_t count);
/// gradients += factor · sign(weights), with sign(0) = 0
void add_signs(float *restrict gradients, const float *restrict weights, float factor, size_t count);
/// sign(w) · max(|w| − threshold, 0)
void shrink_towards_zero(float *restrict weights, float threshold, size_t count);
/// Scales every row of [rows, columns] that is longer than the limit back to it.
void limit_rows(float *restrict weights, float limit, size_t rows, size_t columns);
/// Σ |xᵢ|
double sum_of_magnitudes(const float *restrict values, size_t count);
/// How many values are exactly 0.
size_t count_zeros(const float *restrict values, size_t count);

// peak.c

/// Independent multiply-adds that touch no memory, as many as the processor's registers hold side by side; returns how
/// many multiplications and additions that were. `sum` receives a result, so that none of them can be left out.
double multiply_adds(size_t rounds, float *sum);

/// The level of x86-64 whose build of the kernels runs here (4, 3 or 1); 0: there is one build only.
int kernel_level(void);

// rounding.c

/// Takes numbers below the smallest normal float (1.2e-38) as zero on this thread from now on; returns what held before.
uint64_t flush_subnormals(void);
/// Restores what `flush_subnormals` returned.
void restore_subnormals(uint64_t before);

#endif
