package enginetest

// operator is a stem and the cases of its file.
type operator struct {
	stem  string
	cases func() []Case
}

// operators is the table of cases, sorted by stem.
var operators = []operator{
	{"add", addCases},
	{"arg_max", argMaxCases},
	{"arg_min", argMinCases},
	{"average_pool_2d", averagePool2DCases},
	{"cast", castCases},
	{"complex_abs", complexAbsCases},
	{"concatenation", concatenationCases},
	{"conv2d", conv2DCases},
	{"depthwise_conv2d", depthwiseConv2DCases},
	{"dequantize", dequantizeCases},
	{"detection_postprocess", detectionPostProcessCases},
	{"div", divCases},
	{"expand_dims", expandDimsCases},
	{"floor_div", floorDivCases},
	{"fully_connected", fullyConnectedCases},
	{"gather", gatherCases},
	{"gather_nd", gatherNDCases},
	{"imag", imagCases},
	{"logistic", logisticCases},
	{"max_pool_2d", maxPool2DCases},
	{"mean", meanCases},
	{"mirror_pad", mirrorPadCases},
	{"mul", mulCases},
	{"pack", packCases},
	{"pad", padCases},
	{"padv2", padV2Cases},
	{"quantize", quantizeCases},
	{"real", realCases},
	{"relu", reluCases},
	{"relu6", relu6Cases},
	{"relu_n1_to_1", reluN1To1Cases},
	{"reshape", reshapeCases},
	{"resize_bilinear", resizeBilinearCases},
	{"rfft2d", rfft2DCases},
	{"rsqrt", rsqrtCases},
	{"slice", sliceCases},
	{"softmax", softmaxCases},
	{"sqrt", sqrtCases},
	{"squeeze", squeezeCases},
	{"strided_slice", stridedSliceCases},
	{"sub", subCases},
	{"tanh", tanhCases},
	{"transpose", transposeCases},
	{"unidirectional_sequence_lstm", unidirectionalSequenceLSTMCases},
	{"unpack", unpackCases},
}
