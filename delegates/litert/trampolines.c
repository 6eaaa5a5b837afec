//go:build native

/* Made by gen from functions.txt: change that, and run go generate. */
#include "table.h"

#include "functions.h"

#pragma GCC visibility push(hidden)

void *edged_litert_address[43];

const struct edged_litert_function edged_litert_functions[] = {
	{"LiteRtCreateEnvironment", "base"},
	{"LiteRtDestroyEnvironment", "base"},
	{"LiteRtCreateModelFromFile", "base"},
	{"LiteRtDestroyModel", "base"},
	{"LiteRtGetNumModelSignatures", "base"},
	{"LiteRtGetModelSignature", "base"},
	{"LiteRtGetSignatureSubgraph", "base"},
	{"LiteRtGetNumSignatureInputs", "base"},
	{"LiteRtGetNumSignatureOutputs", "base"},
	{"LiteRtGetSignatureInputTensorByIndex", "base"},
	{"LiteRtGetSignatureOutputTensorByIndex", "base"},
	{"LiteRtGetModelSubgraph", "base"},
	{"LiteRtGetNumSubgraphInputs", "base"},
	{"LiteRtGetNumSubgraphOutputs", "base"},
	{"LiteRtGetSubgraphInput", "base"},
	{"LiteRtGetSubgraphOutput", "base"},
	{"LiteRtGetRankedTensorType", "base"},
	{"LiteRtCreateOptions", "base"},
	{"LiteRtDestroyOptions", "base"},
	{"LiteRtSetOptionsHardwareAccelerators", "base"},
	{"LiteRtCreateCompiledModel", "base"},
	{"LiteRtDestroyCompiledModel", "base"},
	{"LiteRtGetCompiledModelInputBufferRequirements", "base"},
	{"LiteRtGetCompiledModelOutputBufferRequirements", "base"},
	{"LiteRtGetCompiledModelOutputTensorLayouts", "base"},
	{"LiteRtRunCompiledModel", "base"},
	{"LiteRtCreateManagedTensorBufferFromRequirements", "base"},
	{"LiteRtGetTensorBufferPackedSize", "base"},
	{"LiteRtLockTensorBuffer", "base"},
	{"LiteRtUnlockTensorBuffer", "base"},
	{"LiteRtDestroyTensorBuffer", "base"},
	{"LiteRtGetNumAccelerators", "base"},
	{"LiteRtGetAccelerator", "base"},
	{"LiteRtGetAcceleratorName", "base"},
	{"LiteRtGetAcceleratorHardwareSupport", "base"},
	{"LiteRtCreateAccelerator", "base"},
	{"LiteRtRegisterAccelerator", "base"},
	{"LiteRtSetAcceleratorGetName", "base"},
	{"LiteRtSetAcceleratorGetVersion", "base"},
	{"LiteRtSetAcceleratorGetHardwareSupport", "base"},
	{"LiteRtSetDelegateFunction", "base"},
	{"LiteRtSetIsAcceleratorDelegateResponsibleForJitCompilation", "base"},
	{"LiteRtWrapDelegate", "base"},
};

const int edged_litert_count = 43;

LiteRtStatus LiteRtCreateEnvironment(int num_options, const LiteRtEnvOption *options, LiteRtEnvironment *environment)
{
	return ((__typeof__(&LiteRtCreateEnvironment))edged_litert_address[0])(num_options, options, environment);
}

void LiteRtDestroyEnvironment(LiteRtEnvironment environment)
{
	((__typeof__(&LiteRtDestroyEnvironment))edged_litert_address[1])(environment);
}

LiteRtStatus LiteRtCreateModelFromFile(LiteRtEnvironment environment, const char *filename, LiteRtModel *model)
{
	return ((__typeof__(&LiteRtCreateModelFromFile))edged_litert_address[2])(environment, filename, model);
}

void LiteRtDestroyModel(LiteRtModel model)
{
	((__typeof__(&LiteRtDestroyModel))edged_litert_address[3])(model);
}

LiteRtStatus LiteRtGetNumModelSignatures(LiteRtModel model, size_t *num_signatures)
{
	return ((__typeof__(&LiteRtGetNumModelSignatures))edged_litert_address[4])(model, num_signatures);
}

LiteRtStatus LiteRtGetModelSignature(LiteRtModel model, size_t signature_index, LiteRtSignature *signature)
{
	return ((__typeof__(&LiteRtGetModelSignature))edged_litert_address[5])(model, signature_index, signature);
}

LiteRtStatus LiteRtGetSignatureSubgraph(LiteRtSignature signature, LiteRtSubgraph *subgraph)
{
	return ((__typeof__(&LiteRtGetSignatureSubgraph))edged_litert_address[6])(signature, subgraph);
}

LiteRtStatus LiteRtGetNumSignatureInputs(LiteRtSignature signature, size_t *num_inputs)
{
	return ((__typeof__(&LiteRtGetNumSignatureInputs))edged_litert_address[7])(signature, num_inputs);
}

