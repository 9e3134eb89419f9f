#ifndef GRADLAB_TILES_H
#define GRADLAB_TILES_H

#include "clones.h"
#include <stdbool.h>
#include <stddef.h>

// c[rows, columns] = start + a[rows, depth] · b[depth, columns], computed in tiles whose sums stay in registers.

/// The operands, with distances counted in floats.
struct product {
  const float *a;
  size_t a_row, a_step; // element (row, k) is a[row · a_row + k · a_step]
  const float *b;
  size_t b_step; // element (k, column) is b[k · b_step + column]
  const float *start; // what the sums begin with; null is zero
  size_t start_row; // 0 repeats one row, such as a bias
  float *c;
  size_t c_row;
  size_t rows, depth, columns;
};

/// Most rows of c that one tile covers. With sixteen-float vectors there are thirty-two registers, and eight rows read
/// less per multiply-add; older processors have sixteen registers, and there four rows of two vectors are enough
/// independent sums to hide the latency of multiply-add.
enum { TILE_ROWS = 8 };

typedef float lanes1;
typedef float lanes2 __attribute__((vector_size(8), aligned(4)));
typedef float lanes4 __attribute__((vector_size(16), aligned(4)));
typedef float lanes8 __attribute__((vector_size(32), aligned(4)));
typedef float lanes16 __attribute__((vector_size(64), aligned(4)));

/// Hides where a value comes from, so that the compiler keeps it in a register of its own. Else it reaches row after row of
/// a tile by adding the distance again, a chain of additions that is slower than the products.
#define KEPT(x) __asm__("" : "+r"(x))

/// The rows of `a` in one tile: four from each of two places, so that an address needs no addition of its own.
struct tile_rows {
  const float *low, *high;
  size_t distance, thrice;
};

INLINED struct tile_rows tile_rows_at(const float *a, size_t distance) {
  struct tile_rows t = {a, a + 4 * distance, distance, 3 * distance};
  KEPT(t.high);
  KEPT(t.thrice);
  return t;
}

INLINED float tile_row(const struct tile_rows t, const size_t row) {
  const float *from = row < 4 ? t.low : t.high;
  return row % 4 == 0 ? from[0] : row % 4 == 3 ? from[t.thrice] : from[row % 4 * t.distance];
}

/// Defines `tile_<NAME>`, one tile of `tile_rows` ≤ TILE_ROWS rows and COUNT vectors at (row, column), and
/// `columns_<NAME>`, all rows of those columns that such tiles of at most `tallest` rows can cover. Both are inlined
/// with constant sizes.
#define DEFINE_TILE(NAME, VECTOR, COUNT)                                                                    \
  INLINED void tile_##NAME(const struct product p, const size_t tile_rows, size_t row, size_t column) {     \
    const size_t width = sizeof(VECTOR) / sizeof(float);                                                    \
    VECTOR sum[TILE_ROWS][COUNT];                                                                           \
    const float *start = p.start ? p.start + row * p.start_row + column : 0;                                \
    for (size_t r = 0; r < tile_rows; r++)                                                                  \
      for (size_t v = 0; v < COUNT; v++)                                                                    \
        sum[r][v] = start ? *(const VECTOR *)(start + r * p.start_row + v * width) : (VECTOR){0};           \
    struct tile_rows a = tile_rows_at(p.a + row * p.a_row, p.a_row);                                        \
    const float *b = p.b + column;                                                                          \
    for (size_t k = 0; k < p.depth; k++, a.low += p.a_step, a.high += p.a_step, b += p.b_step)              \
      for (size_t r = 0; r < tile_rows; r++)                                                                \
        for (size_t v = 0; v < COUNT; v++) sum[r][v] += tile_row(a, r) * *(const VECTOR *)(b + v * width);  \
    float *c = p.c + row * p.c_row + column;                                                                \
    for (size_t r = 0; r < tile_rows; r++)                                                                  \
      for (size_t v = 0; v < COUNT; v++) *(VECTOR *)(c + r * p.c_row + v * width) = sum[r][v];              \
  }                                                                                                         \
  INLINED size_t columns_##NAME(const struct product p, const size_t tallest, size_t column) {              \
    const size_t width = COUNT * sizeof(VECTOR) / sizeof(float);                                            \
    for (; column + width <= p.columns; column += width) {                                                  \
      size_t row = 0;                                                                                       \
      if (tallest >= 8)                                                                                     \
        for (; row + 8 <= p.rows; row += 8) tile_##NAME(p, 8, row, column);                                 \
      for (; row + 4 <= p.rows; row += 4) tile_##NAME(p, 4, row, column);                                   \
      if (p.rows & 2) tile_##NAME(p, 2, row, column), row += 2;                                             \
      if (p.rows & 1) tile_##NAME(p, 1, row, column);                                                       \
    }                                                                                                       \
    return column;                                                                                          \
  }

