/* Runs a model on a TFLite library with XNNPACK, one thread:
       tflite LIBRARY MODEL RUNS
   What it uses of TensorFlow Lite's C API is declared here and looked up at run time, so
   that it builds without the library and its headers. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* TfLiteXNNPackDelegateOptions begins with these in every version; the rest is room for
   what versions add behind them. */
struct xnnpack_options {
	int32_t num_threads;
	uint32_t flags;
	char rest[256];
};
enum { QS8 = 1, QU8 = 2 };

static void *lib;

static void *symbol(const char *name)
{
	void *p = dlsym(lib, name);
	if (!p) {
		fprintf(stderr, "tflite: no %s in the library\n", name);
		exit(1);
	}
	return p;
}

#define CALL(type, name, ...) ((type(*)())symbol(name))(__VA_ARGS__)

static void *must(void *p, const char *what)
{
	if (!p) {
		fprintf(stderr, "tflite: %s failed\n", what);
		exit(1);
	}
	return p;
}

static void fill(void *interpreter)
{
	int n = CALL(int, "TfLiteInterpreterGetInputTensorCount", interpreter);
	for (int i = 0; i < n; i++) {
		void *t = CALL(void *, "TfLiteInterpreterGetInputTensor", interpreter, i);
		unsigned char *p = CALL(void *, "TfLiteTensorData", t);
		size_t size = CALL(size_t, "TfLiteTensorByteSize", t);
		/* Integers are 0 and 1, which are good indices everywhere, floats next to 0. */
		for (size_t j = 0; j < size; j++)
			p[j] = j % 4 ? 0 : j / 4 % 2;
	}
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: tflite LIBRARY MODEL RUNS\n");
		return 2;
	}
	lib = dlopen(argv[1], RTLD_NOW);
	if (!lib) {
		fprintf(stderr, "tflite: %s\n", dlerror());
		return 1;
	}
	void *model = must(CALL(void *, "TfLiteModelCreateFromFile", argv[2]), "reading the model");
	void *options = CALL(void *, "TfLiteInterpreterOptionsCreate");
	CALL(void, "TfLiteInterpreterOptionsSetNumThreads", options, 1);
	struct xnnpack_options x =
		((struct xnnpack_options(*)(void))symbol("TfLiteXNNPackDelegateOptionsDefault"))();
	x.num_threads = 1;
	x.flags |= QS8 | QU8;
	void *delegate = must(CALL(void *, "TfLiteXNNPackDelegateCreate", &x), "XNNPACK");
	if ((CALL(int, "TfLiteXNNPackDelegateGetFlags", delegate) & (QS8 | QU8)) != (QS8 | QU8)) {
		fprintf(stderr, "tflite: XNNPACK does not take 8-bit models\n");
		return 1;
	}
	CALL(void, "TfLiteInterpreterOptionsAddDelegate", options, delegate);
	void *interpreter = must(CALL(void *, "TfLiteInterpreterCreate", model, options), "the interpreter");
	if (CALL(int, "TfLiteInterpreterAllocateTensors", interpreter)) {
		fprintf(stderr, "tflite: no memory for the model\n");
		return 1;
	}
	fill(interpreter);
	for (int i = atoi(argv[3]); i > 0; i--)
		if (CALL(int, "TfLiteInterpreterInvoke", interpreter)) {
			fprintf(stderr, "tflite: the model failed\n");
			return 1;
		}
	return 0;
}
