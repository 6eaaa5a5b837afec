package graph

// StableHLOConvolutionOptions are the attributes of STABLEHLO_CONVOLUTION
// (schema.fbs, table StablehloConvolutionOptions).
type StableHLOConvolutionOptions struct {
	WindowStrides                []int64
	Padding                      []int64
	LhsDilation                  []int64
	RhsDilation                  []int64
	WindowReversal               []bool
	InputBatchDimension          int64
	InputFeatureDimension        int64
	InputSpatialDimensions       []int64
	KernelInputFeatureDimension  int64
	KernelOutputFeatureDimension int64
	KernelSpatialDimensions      []int64
	OutputBatchDimension         int64
	OutputFeatureDimension       int64
	OutputSpatialDimensions      []int64
	FeatureGroupCount            int64
	BatchGroupCount              int64
	PrecisionConfig              []uint32
}
