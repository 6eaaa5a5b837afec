package graph

// OpCode names a builtin operator, with the numbers of TFLite's BuiltinOperator
// enumeration (schema.fbs). OpCustom stands for any operator named by a string.
type OpCode int32

// The builtin operators. Some are known by name alone: an engine says which it runs.
const (
	OpAdd                          OpCode = 0
	OpAveragePool2D                OpCode = 1
	OpConcatenation                OpCode = 2
	OpConv2D                       OpCode = 3
	OpDepthwiseConv2D              OpCode = 4
	OpDepthToSpace                 OpCode = 5
	OpDequantize                   OpCode = 6
	OpEmbeddingLookup              OpCode = 7
	OpFloor                        OpCode = 8
	OpFullyConnected               OpCode = 9
	OpHashtableLookup              OpCode = 10
	OpL2Normalization              OpCode = 11
	OpL2Pool2D                     OpCode = 12
	OpLocalResponseNormalization   OpCode = 13
	OpLogistic                     OpCode = 14
	OpLSHProjection                OpCode = 15
	OpLSTM                         OpCode = 16
	OpMaxPool2D                    OpCode = 17
	OpMul                          OpCode = 18
	OpRelu                         OpCode = 19
	OpReluN1To1                    OpCode = 20
	OpRelu6                        OpCode = 21
	OpReshape                      OpCode = 22
	OpResizeBilinear               OpCode = 23
	OpRNN                          OpCode = 24
	OpSoftmax                      OpCode = 25
	OpSpaceToDepth                 OpCode = 26
	OpSVDF                         OpCode = 27
	OpTanh                         OpCode = 28
	OpConcatEmbeddings             OpCode = 29
	OpSkipGram                     OpCode = 30
	OpCall                         OpCode = 31
	OpCustom                       OpCode = 32
	OpEmbeddingLookupSparse        OpCode = 33
	OpPad                          OpCode = 34
	OpUnidirectionalSequenceRNN    OpCode = 35
	OpGather                       OpCode = 36
	OpBatchToSpaceND               OpCode = 37
	OpSpaceToBatchND               OpCode = 38
	OpTranspose                    OpCode = 39
	OpMean                         OpCode = 40
	OpSub                          OpCode = 41
	OpDiv                          OpCode = 42
	OpSqueeze                      OpCode = 43
	OpUnidirectionalSequenceLSTM   OpCode = 44
	OpStridedSlice                 OpCode = 45
	OpBidirectionalSequenceRNN     OpCode = 46
	OpExp                          OpCode = 47
	OpTopKV2                       OpCode = 48
	OpSplit                        OpCode = 49
	OpLogSoftmax                   OpCode = 50
	OpDelegate                     OpCode = 51
	OpBidirectionalSequenceLSTM    OpCode = 52
	OpCast                         OpCode = 53
	OpPrelu                        OpCode = 54
	OpMaximum                      OpCode = 55
	OpArgMax                       OpCode = 56
	OpMinimum                      OpCode = 57
	OpLess                         OpCode = 58
	OpNeg                          OpCode = 59
	OpPadV2                        OpCode = 60
	OpGreater                      OpCode = 61
	OpGreaterEqual                 OpCode = 62
	OpLessEqual                    OpCode = 63
	OpSelect                       OpCode = 64
	OpSlice                        OpCode = 65
	OpSin                          OpCode = 66
	OpTransposeConv                OpCode = 67
	OpSparseToDense                OpCode = 68
	OpTile                         OpCode = 69
	OpExpandDims                   OpCode = 70
	OpEqual                        OpCode = 71
	OpNotEqual                     OpCode = 72
	OpLog                          OpCode = 73
	OpSum                          OpCode = 74
	OpSqrt                         OpCode = 75
	OpRsqrt                        OpCode = 76
	OpShape                        OpCode = 77
	OpPow                          OpCode = 78
	OpArgMin                       OpCode = 79
	OpFakeQuant                    OpCode = 80
	OpReduceProd                   OpCode = 81
	OpReduceMax                    OpCode = 82
	OpPack                         OpCode = 83
	OpLogicalOr                    OpCode = 84
	OpOneHot                       OpCode = 85
	OpLogicalAnd                   OpCode = 86
	OpLogicalNot                   OpCode = 87
	OpUnpack                       OpCode = 88
	OpReduceMin                    OpCode = 89
	OpFloorDiv                     OpCode = 90
	OpReduceAny                    OpCode = 91
	OpSquare                       OpCode = 92
	OpZerosLike                    OpCode = 93
	OpFill                         OpCode = 94
	OpFloorMod                     OpCode = 95
	OpRange                        OpCode = 96
	OpResizeNearestNeighbor        OpCode = 97
	OpLeakyRelu                    OpCode = 98
	OpSquaredDifference            OpCode = 99
	OpMirrorPad                    OpCode = 100
	OpAbs                          OpCode = 101
	OpSplitV                       OpCode = 102
	OpUnique                       OpCode = 103
	OpCeil                         OpCode = 104
	OpReverseV2                    OpCode = 105
	OpAddN                         OpCode = 106
	OpGatherND                     OpCode = 107
	OpCos                          OpCode = 108
	OpWhere                        OpCode = 109
	OpRank                         OpCode = 110
	OpElu                          OpCode = 111
	OpReverseSequence              OpCode = 112
	OpMatrixDiag                   OpCode = 113
	OpQuantize                     OpCode = 114
	OpMatrixSetDiag                OpCode = 115
	OpRound                        OpCode = 116
	OpHardSwish                    OpCode = 117
	OpIf                           OpCode = 118
	OpWhile                        OpCode = 119
	OpNonMaxSuppressionV4          OpCode = 120
	OpNonMaxSuppressionV5          OpCode = 121
	OpScatterND                    OpCode = 122
	OpSelectV2                     OpCode = 123
	OpDensify                      OpCode = 124
	OpSegmentSum                   OpCode = 125
	OpBatchMatMul                  OpCode = 126
	OpPlaceholderForGreaterOpCodes OpCode = 127
	OpCumsum                       OpCode = 128
	OpCallOnce                     OpCode = 129
	OpBroadcastTo                  OpCode = 130
	OpRFFT2D                       OpCode = 131
	OpConv3D                       OpCode = 132
	OpImag                         OpCode = 133
	OpReal                         OpCode = 134
	OpComplexAbs                   OpCode = 135
	OpHashtable                    OpCode = 136
	OpHashtableFind                OpCode = 137
	OpHashtableImport              OpCode = 138
	OpHashtableSize                OpCode = 139
	OpReduceAll                    OpCode = 140
	OpConv3DTranspose              OpCode = 141
	OpVarHandle                    OpCode = 142
	OpReadVariable                 OpCode = 143
	OpAssignVariable               OpCode = 144
	OpBroadcastArgs                OpCode = 145
	OpRandomStandardNormal         OpCode = 146
	OpBucketize                    OpCode = 147
	OpRandomUniform                OpCode = 148
	OpMultinomial                  OpCode = 149
	OpGelu                         OpCode = 150
	OpDynamicUpdateSlice           OpCode = 151
	OpRelu0To1                     OpCode = 152
	OpUnsortedSegmentProd          OpCode = 153
	OpUnsortedSegmentMax           OpCode = 154
	OpUnsortedSegmentSum           OpCode = 155
	OpAtan2                        OpCode = 156
	OpUnsortedSegmentMin           OpCode = 157
	OpSign                         OpCode = 158
	OpBitcast                      OpCode = 159
	OpBitwiseXor                   OpCode = 160
	OpRightShift                   OpCode = 161
	OpStableHLOLogistic            OpCode = 162
	OpStableHLOAdd                 OpCode = 163
	OpStableHLODivide              OpCode = 164
	OpStableHLOMultiply            OpCode = 165
	OpStableHLOMaximum             OpCode = 166
	OpStableHLOReshape             OpCode = 167
	OpStableHLOClamp               OpCode = 168
	OpStableHLOConcatenate         OpCode = 169
	OpStableHLOBroadcastInDim      OpCode = 170
	OpStableHLOConvolution         OpCode = 171
	OpStableHLOSlice               OpCode = 172
	OpStableHLOCustomCall          OpCode = 173
	OpStableHLOReduce              OpCode = 174
	OpStableHLOAbs                 OpCode = 175
	OpStableHLOAnd                 OpCode = 176
	OpStableHLOCosine              OpCode = 177
	OpStableHLOExponential         OpCode = 178
	OpStableHLOFloor               OpCode = 179
	OpStableHLOLog                 OpCode = 180
	OpStableHLOMinimum             OpCode = 181
	OpStableHLONegate              OpCode = 182
	OpStableHLOOr                  OpCode = 183
	OpStableHLOPower               OpCode = 184
	OpStableHLORemainder           OpCode = 185
	OpStableHLORsqrt               OpCode = 186
	OpStableHLOSelect              OpCode = 187
	OpStableHLOSubtract            OpCode = 188
	OpStableHLOTanh                OpCode = 189
	OpStableHLOScatter             OpCode = 190
	OpStableHLOCompare             OpCode = 191
	OpStableHLOConvert             OpCode = 192
	OpStableHLODynamicSlice        OpCode = 193
	OpStableHLODynamicUpdateSlice  OpCode = 194
	OpStableHLOPad                 OpCode = 195
	OpStableHLOIota                OpCode = 196
	OpStableHLODotGeneral          OpCode = 197
	OpStableHLOReduceWindow        OpCode = 198
	OpStableHLOSort                OpCode = 199
	OpStableHLOWhile               OpCode = 200
	OpStableHLOGather              OpCode = 201
	OpStableHLOTranspose           OpCode = 202
	OpDilate                       OpCode = 203
	OpStableHLORNGBitGenerator     OpCode = 204
	OpReduceWindow                 OpCode = 205
	OpStableHLOComposite           OpCode = 206
	OpStableHLOShiftLeft           OpCode = 207
	OpStableHLOCbrt                OpCode = 208
	OpStableHLOCase                OpCode = 209
)

