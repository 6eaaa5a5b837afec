/* Types of TensorFlow Lite's C API, laid out as its libraries have them since 2.9. Only what
   edged and go-tflite touch has its fields; what follows a struct's last field here is the
   library's own, so none of these structs may be made by value unless said. */
#ifndef EDGED_TFLITE_COMMON_H
#define EDGED_TFLITE_COMMON_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TfLiteModel TfLiteModel;
typedef struct TfLiteInterpreter TfLiteInterpreter;
typedef struct TfLiteInterpreterOptions TfLiteInterpreterOptions;

typedef enum TfLiteStatus { kTfLiteOk = 0, kTfLiteError = 1 } TfLiteStatus;
typedef int TfLiteType;            /* numbers as in the schema's TensorType, plus one */
typedef int TfLiteBuiltinOperator; /* numbers as in the schema's BuiltinOperator */

/* The operator code of what a delegate put in place of operators. */
enum { kTfLiteBuiltinDelegate = 51 };

typedef void (*TfLiteReporter)(void *user_data, const char *format, va_list args);

typedef struct TfLiteQuantizationParams {
	float scale;
	int32_t zero_point;
} TfLiteQuantizationParams;

typedef struct TfLiteIntArray {
	int size;
	int data[];
} TfLiteIntArray;

typedef struct TfLiteFloatArray {
	int size;
	float data[];
} TfLiteFloatArray;

typedef struct TfLiteQuantization {
	enum { kTfLiteNoQuantization = 0, kTfLiteAffineQuantization = 1 } type;
	void *params;
} TfLiteQuantization;

typedef struct TfLiteAffineQuantization {
	TfLiteFloatArray *scale;
	TfLiteIntArray *zero_point;
	int32_t quantized_dimension;
} TfLiteAffineQuantization;

typedef struct TfLiteDelegate TfLiteDelegate;

typedef struct TfLiteTensor {
	TfLiteType type;
	union {
		char *raw;
		void *data;
		int8_t *int8;
		uint8_t *uint8;
		float *f;
	} data;
	TfLiteIntArray *dims;
	TfLiteQuantizationParams params;
	enum { kTfLiteMemNone = 0, kTfLiteMmapRo, kTfLiteArenaRw, kTfLiteArenaRwPersistent, kTfLiteDynamic } allocation_type;
	size_t bytes;
	const void *allocation;
	const char *name;
	TfLiteDelegate *delegate;
	int buffer_handle;
	bool data_is_stale;
	bool is_variable;
	TfLiteQuantization quantization;
	void *sparsity;
	const TfLiteIntArray *dims_signature;
} TfLiteTensor;

typedef struct TfLiteNode {
	TfLiteIntArray *inputs;
	TfLiteIntArray *outputs;
	TfLiteIntArray *intermediates;
	TfLiteIntArray *temporaries;
	void *user_data;
	void *builtin_data;
	const void *custom_initial_data;
	int custom_initial_data_size;
	TfLiteDelegate *delegate; /* NULL: the library's own kernel */
} TfLiteNode;

typedef struct TfLiteContext TfLiteContext;

/* The library copies it: zero what stands behind the fields it knows. */
typedef struct TfLiteRegistration {
	void *(*init)(TfLiteContext *context, const char *buffer, size_t length);
	void (*free)(TfLiteContext *context, void *buffer);
	TfLiteStatus (*prepare)(TfLiteContext *context, TfLiteNode *node);
	TfLiteStatus (*invoke)(TfLiteContext *context, TfLiteNode *node);
	const char *(*profiling_string)(const TfLiteContext *context, const TfLiteNode *node);
	int32_t builtin_code;
	const char *custom_name;
	int version;
	void *registration_external;
	void *async_kernel;
	uint64_t inplace_operator;
} TfLiteRegistration;

struct TfLiteContext {
	size_t tensors_size;
	TfLiteStatus (*GetExecutionPlan)(TfLiteContext *context, TfLiteIntArray **execution_plan);
	TfLiteTensor *tensors;
	void *impl_;
	TfLiteStatus (*ResizeTensor)(TfLiteContext *context, TfLiteTensor *tensor, TfLiteIntArray *new_size);
	void (*ReportError)(TfLiteContext *context, const char *msg, ...);
	TfLiteStatus (*AddTensors)(TfLiteContext *context, int tensors_to_add, int *first_new_tensor_index);
	TfLiteStatus (*GetNodeAndRegistration)(TfLiteContext *context, int node_index, TfLiteNode **node,
	                                       TfLiteRegistration **registration);
	TfLiteStatus (*ReplaceNodeSubsetsWithDelegateKernels)(TfLiteContext *context, TfLiteRegistration registration,
	                                                      const TfLiteIntArray *nodes_to_replace,
	                                                      TfLiteDelegate *delegate);
};

/* A delegate is made by whoever writes it: this is all of it. */
struct TfLiteDelegate {
	void *data_;
	TfLiteStatus (*Prepare)(TfLiteContext *context, TfLiteDelegate *delegate);
	TfLiteStatus (*CopyFromBufferHandle)(TfLiteContext *context, TfLiteDelegate *delegate, int handle, TfLiteTensor *tensor);
	TfLiteStatus (*CopyToBufferHandle)(TfLiteContext *context, TfLiteDelegate *delegate, int handle, TfLiteTensor *tensor);
	void (*FreeBufferHandle)(TfLiteContext *context, TfLiteDelegate *delegate, int *handle);
	int64_t flags;
	void *opaque_delegate_builder;
};

/* Versions of the library append fields to it and return it by value: the rest is room for
   them. */
typedef struct TfLiteXNNPackDelegateOptions {
	int32_t num_threads;
	uint32_t flags;
	void *weights_cache;
	bool handle_variable_ops;
	const char *weight_cache_file_path;
	char rest[256];
} TfLiteXNNPackDelegateOptions;

enum { kTfLiteXNNPackFlagQS8 = 1, kTfLiteXNNPackFlagQU8 = 2 };

#endif
