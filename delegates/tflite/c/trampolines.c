/* Made by gen from functions.txt: change that, and run go generate. */
#include "trampolines.h"

#include <tensorflow/lite/c/c_api.h>

#pragma GCC visibility push(hidden)

void *edged_tflite_address[35];

const struct edged_tflite_function edged_tflite_functions[] = {
	{"TfLiteVersion", "base"},
	{"TfLiteModelCreate", "base"},
	{"TfLiteModelCreateFromFile", "base"},
	{"TfLiteModelDelete", "base"},
	{"TfLiteInterpreterOptionsCreate", "base"},
	{"TfLiteInterpreterOptionsDelete", "base"},
	{"TfLiteInterpreterOptionsSetNumThreads", "base"},
	{"TfLiteInterpreterOptionsAddDelegate", "base"},
	{"TfLiteInterpreterOptionsSetErrorReporter", "base"},
	{"TfLiteInterpreterCreate", "base"},
	{"TfLiteInterpreterDelete", "base"},
	{"TfLiteInterpreterGetInputTensorCount", "base"},
	{"TfLiteInterpreterGetInputTensor", "base"},
	{"TfLiteInterpreterResizeInputTensor", "base"},
	{"TfLiteInterpreterAllocateTensors", "base"},
	{"TfLiteInterpreterInvoke", "base"},
	{"TfLiteInterpreterGetOutputTensorCount", "base"},
	{"TfLiteInterpreterGetOutputTensor", "base"},
	{"TfLiteTensorType", "base"},
	{"TfLiteTensorNumDims", "base"},
	{"TfLiteTensorDim", "base"},
	{"TfLiteTensorByteSize", "base"},
	{"TfLiteTensorData", "base"},
	{"TfLiteTensorName", "base"},
	{"TfLiteTensorQuantizationParams", "base"},
	{"TfLiteTensorCopyFromBuffer", "base"},
	{"TfLiteTensorCopyToBuffer", "base"},
	{"TfLiteInterpreterResetVariableTensors", "state"},
	{"TfLiteInterpreterOptionsAddBuiltinOp", "custom operators"},
	{"TfLiteInterpreterOptionsAddCustomOp", "custom operators"},
	{"TfLiteInterpreterOptionsSetUseNNAPI", "nnapi"},
	{"TfLiteXNNPackDelegateOptionsDefault", "xnnpack"},
	{"TfLiteXNNPackDelegateCreate", "xnnpack"},
	{"TfLiteXNNPackDelegateGetFlags", "xnnpack"},
	{"TfLiteXNNPackDelegateDelete", "xnnpack"},
};

const int edged_tflite_count = 35;

const char * TfLiteVersion(void)
{
	return ((__typeof__(&TfLiteVersion))edged_tflite_address[0])();
}

TfLiteModel * TfLiteModelCreate(const void *model_data, size_t model_size)
{
	return ((__typeof__(&TfLiteModelCreate))edged_tflite_address[1])(model_data, model_size);
}

TfLiteModel * TfLiteModelCreateFromFile(const char *model_path)
{
	return ((__typeof__(&TfLiteModelCreateFromFile))edged_tflite_address[2])(model_path);
}

void TfLiteModelDelete(TfLiteModel *model)
{
	((__typeof__(&TfLiteModelDelete))edged_tflite_address[3])(model);
}

TfLiteInterpreterOptions * TfLiteInterpreterOptionsCreate(void)
{
	return ((__typeof__(&TfLiteInterpreterOptionsCreate))edged_tflite_address[4])();
}

void TfLiteInterpreterOptionsDelete(TfLiteInterpreterOptions *options)
{
	((__typeof__(&TfLiteInterpreterOptionsDelete))edged_tflite_address[5])(options);
}

void TfLiteInterpreterOptionsSetNumThreads(TfLiteInterpreterOptions *options, int32_t num_threads)
{
	((__typeof__(&TfLiteInterpreterOptionsSetNumThreads))edged_tflite_address[6])(options, num_threads);
}

void TfLiteInterpreterOptionsAddDelegate(TfLiteInterpreterOptions *options, TfLiteDelegate *delegate)
{
	((__typeof__(&TfLiteInterpreterOptionsAddDelegate))edged_tflite_address[7])(options, delegate);
}

void TfLiteInterpreterOptionsSetErrorReporter(TfLiteInterpreterOptions *options, TfLiteReporter reporter, void *user_data)
{
	((__typeof__(&TfLiteInterpreterOptionsSetErrorReporter))edged_tflite_address[8])(options, reporter, user_data);
}

TfLiteInterpreter * TfLiteInterpreterCreate(const TfLiteModel *model, const TfLiteInterpreterOptions *options)
{
	return ((__typeof__(&TfLiteInterpreterCreate))edged_tflite_address[9])(model, options);
}

void TfLiteInterpreterDelete(TfLiteInterpreter *interpreter)
{
	((__typeof__(&TfLiteInterpreterDelete))edged_tflite_address[10])(interpreter);
}

int32_t TfLiteInterpreterGetInputTensorCount(const TfLiteInterpreter *interpreter)
{
	return ((__typeof__(&TfLiteInterpreterGetInputTensorCount))edged_tflite_address[11])(interpreter);
}

