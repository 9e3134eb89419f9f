#include "clones.h"
#include "kernels.h"

CLONED void dropout_mask(uint64_t key, float rate, float scale, float *restrict mask, size_t count) {
  const uint64_t threshold = (uint64_t)((double)rate * 4294967296.0);
  for (size_t i = 0; i < count; i++) {
    uint64_t z = key + (uint64_t)(i + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    mask[i] = (z >> 32) < threshold ? 0 : scale;
  }
}

CLONED void multiply_elements(
    const float *restrict first, const float *restrict second, float *restrict product, size_t count) {
  for (size_t i = 0; i < count; i++) product[i] = first[i] * second[i];
}

CLONED void embedding_forward(
    const float *restrict number, const float *restrict table, float *restrict output, size_t count,
    size_t classes, size_t columns) {
  for (size_t i = 0; i < count; i++) {
    const bool known = number[i] >= 0 && number[i] < (float)classes;
    const float *row = table + (known ? (size_t)number[i] : 0) * columns;
    for (size_t c = 0; c < columns; c++) output[i * columns + c] = known ? row[c] : NAN;
  }
}

CLONED void embedding_backward(
    const float *restrict number, const float *restrict output_gradient, float *restrict table_gradient,
    size_t count, size_t classes, size_t columns) {
  for (size_t i = 0; i < count; i++) {
    if (!(number[i] >= 0 && number[i] < (float)classes)) continue;
    float *row = table_gradient + (size_t)number[i] * columns;
    for (size_t c = 0; c < columns; c++) row[c] += output_gradient[i * columns + c];
  }
}

CLONED void one_hot(const float *restrict number, float *restrict output, size_t count, size_t classes) {
  for (size_t i = 0; i < count; i++) {
    const bool known = number[i] >= 0 && number[i] < (float)classes;
    for (size_t c = 0; c < classes; c++) output[i * classes + c] = known ? 0 : NAN;
    if (known) output[i * classes + (size_t)number[i]] = 1;
  }
}
