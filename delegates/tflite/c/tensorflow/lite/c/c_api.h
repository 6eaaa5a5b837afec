/* Made by gen from functions.txt: change that, and run go generate. */
#ifndef EDGED_TFLITE_FUNCTIONS_H
#define EDGED_TFLITE_FUNCTIONS_H

#include <tensorflow/lite/c/common.h>

const char * TfLiteVersion(void);
TfLiteModel * TfLiteModelCreate(const void *model_data, size_t model_size);
TfLiteModel * TfLiteModelCreateFromFile(const char *model_path);
void TfLiteModelDelete(TfLiteModel *model);
TfLiteInterpreterOptions * TfLiteInterpreterOptionsCreate(void);
void TfLiteInterpreterOptionsDelete(TfLiteInterpreterOptions *options);
void TfLiteInterpreterOptionsSetNumThreads(TfLiteInterpreterOptions *options, int32_t num_threads);
void TfLiteInterpreterOptionsAddDelegate(TfLiteInterpreterOptions *options, TfLiteDelegate *delegate);
void TfLiteInterpreterOptionsSetErrorReporter(TfLiteInterpreterOptions *options, TfLiteReporter reporter, void *user_data);
TfLiteInterpreter * TfLiteInterpreterCreate(const TfLiteModel *model, const TfLiteInterpreterOptions *options);
void TfLiteInterpreterDelete(TfLiteInterpreter *interpreter);
int32_t TfLiteInterpreterGetInputTensorCount(const TfLiteInterpreter *interpreter);
TfLiteTensor * TfLiteInterpreterGetInputTensor(const TfLiteInterpreter *interpreter, int32_t input_index);
TfLiteStatus TfLiteInterpreterResizeInputTensor(TfLiteInterpreter *interpreter, int32_t input_index, const int *input_dims, int32_t input_dims_size);
TfLiteStatus TfLiteInterpreterAllocateTensors(TfLiteInterpreter *interpreter);
TfLiteStatus TfLiteInterpreterInvoke(TfLiteInterpreter *interpreter);
int32_t TfLiteInterpreterGetOutputTensorCount(const TfLiteInterpreter *interpreter);
const TfLiteTensor * TfLiteInterpreterGetOutputTensor(const TfLiteInterpreter *interpreter, int32_t output_index);
TfLiteType TfLiteTensorType(const TfLiteTensor *tensor);
int32_t TfLiteTensorNumDims(const TfLiteTensor *tensor);
int32_t TfLiteTensorDim(const TfLiteTensor *tensor, int32_t dim_index);
size_t TfLiteTensorByteSize(const TfLiteTensor *tensor);
void * TfLiteTensorData(const TfLiteTensor *tensor);
const char * TfLiteTensorName(const TfLiteTensor *tensor);
TfLiteQuantizationParams TfLiteTensorQuantizationParams(const TfLiteTensor *tensor);
TfLiteStatus TfLiteTensorCopyFromBuffer(TfLiteTensor *tensor, const void *input_data, size_t input_data_size);
TfLiteStatus TfLiteTensorCopyToBuffer(const TfLiteTensor *tensor, void *output_data, size_t output_data_size);
TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter *interpreter);
void TfLiteInterpreterOptionsAddBuiltinOp(TfLiteInterpreterOptions *options, TfLiteBuiltinOperator op, const TfLiteRegistration *registration, int32_t min_version, int32_t max_version);
void TfLiteInterpreterOptionsAddCustomOp(TfLiteInterpreterOptions *options, const char *name, const TfLiteRegistration *registration, int32_t min_version, int32_t max_version);
void TfLiteInterpreterOptionsSetUseNNAPI(TfLiteInterpreterOptions *options, bool enable);
TfLiteXNNPackDelegateOptions TfLiteXNNPackDelegateOptionsDefault(void);
TfLiteDelegate * TfLiteXNNPackDelegateCreate(const TfLiteXNNPackDelegateOptions *options);
int32_t TfLiteXNNPackDelegateGetFlags(TfLiteDelegate *delegate);
void TfLiteXNNPackDelegateDelete(TfLiteDelegate *delegate);

#endif