DEFINE_TILE(1, lanes1, 1)
DEFINE_TILE(2, lanes2, 1)
DEFINE_TILE(4, lanes4, 1)
DEFINE_TILE(8, lanes8, 1)
DEFINE_TILE(16, lanes16, 1)
DEFINE_TILE(32, lanes16, 2)
DEFINE_TILE(64, lanes16, 4)

/// The whole product. `widest` is a constant: the width in floats of two of the processor's vectors. What is left at
/// the right edge is covered by narrower and narrower tiles.
INLINED void multiply_tiled(const struct product p, const size_t widest) {
  const size_t tallest = widest >= 32 ? 8 : 4;
  size_t column = 0;
  // A few rows alone would wait for each sum.
  if (widest >= 32 && p.rows <= 4) column = columns_64(p, 4, column);
  if (widest >= 32) column = columns_32(p, tallest, column);
  if (widest >= 16) column = columns_16(p, tallest, column);
  column = columns_8(p, tallest, column);
  column = columns_4(p, tallest, column);
  column = columns_2(p, tallest, column);
  columns_1(p, tallest, column);
}

// Panels: a part of b in one small piece of memory, the columns side by side.

// Half of it fits into the first cache, beside what is read of a.
enum { PANEL_DEPTH = 128, PANEL_COLUMNS = 32 };

/// Four floats of each of four rows, turned: turned[k] holds element k of rows 0…3. With eight lanes two such blocks
/// side by side, with sixteen lanes four.
#define DEFINE_TURN(NAME, VECTOR, LOW_PAIRS, HIGH_PAIRS, LOW_HALVES, HIGH_HALVES)       \
  INLINED void NAME(const VECTOR row[4], VECTOR turned[4]) {                            \
    const VECTOR low01 = __builtin_shufflevector(row[0], row[1], LOW_PAIRS);            \
    const VECTOR low23 = __builtin_shufflevector(row[2], row[3], LOW_PAIRS);            \
    const VECTOR high01 = __builtin_shufflevector(row[0], row[1], HIGH_PAIRS);          \
    const VECTOR high23 = __builtin_shufflevector(row[2], row[3], HIGH_PAIRS);          \
    turned[0] = __builtin_shufflevector(low01, low23, LOW_HALVES);                      \
    turned[1] = __builtin_shufflevector(low01, low23, HIGH_HALVES);                     \
    turned[2] = __builtin_shufflevector(high01, high23, LOW_HALVES);                    \
    turned[3] = __builtin_shufflevector(high01, high23, HIGH_HALVES);                   \
  }

#define LIST(...) __VA_ARGS__
DEFINE_TURN(turn4, lanes4, LIST(0, 4, 1, 5), LIST(2, 6, 3, 7), LIST(0, 1, 4, 5), LIST(2, 3, 6, 7))
DEFINE_TURN(
    turn8, lanes8, LIST(0, 8, 1, 9, 4, 12, 5, 13), LIST(2, 10, 3, 11, 6, 14, 7, 15),
    LIST(0, 1, 8, 9, 4, 5, 12, 13), LIST(2, 3, 10, 11, 6, 7, 14, 15))
