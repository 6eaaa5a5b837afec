/* Made by gen from functions.txt: change that, and run go generate. */
#ifndef EDGED_LITERT_FUNCTIONS_H
#define EDGED_LITERT_FUNCTIONS_H

#include "types.h"

LiteRtStatus LiteRtCreateEnvironment(int num_options, const LiteRtEnvOption *options, LiteRtEnvironment *environment);
void LiteRtDestroyEnvironment(LiteRtEnvironment environment);
LiteRtStatus LiteRtCreateModelFromFile(LiteRtEnvironment environment, const char *filename, LiteRtModel *model);
void LiteRtDestroyModel(LiteRtModel model);
LiteRtStatus LiteRtGetNumModelSignatures(LiteRtModel model, size_t *num_signatures);
LiteRtStatus LiteRtGetModelSignature(LiteRtModel model, size_t signature_index, LiteRtSignature *signature);
LiteRtStatus LiteRtGetSignatureSubgraph(LiteRtSignature signature, LiteRtSubgraph *subgraph);
LiteRtStatus LiteRtGetNumSignatureInputs(LiteRtSignature signature, size_t *num_inputs);
LiteRtStatus LiteRtGetNumSignatureOutputs(LiteRtSignature signature, size_t *num_outputs);
LiteRtStatus LiteRtGetSignatureInputTensorByIndex(LiteRtSignature signature, size_t input_idx, LiteRtTensor *tensor);
LiteRtStatus LiteRtGetSignatureOutputTensorByIndex(LiteRtSignature signature, size_t output_idx, LiteRtTensor *tensor);
LiteRtStatus LiteRtGetModelSubgraph(LiteRtModel model, size_t subgraph_index, LiteRtSubgraph *subgraph);
LiteRtStatus LiteRtGetNumSubgraphInputs(LiteRtSubgraph subgraph, size_t *num_inputs);
LiteRtStatus LiteRtGetNumSubgraphOutputs(LiteRtSubgraph subgraph, size_t *num_outputs);
LiteRtStatus LiteRtGetSubgraphInput(LiteRtSubgraph subgraph, size_t input_index, LiteRtTensor *input);
LiteRtStatus LiteRtGetSubgraphOutput(LiteRtSubgraph subgraph, size_t output_index, LiteRtTensor *output);
LiteRtStatus LiteRtGetRankedTensorType(LiteRtTensor tensor, LiteRtRankedTensorType *ranked_tensor_type);
LiteRtStatus LiteRtCreateOptions(LiteRtOptions *options);
void LiteRtDestroyOptions(LiteRtOptions options);
LiteRtStatus LiteRtSetOptionsHardwareAccelerators(LiteRtOptions options, int hardware_accelerators);
LiteRtStatus LiteRtCreateCompiledModel(LiteRtEnvironment environment, LiteRtModel model, LiteRtOptions compilation_options, LiteRtCompiledModel *compiled_model);
void LiteRtDestroyCompiledModel(LiteRtCompiledModel compiled_model);
LiteRtStatus LiteRtGetCompiledModelInputBufferRequirements(LiteRtCompiledModel compiled_model, size_t signature_index, size_t input_index, LiteRtTensorBufferRequirements *buffer_requirements);
LiteRtStatus LiteRtGetCompiledModelOutputBufferRequirements(LiteRtCompiledModel compiled_model, size_t signature_index, size_t output_index, LiteRtTensorBufferRequirements *buffer_requirements);
LiteRtStatus LiteRtGetCompiledModelOutputTensorLayouts(LiteRtCompiledModel compiled_model, size_t signature_index, size_t num_layouts, LiteRtLayout *layouts, bool update_allocation);
LiteRtStatus LiteRtRunCompiledModel(LiteRtCompiledModel compiled_model, size_t signature_index, size_t num_input_buffers, LiteRtTensorBuffer *input_buffers, size_t num_output_buffers, LiteRtTensorBuffer *output_buffers);
LiteRtStatus LiteRtCreateManagedTensorBufferFromRequirements(LiteRtEnvironment env, const LiteRtRankedTensorType *tensor_type, LiteRtTensorBufferRequirements requirements, LiteRtTensorBuffer *buffer);
LiteRtStatus LiteRtGetTensorBufferPackedSize(LiteRtTensorBuffer tensor_buffer, size_t *size);
LiteRtStatus LiteRtLockTensorBuffer(LiteRtTensorBuffer tensor_buffer, void **host_mem_addr, int lock_mode);
LiteRtStatus LiteRtUnlockTensorBuffer(LiteRtTensorBuffer buffer);
void LiteRtDestroyTensorBuffer(LiteRtTensorBuffer buffer);
LiteRtStatus LiteRtGetNumAccelerators(LiteRtEnvironment environment, size_t *num_accelerators);
LiteRtStatus LiteRtGetAccelerator(LiteRtEnvironment environment, size_t index, LiteRtAccelerator *accelerator);
LiteRtStatus LiteRtGetAcceleratorName(LiteRtAccelerator accelerator, const char **name);
LiteRtStatus LiteRtGetAcceleratorHardwareSupport(LiteRtAccelerator accelerator, int *supported_hardware);
LiteRtStatus LiteRtCreateAccelerator(LiteRtAccelerator *accelerator);
LiteRtStatus LiteRtRegisterAccelerator(LiteRtEnvironment environment, LiteRtAccelerator accelerator, void *data, LiteRtRelease release);
LiteRtStatus LiteRtSetAcceleratorGetName(LiteRtAccelerator accelerator, LiteRtGetName get_name);
LiteRtStatus LiteRtSetAcceleratorGetVersion(LiteRtAccelerator accelerator, LiteRtGetVersion get_version);
LiteRtStatus LiteRtSetAcceleratorGetHardwareSupport(LiteRtAccelerator accelerator, LiteRtGetHardware get_hardware);
LiteRtStatus LiteRtSetDelegateFunction(LiteRtAccelerator accelerator, LiteRtMakeDelegate make_delegate);
LiteRtStatus LiteRtSetIsAcceleratorDelegateResponsibleForJitCompilation(LiteRtAccelerator accelerator, LiteRtIsCompiler is_compiler);
LiteRtStatus LiteRtWrapDelegate(void *delegate, LiteRtRelease deleter, LiteRtDelegateWrapper *wrapper);

#endif