LiteRtStatus LiteRtGetNumSignatureOutputs(LiteRtSignature signature, size_t *num_outputs)
{
	return ((__typeof__(&LiteRtGetNumSignatureOutputs))edged_litert_address[8])(signature, num_outputs);
}

LiteRtStatus LiteRtGetSignatureInputTensorByIndex(LiteRtSignature signature, size_t input_idx, LiteRtTensor *tensor)
{
	return ((__typeof__(&LiteRtGetSignatureInputTensorByIndex))edged_litert_address[9])(signature, input_idx, tensor);
}

LiteRtStatus LiteRtGetSignatureOutputTensorByIndex(LiteRtSignature signature, size_t output_idx, LiteRtTensor *tensor)
{
	return ((__typeof__(&LiteRtGetSignatureOutputTensorByIndex))edged_litert_address[10])(signature, output_idx, tensor);
}

LiteRtStatus LiteRtGetModelSubgraph(LiteRtModel model, size_t subgraph_index, LiteRtSubgraph *subgraph)
{
	return ((__typeof__(&LiteRtGetModelSubgraph))edged_litert_address[11])(model, subgraph_index, subgraph);
}

LiteRtStatus LiteRtGetNumSubgraphInputs(LiteRtSubgraph subgraph, size_t *num_inputs)
{
	return ((__typeof__(&LiteRtGetNumSubgraphInputs))edged_litert_address[12])(subgraph, num_inputs);
}

LiteRtStatus LiteRtGetNumSubgraphOutputs(LiteRtSubgraph subgraph, size_t *num_outputs)
{
	return ((__typeof__(&LiteRtGetNumSubgraphOutputs))edged_litert_address[13])(subgraph, num_outputs);
}

LiteRtStatus LiteRtGetSubgraphInput(LiteRtSubgraph subgraph, size_t input_index, LiteRtTensor *input)
{
	return ((__typeof__(&LiteRtGetSubgraphInput))edged_litert_address[14])(subgraph, input_index, input);
}

LiteRtStatus LiteRtGetSubgraphOutput(LiteRtSubgraph subgraph, size_t output_index, LiteRtTensor *output)
{
	return ((__typeof__(&LiteRtGetSubgraphOutput))edged_litert_address[15])(subgraph, output_index, output);
}

LiteRtStatus LiteRtGetRankedTensorType(LiteRtTensor tensor, LiteRtRankedTensorType *ranked_tensor_type)
{
	return ((__typeof__(&LiteRtGetRankedTensorType))edged_litert_address[16])(tensor, ranked_tensor_type);
}

LiteRtStatus LiteRtCreateOptions(LiteRtOptions *options)
{
	return ((__typeof__(&LiteRtCreateOptions))edged_litert_address[17])(options);
}

void LiteRtDestroyOptions(LiteRtOptions options)
{
	((__typeof__(&LiteRtDestroyOptions))edged_litert_address[18])(options);
}

LiteRtStatus LiteRtSetOptionsHardwareAccelerators(LiteRtOptions options, int hardware_accelerators)
{
	return ((__typeof__(&LiteRtSetOptionsHardwareAccelerators))edged_litert_address[19])(options, hardware_accelerators);
}

LiteRtStatus LiteRtCreateCompiledModel(LiteRtEnvironment environment, LiteRtModel model, LiteRtOptions compilation_options, LiteRtCompiledModel *compiled_model)
{
	return ((__typeof__(&LiteRtCreateCompiledModel))edged_litert_address[20])(environment, model, compilation_options, compiled_model);
}

void LiteRtDestroyCompiledModel(LiteRtCompiledModel compiled_model)
{
	((__typeof__(&LiteRtDestroyCompiledModel))edged_litert_address[21])(compiled_model);
}

LiteRtStatus LiteRtGetCompiledModelInputBufferRequirements(LiteRtCompiledModel compiled_model, size_t signature_index, size_t input_index, LiteRtTensorBufferRequirements *buffer_requirements)
{
	return ((__typeof__(&LiteRtGetCompiledModelInputBufferRequirements))edged_litert_address[22])(compiled_model, signature_index, input_index, buffer_requirements);
}

LiteRtStatus LiteRtGetCompiledModelOutputBufferRequirements(LiteRtCompiledModel compiled_model, size_t signature_index, size_t output_index, LiteRtTensorBufferRequirements *buffer_requirements)
{
	return ((__typeof__(&LiteRtGetCompiledModelOutputBufferRequirements))edged_litert_address[23])(compiled_model, signature_index, output_index, buffer_requirements);
}

LiteRtStatus LiteRtGetCompiledModelOutputTensorLayouts(LiteRtCompiledModel compiled_model, size_t signature_index, size_t num_layouts, LiteRtLayout *layouts, bool update_allocation)
{
	return ((__typeof__(&LiteRtGetCompiledModelOutputTensorLayouts))edged_litert_address[24])(compiled_model, signature_index, num_layouts, layouts, update_allocation);
}