DEFINE_TURN(
    turn16, lanes16, LIST(0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29),
    LIST(2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31),
    LIST(0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
    LIST(2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))

/// Four floats from each of two places, `apart` floats from each other.
#define TWO_FOURS(from, apart)                                                        \
  __builtin_shufflevector(                                                            \
      *(const lanes4 *)(from), *(const lanes4 *)((from) + (apart)), 0, 1, 2, 3, 4, 5, 6, 7)

/// Sixteen columns of the panel below.
INLINED void fill_turned_16(
    float *restrict panel, const float *restrict from, size_t source_row, size_t depth, size_t width) {
  size_t k = 0;
  for (; k + 4 <= depth; k += 4) {
    lanes16 row[4], turned[4];
    for (size_t r = 0; r < 4; r++)
      row[r] = __builtin_shufflevector(
          TWO_FOURS(from + r * source_row + k, 4 * source_row),
          TWO_FOURS(from + (r + 8) * source_row + k, 4 * source_row), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
          13, 14, 15);
    turn16(row, turned);
    for (size_t r = 0; r < 4; r++) *(lanes16 *)(panel + (k + r) * width) = turned[r];
  }
  for (; k < depth; k++)
    for (size_t r = 0; r < 16; r++) panel[k * width + r] = from[r * source_row + k];
}

/// panel[depth, width] = source[width, depth]ᵀ, the rows of the panel `panel_row` apart, those of the source
/// `source_row`; `widest` as below.
INLINED void fill_turned_by(
    float *restrict panel, const float *restrict source, size_t source_row, size_t depth, size_t width,
    size_t panel_row, const size_t widest) {
  size_t c = 0;
  if (widest >= 32)
    for (; c + 16 <= width; c += 16)
      fill_turned_16(panel + c, source + c * source_row, source_row, depth, panel_row);
  for (; c + 8 <= width; c += 8) {
    const float *from = source + c * source_row;
    size_t k = 0;
    for (; k + 4 <= depth; k += 4) {
      lanes8 row[4], turned[4];
      for (size_t r = 0; r < 4; r++) row[r] = TWO_FOURS(from + r * source_row + k, 4 * source_row);
      turn8(row, turned);
      for (size_t r = 0; r < 4; r++) *(lanes8 *)(panel + (k + r) * panel_row + c) = turned[r];
    }
    for (; k < depth; k++)
      for (size_t r = 0; r < 8; r++) panel[k * panel_row + c + r] = from[r * source_row + k];
  }
  for (; c < width; c++) {
#pragma clang loop vectorize(disable)
    for (size_t k = 0; k < depth; k++) panel[k * panel_row + c] = source[c * source_row + k];
  }
}

INLINED void fill_turned(
    float *restrict panel, const float *restrict source, size_t source_row, size_t depth, size_t width) {
  fill_turned_by(panel, source, source_row, depth, width, width, 16);
}

/// panel[depth, width] = the same part of source, rows `source_row` apart.
INLINED void fill_straight(
    float *restrict panel, const float *restrict source, size_t source_row, size_t depth, size_t width) {
  if (width == PANEL_COLUMNS)
    for (size_t k = 0; k < depth; k++)
      for (size_t v = 0; v < PANEL_COLUMNS; v += 16)
        *(lanes16 *)(panel + k * PANEL_COLUMNS + v) = *(const lanes16 *)(source + k * source_row + v);
  else
    for (size_t k = 0; k < depth; k++)
      __builtin_memcpy(panel + k * width, source + k * source_row, width * sizeof(float));
}

/// c[rows, columns] = start + block[rows, block_row], where the block is wider than what belongs to it.
INLINED void place_block(const float *block, size_t block_row, const struct product p, size_t row, size_t rows) {
  for (size_t r = 0; r < rows; r++) {
    const float *start = p.start ? p.start + (row + r) * p.start_row : 0;
    float *c = p.c + (row + r) * p.c_row;
    size_t column = 0;
    for (; column + 4 <= p.columns; column += 4)
      *(lanes4 *)(c + column) = *(const lanes4 *)(block + r * block_row + column)
                                + (start ? *(const lanes4 *)(start + column) : (lanes4){0});
    for (; column < p.columns; column++) c[column] = block[r * block_row + column] + (start ? start[column] : 0);
  }
}

/// The product by way of a panel whose columns were filled up with zeros: tiles of full width instead of narrow ones.
INLINED void multiply_filled(const struct product p, size_t filled, const size_t widest) {
  _Alignas(64) float block[TILE_ROWS * PANEL_COLUMNS];
  for (size_t row = 0; row < p.rows; row += TILE_ROWS) {
    struct product part = p;
    part.a += row * p.a_row;
    part.rows = p.rows - row < TILE_ROWS ? p.rows - row : TILE_ROWS;
    part.start = 0;
    part.c = block;
    part.c_row = part.columns = filled;
    multiply_tiled(part, widest);
    place_block(block, filled, p, row, part.rows);
  }
}

/// The product by way of panels. With `turned` b is given as its transpose: element (k, column) is
/// b[column · b_step + k].
INLINED void multiply_in_panels(const struct product p, const bool turned, const size_t widest) {
  _Alignas(64) float panel[PANEL_DEPTH * PANEL_COLUMNS];
  for (size_t column = 0; column < p.columns; column += PANEL_COLUMNS) {
    const size_t width = p.columns - column < PANEL_COLUMNS ? p.columns - column : PANEL_COLUMNS;
    const size_t filled = turned && width > 4 ? (width + widest / 2 - 1) / (widest / 2) * (widest / 2) : width;
    struct product part = p;
    part.b = panel;
    part.b_step = filled;
    part.columns = width;
    part.c = p.c + column;
    part.start = p.start ? p.start + column : 0;
    size_t k = 0;
    do {
      part.depth = p.depth - k < PANEL_DEPTH ? p.depth - k : PANEL_DEPTH;
      if (turned) {
        if (filled > width) __builtin_memset(panel, 0, part.depth * filled * sizeof(float));
        fill_turned_by(panel, p.b + column * p.b_step + k, p.b_step, part.depth, width, filled, widest);
      } else {
        fill_straight(panel, p.b + k * p.b_step + column, p.b_step, part.depth, width);
      }
      if (filled > width)
        multiply_filled(part, filled, widest);
      else
        multiply_tiled(part, widest);
      part.a += part.depth * p.a_step;
      part.start = part.c;
      part.start_row = p.c_row;
      k += part.depth;
    } while (k < p.depth);
  }
}

/// Where the sums of some rows of b begin and go: element (example, unit) is `c[example · c_row + unit]`.
struct place {
  const float *start;
  size_t start_row;
  float *c;
  size_t c_row, examples;
};

/// c(column, ·) = start + block(·, column) for four rows of the block and sixteen columns.
INLINED void place_sixteen(const float *block, size_t block_row, const struct place p, size_t column, size_t unit) {
  lanes16 from[4], to[4];
  for (size_t i = 0; i < 4; i++) from[i] = *(const lanes16 *)(block + i * block_row + column);
  turn16(from, to);
  for (size_t i = 0; i < 4; i++) {
    const lanes4 four[4] = {
        __builtin_shufflevector(to[i], to[i], 0, 1, 2, 3), __builtin_shufflevector(to[i], to[i], 4, 5, 6, 7),
        __builtin_shufflevector(to[i], to[i], 8, 9, 10, 11), __builtin_shufflevector(to[i], to[i], 12, 13, 14, 15)};
    for (size_t g = 0; g < 4; g++) {
      const size_t example = column + 4 * g + i;
      const float *start = p.start + example * p.start_row + unit;
      *(lanes4 *)(p.c + example * p.c_row + unit) = p.start ? four[g] + *(const lanes4 *)start : four[g];
    }
  }
}

/// The same for four columns.
INLINED void place_four(const float *block, size_t block_row, const struct place p, size_t column, size_t unit) {
  lanes4 from[4], to[4];
  for (size_t i = 0; i < 4; i++) from[i] = *(const lanes4 *)(block + i * block_row + column);
  turn4(from, to);
  for (size_t i = 0; i < 4; i++) {
    const float *start = p.start + (column + i) * p.start_row + unit;
    *(lanes4 *)(p.c + (column + i) * p.c_row + unit) = p.start ? to[i] + *(const lanes4 *)start : to[i];
  }
}

/// The same for all columns and `rows` rows of the block, which are the units from `unit` on.
INLINED void place_turned(
    const float *block, size_t block_row, const struct place p, size_t unit, size_t rows, const size_t widest) {
  for (; rows >= 4; block += 4 * block_row, unit += 4, rows -= 4) {
    size_t column = 0;
    if (widest >= 32)
      for (; column + 16 <= p.examples; column += 16) place_sixteen(block, block_row, p, column, unit);
    for (; column + 4 <= p.examples; column += 4) place_four(block, block_row, p, column, unit);
    for (; column < p.examples; column++)
      for (size_t i = 0; i < 4; i++)
        p.c[column * p.c_row + unit + i] =
            block[i * block_row + column] + (p.start ? p.start[column * p.start_row + unit + i] : 0);
  }
  for (; rows > 0; block += block_row, unit++, rows--)
    for (size_t column = 0; column < p.examples; column++)
      p.c[column * p.c_row + unit] =
          block[column] + (p.start ? p.start[column * p.start_row + unit] : 0);
}

/// The same as `multiply_in_panels` with `turned`, for fewer rows than columns: the panel holds a, turned, and b is read
/// as it lies, so that the larger matrix need not be turned.
INLINED void multiply_crosswise(const struct product p, const size_t widest) {
  _Alignas(64) float panel[PANEL_DEPTH * PANEL_COLUMNS], block[TILE_ROWS * PANEL_COLUMNS];
  for (size_t first = 0; first < p.rows; first += PANEL_COLUMNS) {
    const size_t width = p.rows - first < PANEL_COLUMNS ? p.rows - first : PANEL_COLUMNS;
    const size_t filled = (width + widest / 2 - 1) / (widest / 2) * (widest / 2);
    for (size_t k = 0; k == 0 || k < p.depth; k += PANEL_DEPTH) {
      const size_t depth = p.depth - k < PANEL_DEPTH ? p.depth - k : PANEL_DEPTH;
      if (filled > width) __builtin_memset(panel, 0, depth * filled * sizeof(float));
      fill_turned_by(panel, p.a + first * p.a_row + k, p.a_row, depth, width, filled, widest);
      float *c = p.c + first * p.c_row;
      const bool is_first = k == 0;
      const struct place place = {
          !is_first ? c : p.start ? p.start + first * p.start_row : 0, is_first ? p.start_row : p.c_row, c, p.c_row,
          width};
      for (size_t row = 0; row < p.columns; row += TILE_ROWS) {
        const size_t rows = p.columns - row < TILE_ROWS ? p.columns - row : TILE_ROWS;
        multiply_tiled(
            (struct product){
                p.b + row * p.b_step + k, p.b_step, 1, panel, filled, 0, 0, block, filled, rows, depth, filled},
            widest);
        place_turned(block, filled, place, row, rows, widest);
      }
    }
  }
}

/// The product for a b of short rows and many of them, such as the examples of a batch: so many rows at a time as stay in
/// the first cache beside those of a.
INLINED void multiply_in_blocks(const struct product p, const size_t widest) {
  enum { BLOCK_DEPTH = 64 };
  struct product part = p;
  for (size_t k = 0; k < p.depth; k += BLOCK_DEPTH) {
    part.depth = p.depth - k < BLOCK_DEPTH ? p.depth - k : BLOCK_DEPTH;
    multiply_tiled(part, widest);
    part.a += part.depth * p.a_step;
    part.b += part.depth * p.b_step;
    part.start = p.c;
    part.start_row = p.c_row;
  }
}

/// The product by the better way: a panel pays when many rows read it and the rows of b lie far apart.
INLINED void multiply(const struct product p, const size_t widest) {
  if (p.rows >= 32 && p.depth >= 32 && p.b_step > 64)
    multiply_in_panels(p, false, widest);
  else if (p.rows >= 16 && p.depth > 64)
    multiply_in_blocks(p, widest);
  else
    multiply_tiled(p, widest);
}

#endif
