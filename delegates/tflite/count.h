#ifndef EDGED_TFLITE_COUNT_H
#define EDGED_TFLITE_COUNT_H

#include <tensorflow/lite/c/common.h>

struct edged_counts {
	int seen;    /* whether the plan was seen */
	int own;     /* operators that the library's own kernels run */
	int kernels; /* pieces that delegates took; each holds one operator or more */
	int nnapi;   /* pieces among them that the library's NNAPI delegate took */
};

TfLiteDelegate *edged_counter(void);
void edged_counter_free(TfLiteDelegate *d);

#endif
