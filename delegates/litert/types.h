/* What LiteRT's C functions take. Handles belong to the library; structures have its layout,
   which it calls stable. */
#ifndef EDGED_LITERT_TYPES_H
#define EDGED_LITERT_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int LiteRtStatus; /* 0: done */

typedef struct LiteRtEnvironmentT *LiteRtEnvironment;
typedef struct LiteRtModelT *LiteRtModel;
typedef struct LiteRtSignatureT *LiteRtSignature;
typedef struct LiteRtSubgraphT *LiteRtSubgraph;
typedef struct LiteRtTensorT *LiteRtTensor;
typedef struct LiteRtOptionsT *LiteRtOptions;
typedef struct LiteRtCompiledModelT *LiteRtCompiledModel;
typedef struct LiteRtTensorBufferRequirementsT *LiteRtTensorBufferRequirements;
typedef struct LiteRtTensorBufferT *LiteRtTensorBuffer;
typedef struct LiteRtAcceleratorT *LiteRtAccelerator;
typedef struct LiteRtDelegateWrapperT *LiteRtDelegateWrapper;

enum { kLiteRtCpu = 1, kLiteRtGpu = 2 }; /* bits of hardware */
enum { kLiteRtLockRead = 0, kLiteRtLockWrite = 1 };
enum { kLiteRtAnyString = 8 };
enum { kLiteRtRuntimeLibraryDir = 22 }; /* an environment's option: where accelerators lie */

typedef struct {
	int type;
	union {
		bool bool_value;
		int64_t int_value;
		double real_value;
		const char *str_value;
		const void *ptr_value;
	};
} LiteRtAny;

typedef struct {
	int tag;
	LiteRtAny value;
} LiteRtEnvOption;

typedef struct {
	unsigned int rank : 7;
	unsigned int has_strides : 1;
	int32_t dimensions[8];
	uint32_t strides[8];
} LiteRtLayout;

typedef struct {
	int element_type;
	LiteRtLayout layout;
} LiteRtRankedTensorType;

typedef struct {
	int major, minor, patch;
} LiteRtApiVersion;

typedef void (*LiteRtRelease)(void *);
typedef LiteRtStatus (*LiteRtGetName)(LiteRtAccelerator accelerator, const char **name);
typedef LiteRtStatus (*LiteRtGetVersion)(LiteRtAccelerator accelerator, LiteRtApiVersion *version);
typedef LiteRtStatus (*LiteRtGetHardware)(LiteRtAccelerator accelerator, int *hardware);
typedef LiteRtStatus (*LiteRtIsCompiler)(LiteRtAccelerator accelerator, bool *is);
typedef LiteRtStatus (*LiteRtMakeDelegate)(void *context, LiteRtEnvironment environment, LiteRtAccelerator accelerator, LiteRtOptions options, LiteRtDelegateWrapper *delegate);

#endif
