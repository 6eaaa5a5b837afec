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
	{"call_once", callOnceCases},
	{"cast", castCases},
	{"concatenation", concatenationCases},
	{"conv2d", conv2DCases},
	{"depthwise_conv2d", depthwiseConv2DCases},
	{"dequantize", dequantizeCases},
	{"detection_postprocess", detectionPostProcessCases},
	{"div", divCases},
	{"dynamic", dynamicCases},
	{"expand_dims", expandDimsCases},
	{"floor_div", floorDivCases},
	{"fully_connected", fullyConnectedCases},
	{"gather", gatherCases},
	{"gather_nd", gatherNDCases},
	{"if", ifCases},
	{"logistic", logisticCases},
	{"max_pool_2d", maxPool2DCases},
	{"mean", meanCases},
	{"mirror_pad", mirrorPadCases},
	{"mul", mulCases},
	{"pack", packCases},
	{"pad", padCases},
	{"padv2", padV2Cases},
	{"quantize", quantizeCases},
	{"read_variable", readVariableCases},
	{"relu", reluCases},
	{"relu6", relu6Cases},
	{"relu_n1_to_1", reluN1To1Cases},
	{"reshape", reshapeCases},
	{"resize_bilinear", resizeBilinearCases},
	{"rsqrt", rsqrtCases},
	{"slice", sliceCases},
	{"softmax", softmaxCases},
	{"sqrt", sqrtCases},
	{"squeeze", squeezeCases},
	{"stablehlo_composite", compositeCases},
	{"strided_slice", stridedSliceCases},
	{"strings", stringCases},
	{"sub", subCases},
	{"tanh", tanhCases},
	{"transpose", transposeCases},
	{"unidirectional_sequence_lstm", unidirectionalSequenceLSTMCases},
	{"unpack", unpackCases},
	{"while", whileCases},
}
