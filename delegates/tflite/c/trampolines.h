/* Made by gen from functions.txt: change that, and run go generate. */
/* Addresses of the library's functions, and their names. */
#ifndef EDGED_TFLITE_TRAMPOLINES_H
#define EDGED_TFLITE_TRAMPOLINES_H

struct edged_tflite_function {
	const char *name;
	const char *section; /* base, or the feature that needs it */
};

#pragma GCC visibility push(hidden)

extern void *edged_tflite_address[]; /* NULL until the library is open, or where it lacks it */
extern const struct edged_tflite_function edged_tflite_functions[];
extern const int edged_tflite_count;

#pragma GCC visibility pop

#endif
