package reference

import "edged/models/graph"

// xnnpackBuilders has the operators whose bytes differ between TFLite's reference kernels
// and those that LiteRT runs by default on a CPU: XNNPACK where its delegate takes the
// operator, else TFLite's optimised kernel.
var xnnpackBuilders = map[graph.OpCode]builder{
	graph.OpAdd:             buildAddXNNPACK,
	graph.OpBatchMatMul:     buildBatchMatMulXNNPACK,
	graph.OpConv2D:          buildConv2DXNNPACK,
	graph.OpDepthwiseConv2D: buildDepthwiseConv2DXNNPACK,
	graph.OpElu:             buildEluXNNPACK,
	graph.OpFullyConnected:  buildFullyConnectedXNNPACK,
	graph.OpLeakyRelu:       buildLeakyReluXNNPACK,
	graph.OpLogSoftmax:      buildLogSoftmaxXNNPACK,
	graph.OpLogistic:        buildLogisticXNNPACK,
	graph.OpMaxPool2D:       buildMaxPool2DXNNPACK,
	graph.OpMean:            buildMeanXNNPACK,
	graph.OpMul:             buildMulXNNPACK,
	graph.OpQuantize:        buildQuantizeXNNPACK,
	graph.OpReduceProd:      buildReduceProdXNNPACK,
	graph.OpResizeBilinear:  buildResizeBilinearXNNPACK,
	graph.OpSoftmax:         buildSoftmaxXNNPACK,
	graph.OpSub:             buildSubXNNPACK,
	graph.OpSum:             buildSumXNNPACK,
	graph.OpTanh:            buildTanhXNNPACK,
	graph.OpTransposeConv:   buildTransposeConvXNNPACK,
}