// opNames holds the schema's own spelling of each operator, by number.
var opNames = [...]string{
	OpAdd:                          "ADD",
	OpAveragePool2D:                "AVERAGE_POOL_2D",
	OpConcatenation:                "CONCATENATION",
	OpConv2D:                       "CONV_2D",
	OpDepthwiseConv2D:              "DEPTHWISE_CONV_2D",
	OpDepthToSpace:                 "DEPTH_TO_SPACE",
	OpDequantize:                   "DEQUANTIZE",
	OpEmbeddingLookup:              "EMBEDDING_LOOKUP",
	OpFloor:                        "FLOOR",
	OpFullyConnected:               "FULLY_CONNECTED",
	OpHashtableLookup:              "HASHTABLE_LOOKUP",
	OpL2Normalization:              "L2_NORMALIZATION",
	OpL2Pool2D:                     "L2_POOL_2D",
	OpLocalResponseNormalization:   "LOCAL_RESPONSE_NORMALIZATION",
	OpLogistic:                     "LOGISTIC",
	OpLSHProjection:                "LSH_PROJECTION",
	OpLSTM:                         "LSTM",
	OpMaxPool2D:                    "MAX_POOL_2D",
	OpMul:                          "MUL",
	OpRelu:                         "RELU",
	OpReluN1To1:                    "RELU_N1_TO_1",
	OpRelu6:                        "RELU6",
	OpReshape:                      "RESHAPE",
	OpResizeBilinear:               "RESIZE_BILINEAR",
	OpRNN:                          "RNN",
	OpSoftmax:                      "SOFTMAX",
	OpSpaceToDepth:                 "SPACE_TO_DEPTH",
	OpSVDF:                         "SVDF",
	OpTanh:                         "TANH",
	OpConcatEmbeddings:             "CONCAT_EMBEDDINGS",
	OpSkipGram:                     "SKIP_GRAM",
	OpCall:                         "CALL",
	OpCustom:                       "CUSTOM",
	OpEmbeddingLookupSparse:        "EMBEDDING_LOOKUP_SPARSE",
	OpPad:                          "PAD",
	OpUnidirectionalSequenceRNN:    "UNIDIRECTIONAL_SEQUENCE_RNN",
	OpGather:                       "GATHER",
	OpBatchToSpaceND:               "BATCH_TO_SPACE_ND",
	OpSpaceToBatchND:               "SPACE_TO_BATCH_ND",
	OpTranspose:                    "TRANSPOSE",
	OpMean:                         "MEAN",
	OpSub:                          "SUB",
	OpDiv:                          "DIV",
	OpSqueeze:                      "SQUEEZE",
	OpUnidirectionalSequenceLSTM:   "UNIDIRECTIONAL_SEQUENCE_LSTM",
	OpStridedSlice:                 "STRIDED_SLICE",
	OpBidirectionalSequenceRNN:     "BIDIRECTIONAL_SEQUENCE_RNN",
	OpExp:                          "EXP",
	OpTopKV2:                       "TOPK_V2",
	OpSplit:                        "SPLIT",
	OpLogSoftmax:                   "LOG_SOFTMAX",
	OpDelegate:                     "DELEGATE",
	OpBidirectionalSequenceLSTM:    "BIDIRECTIONAL_SEQUENCE_LSTM",
	OpCast:                         "CAST",
	OpPrelu:                        "PRELU",
	OpMaximum:                      "MAXIMUM",
	OpArgMax:                       "ARG_MAX",
	OpMinimum:                      "MINIMUM",
	OpLess:                         "LESS",
	OpNeg:                          "NEG",
	OpPadV2:                        "PADV2",
	OpGreater:                      "GREATER",
	OpGreaterEqual:                 "GREATER_EQUAL",
	OpLessEqual:                    "LESS_EQUAL",
	OpSelect:                       "SELECT",
	OpSlice:                        "SLICE",
	OpSin:                          "SIN",
	OpTransposeConv:                "TRANSPOSE_CONV",
	OpSparseToDense:                "SPARSE_TO_DENSE",
	OpTile:                         "TILE",
	OpExpandDims:                   "EXPAND_DIMS",
	OpEqual:                        "EQUAL",
	OpNotEqual:                     "NOT_EQUAL",
	OpLog:                          "LOG",
	OpSum:                          "SUM",
	OpSqrt:                         "SQRT",
	OpRsqrt:                        "RSQRT",
	OpShape:                        "SHAPE",
	OpPow:                          "POW",
	OpArgMin:                       "ARG_MIN",
	OpFakeQuant:                    "FAKE_QUANT",
	OpReduceProd:                   "REDUCE_PROD",
	OpReduceMax:                    "REDUCE_MAX",
	OpPack:                         "PACK",
	OpLogicalOr:                    "LOGICAL_OR",
	OpOneHot:                       "ONE_HOT",
	OpLogicalAnd:                   "LOGICAL_AND",
	OpLogicalNot:                   "LOGICAL_NOT",
	OpUnpack:                       "UNPACK",
	OpReduceMin:                    "REDUCE_MIN",
	OpFloorDiv:                     "FLOOR_DIV",
	OpReduceAny:                    "REDUCE_ANY",
	OpSquare:                       "SQUARE",
	OpZerosLike:                    "ZEROS_LIKE",
	OpFill:                         "FILL",
	OpFloorMod:                     "FLOOR_MOD",
	OpRange:                        "RANGE",
	OpResizeNearestNeighbor:        "RESIZE_NEAREST_NEIGHBOR",
	OpLeakyRelu:                    "LEAKY_RELU",
	OpSquaredDifference:            "SQUARED_DIFFERENCE",
	OpMirrorPad:                    "MIRROR_PAD",
	OpAbs:                          "ABS",
	OpSplitV:                       "SPLIT_V",
	OpUnique:                       "UNIQUE",
	OpCeil:                         "CEIL",
	OpReverseV2:                    "REVERSE_V2",
	OpAddN:                         "ADD_N",
	OpGatherND:                     "GATHER_ND",
	OpCos:                          "COS",
	OpWhere:                        "WHERE",
	OpRank:                         "RANK",
	OpElu:                          "ELU",
	OpReverseSequence:              "REVERSE_SEQUENCE",
	OpMatrixDiag:                   "MATRIX_DIAG",
	OpQuantize:                     "QUANTIZE",
	OpMatrixSetDiag:                "MATRIX_SET_DIAG",
	OpRound:                        "ROUND",
	OpHardSwish:                    "HARD_SWISH",
	OpIf:                           "IF",
	OpWhile:                        "WHILE",
	OpNonMaxSuppressionV4:          "NON_MAX_SUPPRESSION_V4",
	OpNonMaxSuppressionV5:          "NON_MAX_SUPPRESSION_V5",
	OpScatterND:                    "SCATTER_ND",
	OpSelectV2:                     "SELECT_V2",
	OpDensify:                      "DENSIFY",
	OpSegmentSum:                   "SEGMENT_SUM",
	OpBatchMatMul:                  "BATCH_MATMUL",
	OpPlaceholderForGreaterOpCodes: "PLACEHOLDER_FOR_GREATER_OP_CODES",
	OpCumsum:                       "CUMSUM",
	OpCallOnce:                     "CALL_ONCE",
	OpBroadcastTo:                  "BROADCAST_TO",
	OpRFFT2D:                       "RFFT2D",
	OpConv3D:                       "CONV_3D",
	OpImag:                         "IMAG",
	OpReal:                         "REAL",
	OpComplexAbs:                   "COMPLEX_ABS",
	OpHashtable:                    "HASHTABLE",
	OpHashtableFind:                "HASHTABLE_FIND",
	OpHashtableImport:              "HASHTABLE_IMPORT",
	OpHashtableSize:                "HASHTABLE_SIZE",
	OpReduceAll:                    "REDUCE_ALL",
	OpConv3DTranspose:              "CONV_3D_TRANSPOSE",
	OpVarHandle:                    "VAR_HANDLE",
	OpReadVariable:                 "READ_VARIABLE",
	OpAssignVariable:               "ASSIGN_VARIABLE",
	OpBroadcastArgs:                "BROADCAST_ARGS",
	OpRandomStandardNormal:         "RANDOM_STANDARD_NORMAL",
	OpBucketize:                    "BUCKETIZE",
	OpRandomUniform:                "RANDOM_UNIFORM",
	OpMultinomial:                  "MULTINOMIAL",
	OpGelu:                         "GELU",
	OpDynamicUpdateSlice:           "DYNAMIC_UPDATE_SLICE",
	OpRelu0To1:                     "RELU_0_TO_1",
	OpUnsortedSegmentProd:          "UNSORTED_SEGMENT_PROD",
	OpUnsortedSegmentMax:           "UNSORTED_SEGMENT_MAX",
	OpUnsortedSegmentSum:           "UNSORTED_SEGMENT_SUM",
	OpAtan2:                        "ATAN2",
	OpUnsortedSegmentMin:           "UNSORTED_SEGMENT_MIN",
	OpSign:                         "SIGN",
	OpBitcast:                      "BITCAST",
	OpBitwiseXor:                   "BITWISE_XOR",
	OpRightShift:                   "RIGHT_SHIFT",
	OpStableHLOLogistic:            "STABLEHLO_LOGISTIC",
	OpStableHLOAdd:                 "STABLEHLO_ADD",
	OpStableHLODivide:              "STABLEHLO_DIVIDE",
	OpStableHLOMultiply:            "STABLEHLO_MULTIPLY",
	OpStableHLOMaximum:             "STABLEHLO_MAXIMUM",
	OpStableHLOReshape:             "STABLEHLO_RESHAPE",
	OpStableHLOClamp:               "STABLEHLO_CLAMP",
	OpStableHLOConcatenate:         "STABLEHLO_CONCATENATE",
	OpStableHLOBroadcastInDim:      "STABLEHLO_BROADCAST_IN_DIM",
	OpStableHLOConvolution:         "STABLEHLO_CONVOLUTION",
	OpStableHLOSlice:               "STABLEHLO_SLICE",
	OpStableHLOCustomCall:          "STABLEHLO_CUSTOM_CALL",
	OpStableHLOReduce:              "STABLEHLO_REDUCE",
	OpStableHLOAbs:                 "STABLEHLO_ABS",
	OpStableHLOAnd:                 "STABLEHLO_AND",
	OpStableHLOCosine:              "STABLEHLO_COSINE",
	OpStableHLOExponential:         "STABLEHLO_EXPONENTIAL",
	OpStableHLOFloor:               "STABLEHLO_FLOOR",
	OpStableHLOLog:                 "STABLEHLO_LOG",
	OpStableHLOMinimum:             "STABLEHLO_MINIMUM",
	OpStableHLONegate:              "STABLEHLO_NEGATE",
	OpStableHLOOr:                  "STABLEHLO_OR",
	OpStableHLOPower:               "STABLEHLO_POWER",
	OpStableHLORemainder:           "STABLEHLO_REMAINDER",
	OpStableHLORsqrt:               "STABLEHLO_RSQRT",
	OpStableHLOSelect:              "STABLEHLO_SELECT",
	OpStableHLOSubtract:            "STABLEHLO_SUBTRACT",
	OpStableHLOTanh:                "STABLEHLO_TANH",
	OpStableHLOScatter:             "STABLEHLO_SCATTER",
	OpStableHLOCompare:             "STABLEHLO_COMPARE",
	OpStableHLOConvert:             "STABLEHLO_CONVERT",
	OpStableHLODynamicSlice:        "STABLEHLO_DYNAMIC_SLICE",
	OpStableHLODynamicUpdateSlice:  "STABLEHLO_DYNAMIC_UPDATE_SLICE",
	OpStableHLOPad:                 "STABLEHLO_PAD",
	OpStableHLOIota:                "STABLEHLO_IOTA",
	OpStableHLODotGeneral:          "STABLEHLO_DOT_GENERAL",
	OpStableHLOReduceWindow:        "STABLEHLO_REDUCE_WINDOW",
	OpStableHLOSort:                "STABLEHLO_SORT",
	OpStableHLOWhile:               "STABLEHLO_WHILE",
	OpStableHLOGather:              "STABLEHLO_GATHER",
	OpStableHLOTranspose:           "STABLEHLO_TRANSPOSE",
	OpDilate:                       "DILATE",
	OpStableHLORNGBitGenerator:     "STABLEHLO_RNG_BIT_GENERATOR",
	OpReduceWindow:                 "REDUCE_WINDOW",
	OpStableHLOComposite:           "STABLEHLO_COMPOSITE",
	OpStableHLOShiftLeft:           "STABLEHLO_SHIFT_LEFT",
	OpStableHLOCbrt:                "STABLEHLO_CBRT",
	OpStableHLOCase:                "STABLEHLO_CASE",
}
