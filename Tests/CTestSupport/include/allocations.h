#ifndef GRADLAB_ALLOCATIONS_H
#define GRADLAB_ALLOCATIONS_H

/// How many times this thread has asked for heap memory since the program began.
unsigned long allocations_of_this_thread(void);

/// Whether they are counted here at all.
_Bool allocations_are_counted(void);

#endif
