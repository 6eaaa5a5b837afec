package graph

// Tensor is one value of a graph: its type, shape and quantization, and its data
// where that is constant. At run time the same type carries inputs and outputs.
type Tensor struct {
	Name  string
	Type  DType
	Shape []int // dimensions, outermost first; empty: a scalar, or a shape known only at run time
	// Signature repeats Shape with -1 for dimensions a caller may choose; nil: none.
	Signature []int
	Quant     *Quant // nil: not quantized
	// Data holds the elements little-endian, outermost dimension first; nil where the
	// tensor is computed. A decoded constant aliases the file's bytes: do not write.
	Data     []byte
	Variable bool // keeps its value between invocations
	HasRank  bool // with an empty Shape: a scalar rather than an unknown shape
	Sparsity *Sparsity
	Variants []VariantSubType
}

// Quant maps integers to real numbers: real = Scale * (q - ZeroPoint), with one pair
// for the tensor or one for each index along Axis (LiteRT 8-bit quantization
// specification).
type Quant struct {
	Scale     []float32
	ZeroPoint []int64 // as long as Scale, or empty: all 0
	Axis      int
	Min, Max  []float32 // what the converter saw; informative
	Details   any       // *CustomQuantization, *BlockwiseQuantization, *MultiAxisQuantization or nil
}

// CustomQuantization is a converter's private scheme, kept as bytes.
type CustomQuantization struct{ Custom []byte }

// BlockwiseQuantization gives each run of BlockSize elements its own scale. Scales and
// ZeroPoints are tensor indices; ZeroPoints -1 means all 0.
type BlockwiseQuantization struct{ Scales, ZeroPoints, BlockSize int32 }

// MultiAxisQuantization gives each index along several axes its own scale. Scales and
// ZeroPoints are tensor indices; ZeroPoints -1 means all 0; BlockSize 0 means per channel.
type MultiAxisQuantization struct {
	Scales, ZeroPoints, BlockSize int32
	Axes                          []int32
}

// Sparsity describes a constant stored without its zeros (schema.fbs, table
// SparsityParameters; the TACO format).
type Sparsity struct {
	TraversalOrder []int32
	BlockMap       []int32
	Dims           []DimensionMetadata
}

// DimensionMetadata is one dimension of a Sparsity. Segments and Indices are
// []int32, []uint16, []uint8 or nil and matter when Sparse is set.
type DimensionMetadata struct {
	Sparse            bool
	DenseSize         int32
	Segments, Indices any
}

// VariantSubType is the type of what a variant tensor holds.
type VariantSubType struct {
	Shape   []int
	Type    DType
	HasRank bool
}

// Const reports whether the tensor's value is in the file.
func (t *Tensor) Const() bool { return t.Data != nil }

// Elems returns the number of elements of the tensor's shape. Validate has made sure
// that it does not overflow.
func (t *Tensor) Elems() int { return Elems(t.Shape) }

// Bytes returns the size of the tensor's data.
func (t *Tensor) Bytes() int { return t.Type.Bytes(t.Elems()) }

// Scale returns the per-tensor scale, 0 when the tensor is not quantized.
func (t *Tensor) Scale() float32 {
	if t.Quant == nil || len(t.Quant.Scale) == 0 {
		return 0
	}
	return t.Quant.Scale[0]
}

// ZeroPoint returns the per-tensor zero point, 0 when the tensor is not quantized.
func (t *Tensor) ZeroPoint() int32 {
	if t.Quant == nil || len(t.Quant.ZeroPoint) == 0 {
		return 0
	}
	return int32(t.Quant.ZeroPoint[0])
}

// PerChannel reports whether the tensor has a scale for each index along Quant.Axis.
func (t *Tensor) PerChannel() bool { return t.Quant != nil && len(t.Quant.Scale) > 1 }

// Elems returns the product of the dimensions, 1 for a scalar.
func Elems(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}
