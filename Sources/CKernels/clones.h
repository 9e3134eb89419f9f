#ifndef GRADLAB_CLONES_H
#define GRADLAB_CLONES_H

// Marks a function that is compiled once per generation of x86-64 processors; the loader picks the best one. Other
// processors need no clones: their baseline has what the kernels use.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

#define INLINED static inline __attribute__((always_inline))

#endif
