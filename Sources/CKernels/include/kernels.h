#ifndef GRADLAB_KERNELS_H
#define GRADLAB_KERNELS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#endif
