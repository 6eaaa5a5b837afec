#ifndef EDGED_TFLITE_COUNT_H
#define EDGED_TFLITE_COUNT_H

#include <tensorflow/lite/c/common.h>

struct edged_counts {
	int seen;    /* whether the plan was seen */
	int own;     /* operators that the library's own kernels run */
	int kernels; /* pieces that delegates took; each holds one operator or more */
	int taken;   /* operators in those pieces */
	int xnnpack; /* of those, the ones that XNNPACK took, which is the CPU again */
	int xnnpack_kernels;
	int old;   /* set by the caller: the library knows one kind of delegates only */
	int nnapi; /* pieces that the library's NNAPI delegate took */
};

TfLiteDelegate *edged_counter(void);
void edged_counter_free(TfLiteDelegate *d);

#endif
