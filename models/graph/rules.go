package graph

// rules is the table of shape rules, one for each operator that a kernel exists for.
// A rule stands in its operator's own file.
var rules = map[OpCode]rule{
	OpAdd:                        broadcast,
	OpArgMax:                     inferArgMax,
	OpArgMin:                     inferArgMin,
	OpAveragePool2D:              inferPool2D,
	OpCast:                       sameShape,
	OpConcatenation:              inferConcatenation,
	OpConv2D:                     inferConv2D,
	OpDepthwiseConv2D:            inferDepthwiseConv2D,
	OpDequantize:                 sameShape,
	OpDiv:                        broadcast,
	OpExpandDims:                 inferExpandDims,
	OpFloorDiv:                   broadcast,
	OpFullyConnected:             inferFullyConnected,
	OpGather:                     inferGather,
	OpGatherND:                   inferGatherND,
	OpLogistic:                   sameShape,
	OpMaxPool2D:                  inferPool2D,
	OpMean:                       inferReduce,
	OpMirrorPad:                  inferMirrorPad,
	OpMul:                        broadcast,
	OpPack:                       inferPack,
	OpPad:                        inferPad,
	OpPadV2:                      inferPad,
	OpQuantize:                   sameShape,
	OpRelu:                       sameShape,
	OpRelu6:                      sameShape,
	OpReluN1To1:                  sameShape,
	OpReshape:                    inferReshape,
	OpResizeBilinear:             inferResizeBilinear,
	OpRsqrt:                      sameShape,
	OpSlice:                      inferSlice,
	OpSoftmax:                    inferSoftmax,
	OpSqrt:                       sameShape,
	OpSqueeze:                    inferSqueeze,
	OpStridedSlice:               inferStridedSlice,
	OpSub:                        broadcast,
	OpTanh:                       sameShape,
	OpTranspose:                  inferTranspose,
	OpUnidirectionalSequenceLSTM: inferUnidirectionalSequenceLSTM,
	OpUnpack:                     inferUnpack,
}

// customRules is the same for custom operators, by name.
var customRules = map[string]rule{
	DetectionPostProcess: inferDetectionPostProcess,
}