TfLiteTensor * TfLiteInterpreterGetInputTensor(const TfLiteInterpreter *interpreter, int32_t input_index)
{
	return ((__typeof__(&TfLiteInterpreterGetInputTensor))edged_tflite_address[12])(interpreter, input_index);
}

TfLiteStatus TfLiteInterpreterResizeInputTensor(TfLiteInterpreter *interpreter, int32_t input_index, const int *input_dims, int32_t input_dims_size)
{
	return ((__typeof__(&TfLiteInterpreterResizeInputTensor))edged_tflite_address[13])(interpreter, input_index, input_dims, input_dims_size);
}

TfLiteStatus TfLiteInterpreterAllocateTensors(TfLiteInterpreter *interpreter)
{
	return ((__typeof__(&TfLiteInterpreterAllocateTensors))edged_tflite_address[14])(interpreter);
}

TfLiteStatus TfLiteInterpreterInvoke(TfLiteInterpreter *interpreter)
{
	return ((__typeof__(&TfLiteInterpreterInvoke))edged_tflite_address[15])(interpreter);
}

int32_t TfLiteInterpreterGetOutputTensorCount(const TfLiteInterpreter *interpreter)
{
	return ((__typeof__(&TfLiteInterpreterGetOutputTensorCount))edged_tflite_address[16])(interpreter);
}

const TfLiteTensor * TfLiteInterpreterGetOutputTensor(const TfLiteInterpreter *interpreter, int32_t output_index)
{
	return ((__typeof__(&TfLiteInterpreterGetOutputTensor))edged_tflite_address[17])(interpreter, output_index);
}

TfLiteType TfLiteTensorType(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorType))edged_tflite_address[18])(tensor);
}

int32_t TfLiteTensorNumDims(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorNumDims))edged_tflite_address[19])(tensor);
}

int32_t TfLiteTensorDim(const TfLiteTensor *tensor, int32_t dim_index)
{
	return ((__typeof__(&TfLiteTensorDim))edged_tflite_address[20])(tensor, dim_index);
}

size_t TfLiteTensorByteSize(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorByteSize))edged_tflite_address[21])(tensor);
}

void * TfLiteTensorData(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorData))edged_tflite_address[22])(tensor);
}

const char * TfLiteTensorName(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorName))edged_tflite_address[23])(tensor);
}

TfLiteQuantizationParams TfLiteTensorQuantizationParams(const TfLiteTensor *tensor)
{
	return ((__typeof__(&TfLiteTensorQuantizationParams))edged_tflite_address[24])(tensor);
}

TfLiteStatus TfLiteTensorCopyFromBuffer(TfLiteTensor *tensor, const void *input_data, size_t input_data_size)
{
	return ((__typeof__(&TfLiteTensorCopyFromBuffer))edged_tflite_address[25])(tensor, input_data, input_data_size);
}

TfLiteStatus TfLiteTensorCopyToBuffer(const TfLiteTensor *tensor, void *output_data, size_t output_data_size)
{
	return ((__typeof__(&TfLiteTensorCopyToBuffer))edged_tflite_address[26])(tensor, output_data, output_data_size);
}

TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter *interpreter)
{
	return ((__typeof__(&TfLiteInterpreterResetVariableTensors))edged_tflite_address[27])(interpreter);
}

void TfLiteInterpreterOptionsAddBuiltinOp(TfLiteInterpreterOptions *options, TfLiteBuiltinOperator op, const TfLiteRegistration *registration, int32_t min_version, int32_t max_version)
{
	((__typeof__(&TfLiteInterpreterOptionsAddBuiltinOp))edged_tflite_address[28])(options, op, registration, min_version, max_version);
}

void TfLiteInterpreterOptionsAddCustomOp(TfLiteInterpreterOptions *options, const char *name, const TfLiteRegistration *registration, int32_t min_version, int32_t max_version)
{
	((__typeof__(&TfLiteInterpreterOptionsAddCustomOp))edged_tflite_address[29])(options, name, registration, min_version, max_version);
}

void TfLiteInterpreterOptionsSetUseNNAPI(TfLiteInterpreterOptions *options, bool enable)
{
	((__typeof__(&TfLiteInterpreterOptionsSetUseNNAPI))edged_tflite_address[30])(options, enable);
}

TfLiteXNNPackDelegateOptions TfLiteXNNPackDelegateOptionsDefault(void)
{
	return ((__typeof__(&TfLiteXNNPackDelegateOptionsDefault))edged_tflite_address[31])();
}

TfLiteDelegate * TfLiteXNNPackDelegateCreate(const TfLiteXNNPackDelegateOptions *options)
{
	return ((__typeof__(&TfLiteXNNPackDelegateCreate))edged_tflite_address[32])(options);
}

int32_t TfLiteXNNPackDelegateGetFlags(TfLiteDelegate *delegate)
{
	return ((__typeof__(&TfLiteXNNPackDelegateGetFlags))edged_tflite_address[33])(delegate);
}

void TfLiteXNNPackDelegateDelete(TfLiteDelegate *delegate)
{
	((__typeof__(&TfLiteXNNPackDelegateDelete))edged_tflite_address[34])(delegate);
}

#pragma GCC visibility pop
