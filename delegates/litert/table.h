/* Made by gen from functions.txt: change that, and run go generate. */
/* Addresses of the library's functions, and their names. */
#ifndef EDGED_LITERT_TRAMPOLINES_H
#define EDGED_LITERT_TRAMPOLINES_H

struct edged_litert_function {
	const char *name;
	const char *section; /* base, or the feature that needs it */
};

#pragma GCC visibility push(hidden)

extern void *edged_litert_address[]; /* NULL until the library is open, or where it lacks it */
extern const struct edged_litert_function edged_litert_functions[];
extern const int edged_litert_count;

#pragma GCC visibility pop

#endif