LiteRtStatus LiteRtRunCompiledModel(LiteRtCompiledModel compiled_model, size_t signature_index, size_t num_input_buffers, LiteRtTensorBuffer *input_buffers, size_t num_output_buffers, LiteRtTensorBuffer *output_buffers)
{
	return ((__typeof__(&LiteRtRunCompiledModel))edged_litert_address[25])(compiled_model, signature_index, num_input_buffers, input_buffers, num_output_buffers, output_buffers);
}

LiteRtStatus LiteRtCreateManagedTensorBufferFromRequirements(LiteRtEnvironment env, const LiteRtRankedTensorType *tensor_type, LiteRtTensorBufferRequirements requirements, LiteRtTensorBuffer *buffer)
{
	return ((__typeof__(&LiteRtCreateManagedTensorBufferFromRequirements))edged_litert_address[26])(env, tensor_type, requirements, buffer);
}

LiteRtStatus LiteRtGetTensorBufferPackedSize(LiteRtTensorBuffer tensor_buffer, size_t *size)
{
	return ((__typeof__(&LiteRtGetTensorBufferPackedSize))edged_litert_address[27])(tensor_buffer, size);
}

LiteRtStatus LiteRtLockTensorBuffer(LiteRtTensorBuffer tensor_buffer, void **host_mem_addr, int lock_mode)
{
	return ((__typeof__(&LiteRtLockTensorBuffer))edged_litert_address[28])(tensor_buffer, host_mem_addr, lock_mode);
}

LiteRtStatus LiteRtUnlockTensorBuffer(LiteRtTensorBuffer buffer)
{
	return ((__typeof__(&LiteRtUnlockTensorBuffer))edged_litert_address[29])(buffer);
}

void LiteRtDestroyTensorBuffer(LiteRtTensorBuffer buffer)
{
	((__typeof__(&LiteRtDestroyTensorBuffer))edged_litert_address[30])(buffer);
}

LiteRtStatus LiteRtGetNumAccelerators(LiteRtEnvironment environment, size_t *num_accelerators)
{
	return ((__typeof__(&LiteRtGetNumAccelerators))edged_litert_address[31])(environment, num_accelerators);
}

LiteRtStatus LiteRtGetAccelerator(LiteRtEnvironment environment, size_t index, LiteRtAccelerator *accelerator)
{
	return ((__typeof__(&LiteRtGetAccelerator))edged_litert_address[32])(environment, index, accelerator);
}

LiteRtStatus LiteRtGetAcceleratorName(LiteRtAccelerator accelerator, const char **name)
{
	return ((__typeof__(&LiteRtGetAcceleratorName))edged_litert_address[33])(accelerator, name);
}

LiteRtStatus LiteRtGetAcceleratorHardwareSupport(LiteRtAccelerator accelerator, int *supported_hardware)
{
	return ((__typeof__(&LiteRtGetAcceleratorHardwareSupport))edged_litert_address[34])(accelerator, supported_hardware);
}

LiteRtStatus LiteRtCreateAccelerator(LiteRtAccelerator *accelerator)
{
	return ((__typeof__(&LiteRtCreateAccelerator))edged_litert_address[35])(accelerator);
}

LiteRtStatus LiteRtRegisterAccelerator(LiteRtEnvironment environment, LiteRtAccelerator accelerator, void *data, LiteRtRelease release)
{
	return ((__typeof__(&LiteRtRegisterAccelerator))edged_litert_address[36])(environment, accelerator, data, release);
}

LiteRtStatus LiteRtSetAcceleratorGetName(LiteRtAccelerator accelerator, LiteRtGetName get_name)
{
	return ((__typeof__(&LiteRtSetAcceleratorGetName))edged_litert_address[37])(accelerator, get_name);
}

LiteRtStatus LiteRtSetAcceleratorGetVersion(LiteRtAccelerator accelerator, LiteRtGetVersion get_version)
{
	return ((__typeof__(&LiteRtSetAcceleratorGetVersion))edged_litert_address[38])(accelerator, get_version);
}

LiteRtStatus LiteRtSetAcceleratorGetHardwareSupport(LiteRtAccelerator accelerator, LiteRtGetHardware get_hardware)
{
	return ((__typeof__(&LiteRtSetAcceleratorGetHardwareSupport))edged_litert_address[39])(accelerator, get_hardware);
}

LiteRtStatus LiteRtSetDelegateFunction(LiteRtAccelerator accelerator, LiteRtMakeDelegate make_delegate)
{
	return ((__typeof__(&LiteRtSetDelegateFunction))edged_litert_address[40])(accelerator, make_delegate);
}

LiteRtStatus LiteRtSetIsAcceleratorDelegateResponsibleForJitCompilation(LiteRtAccelerator accelerator, LiteRtIsCompiler is_compiler)
{
	return ((__typeof__(&LiteRtSetIsAcceleratorDelegateResponsibleForJitCompilation))edged_litert_address[41])(accelerator, is_compiler);
}

LiteRtStatus LiteRtWrapDelegate(void *delegate, LiteRtRelease deleter, LiteRtDelegateWrapper *wrapper)
{
	return ((__typeof__(&LiteRtWrapDelegate))edged_litert_address[42])(delegate, deleter, wrapper);
}

#pragma GCC visibility pop
