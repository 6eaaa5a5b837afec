#ifndef EDGED_LITERT_COUNT_H
#define EDGED_LITERT_COUNT_H

#include "functions.h"

/* Adds an accelerator to the environment that does nothing but put a delegate behind those of
   the others: the one given, which stays the caller's. */
LiteRtStatus edged_litert_watch(LiteRtEnvironment environment, void *delegate);

#endif
