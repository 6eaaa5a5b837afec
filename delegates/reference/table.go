package reference

import "edged/models/graph"

// builders is the table of kernels, one for each operator. A builder stands in its
// operator's own file.
var builders = map[graph.OpCode]builder{
	graph.OpAdd:                        buildAdd,
	graph.OpArgMax:                     buildArgMax,
	graph.OpArgMin:                     buildArgMin,
	graph.OpAveragePool2D:              buildAveragePool2D,
	graph.OpBatchMatMul:                buildBatchMatMul,
	graph.OpCast:                       buildCast,
	graph.OpConcatenation:              buildConcatenation,
	graph.OpConv2D:                     buildConv2D,
	graph.OpConv3D:                     buildConv3D,
	graph.OpConv3DTranspose:            buildConv3DTranspose,
	graph.OpDepthwiseConv2D:            buildDepthwiseConv2D,
	graph.OpDequantize:                 buildDequantize,
	graph.OpDiv:                        buildDiv,
	graph.OpExpandDims:                 buildExpandDims,
	graph.OpFloorDiv:                   buildFloorDiv,
	graph.OpFullyConnected:             buildFullyConnected,
	graph.OpGather:                     buildGather,
	graph.OpGatherND:                   buildGatherND,
	graph.OpL2Pool2D:                   buildL2Pool2D,
	graph.OpLocalResponseNormalization: buildLocalResponseNormalization,
	graph.OpLogistic:                   buildLogistic,
	graph.OpMaxPool2D:                  buildMaxPool2D,
	graph.OpMean:                       buildMean,
	graph.OpMirrorPad:                  buildMirrorPad,
	graph.OpMul:                        buildMul,
	graph.OpPack:                       buildPack,
	graph.OpPad:                        buildPad,
	graph.OpPadV2:                      buildPad,
	graph.OpQuantize:                   buildQuantize,
	graph.OpRelu:                       buildRelu,
	graph.OpRelu6:                      buildRelu6,
	graph.OpReluN1To1:                  buildReluN1To1,
	graph.OpReshape:                    buildReshape,
	graph.OpResizeBilinear:             buildResizeBilinear,
	graph.OpRsqrt:                      buildRsqrt,
	graph.OpSlice:                      buildSlice,
	graph.OpSoftmax:                    buildSoftmax,
	graph.OpSqrt:                       buildSqrt,
	graph.OpSqueeze:                    buildSqueeze,
	graph.OpStridedSlice:               buildStridedSlice,
	graph.OpSub:                        buildSub,
	graph.OpTanh:                       buildTanh,
	graph.OpTranspose:                  buildTranspose,
	graph.OpTransposeConv:              buildTransposeConv,
	graph.OpUnidirectionalSequenceLSTM: buildUnidirectionalSequenceLSTM,
	graph.OpUnpack:                     buildUnpack,
}

// customBuilders is the same for custom operators, by name.
var customBuilders = map[string]builder{
	graph.DetectionPostProcess: buildDetectionPostProcess,
}
