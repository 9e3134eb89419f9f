#ifndef GRADLAB_CLONES_H
#define GRADLAB_CLONES_H

// Marks a function that is compiled once per generation of x86-64 processors; the loader picks the best one. Other
// processors need no clones: their baseline has what the kernels use. Under the thread sanitizer there are none either:
// the loader would run the choice before the sanitizer is ready.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_THREAD_SANITIZER 1
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(UNDER_THREAD_SANITIZER)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

#define INLINED static inline __attribute__((always_inline))

#endif
