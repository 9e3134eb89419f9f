#ifndef GRADLAB_OUTER_H
#define GRADLAB_OUTER_H

#include <stddef.h>

/// gradient[outputs, inputs] += output_gradient[rows, outputs]ᵀ · input[rows, inputs], rows so many floats apart.
struct outer_products {
  const float *input;
  size_t input_row;
  const float *output_gradient;
  size_t output_row;
  float *gradient;
  size_t rows, inputs, outputs;
};

void add_outer_products(const struct outer_products *o);

#endif
