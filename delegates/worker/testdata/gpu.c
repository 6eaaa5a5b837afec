/* A GPU delegate's library for tests: the functions and options of TensorFlow Lite's own, over
   the delegate of fault.c. It makes none for options that are not those edged is to set, nor
   in an environment that says more than which driver to take. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <tensorflow/lite/c/common.h>

typedef struct {
	int32_t is_precision_loss_allowed;
	int32_t inference_preference;
	int32_t inference_priority1, inference_priority2, inference_priority3;
	int64_t experimental_flags;
	int32_t max_delegated_partitions;
	const char *serialization_dir, *model_token;
} options;

enum { sustained_speed = 1, max_precision = 1, enable_quant = 1 };

TfLiteDelegate *tflite_plugin_create_delegate(char **keys, char **values, size_t count, void (*report)(const char *));
void tflite_plugin_destroy_delegate(TfLiteDelegate *d);

options TfLiteGpuDelegateOptionsV2Default(void)
{
	return (options){.inference_priority1 = max_precision, .max_delegated_partitions = 1, .model_token = "ours"};
}

extern char **environ;

TfLiteDelegate *TfLiteGpuDelegateV2Create(const options *o)
{
	if (!environ[0] || strcmp(environ[0], "VK_DRIVER_FILES=/nowhere/driver.json") || environ[1])
		return NULL;
	if (o->inference_preference != sustained_speed || o->inference_priority1 != max_precision ||
	    o->inference_priority2 || o->inference_priority3 || o->is_precision_loss_allowed ||
	    o->experimental_flags != enable_quant || o->max_delegated_partitions != 1 ||
	    o->serialization_dir || !o->model_token || o->model_token[0] != 'o')
		return NULL;
	return tflite_plugin_create_delegate(NULL, NULL, 0, NULL);
}

void TfLiteGpuDelegateV2Delete(TfLiteDelegate *d) { tflite_plugin_destroy_delegate(d); }
