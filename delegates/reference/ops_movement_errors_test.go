package reference_test

import (
	"strings"
	"testing"

	"edged/models/graph"
)

// oneOp is a graph of one operator whose tensors are its inputs, then its outputs. Those
// without data are the subgraph's inputs.
func oneOp(op graph.Op, inputs, outputs []graph.Tensor) *graph.Graph {
	s := &graph.Subgraph{Tensors: append(inputs, outputs...)}
	for i := range inputs {
		if inputs[i].Data == nil {
			s.Inputs = append(s.Inputs, i)
		}
		op.Inputs = append(op.Inputs, i)
	}
	for i := range outputs {
		s.Outputs = append(s.Outputs, len(inputs)+i)
		op.Outputs = append(op.Outputs, len(inputs)+i)
	}
	s.Ops = []graph.Op{op}
	return &graph.Graph{Subgraphs: []*graph.Subgraph{s}}
}

func ints(v ...int) graph.Tensor {
	return graph.Tensor{Type: graph.Int32, Shape: []int{len(v)}, Data: graph.IntData(graph.Int32, v)}
}

func intScalar(v int) graph.Tensor {
	return graph.Tensor{Type: graph.Int32, Shape: []int{}, Data: graph.IntData(graph.Int32, []int{v})}
}

// TestMovementErrors wants what cannot be computed refused, by loading or, where values
// decide, by running.
func TestMovementErrors(t *testing.T) {
	of := func(t graph.DType, shape ...int) graph.Tensor { return graph.Tensor{Type: t, Shape: shape} }
	quantized := func(scale float32, zero int64) graph.Tensor {
		return graph.Tensor{Type: graph.Int16, Shape: []int{4}, Quant: &graph.Quant{Scale: []float32{scale}, ZeroPoint: []int64{zero}}}
	}
	type list = []graph.Tensor
	for name, c := range map[string]struct {
		op   graph.Op
		in   list
		out  graph.Tensor
		want string
	}{
		"types of a tile":            {graph.Op{Code: graph.OpTile}, list{of(graph.Int8, 2), ints(3)}, of(graph.UInt8), "TILE (operator 0): no kernel for int8 int32 to uint8"},
		"a sum of int16":             {graph.Op{Code: graph.OpSum, Options: &graph.ReducerOptions{}}, list{quantized(1, 0), ints(0)}, quantized(1, 0), "no kernel for int16"},
		"a mean of int16 off zero":   {graph.Op{Code: graph.OpMean, Options: &graph.ReducerOptions{}}, list{quantized(1, 3), ints(0)}, quantized(1, 0), "must be 0"},
		"a maximum of other scale":   {graph.Op{Code: graph.OpReduceMax, Options: &graph.ReducerOptions{}}, list{quantized(1, 0), ints(0)}, quantized(2, 0), "quantized differently"},
		"a huge product":             {graph.Op{Code: graph.OpReduceProd, Options: &graph.ReducerOptions{}}, list{quantized(1e9, 0), ints(0)}, quantized(1, 0), "2^30"},
		"zeros like bytes":           {graph.Op{Code: graph.OpZerosLike}, list{of(graph.Int8, 2)}, of(graph.Int8), "no kernel for int8"},
		"nearest of int64":           {graph.Op{Code: graph.OpResizeNearestNeighbor, Options: &graph.ResizeNearestNeighborOptions{}}, list{of(graph.Int64, 1, 2, 2, 1), ints(3, 3)}, of(graph.Int64), "no kernel for int64"},
		"any of numbers":             {graph.Op{Code: graph.OpReduceAny, Options: &graph.ReducerOptions{}}, list{of(graph.Int8, 2), ints(0)}, of(graph.Int8), "no kernel for int8"},
		"a diagonal of truths":       {graph.Op{Code: graph.OpMatrixDiag}, list{of(graph.Bool, 2)}, of(graph.Bool), "no kernel for bool"},
		"boundaries out of order":    {graph.Op{Code: graph.OpBucketize, Options: &graph.BucketizeOptions{Boundaries: []float32{1, 0}}}, list{of(graph.Float32, 2)}, of(graph.Int32), "not sorted"},
		"a table without scale":      {graph.Op{Code: graph.OpEmbeddingLookup}, list{of(graph.Int32, 2), {Type: graph.Int8, Shape: []int{1, 2}, Data: []byte{1, 2}}}, of(graph.Float32), "is not quantized"},
		"too many dimensions":        {graph.Op{Code: graph.OpTile}, list{of(graph.Int8, 2, 2, 2, 2, 2, 2, 2, 2, 2), ints(2, 2, 2, 2, 2, 2, 2, 2, 2)}, of(graph.Int8), "more than 16 dimensions"},
		"a row outside the table":    {graph.Op{Code: graph.OpEmbeddingLookup}, list{of(graph.Int32, 2), {Type: graph.Int8, Shape: []int{0, 2}, Data: []byte{}}}, of(graph.Int8), "row 0 is outside a table of 0"},
		"a scatter outside":          {graph.Op{Code: graph.OpScatterND}, list{{Type: graph.Int32, Shape: []int{1, 1}, Data: graph.IntData(graph.Int32, []int{7})}, of(graph.Int8, 1), ints(5)}, of(graph.Int8), "index 7 is outside axis 0 of size 5"},
		"a sparse index outside":     {graph.Op{Code: graph.OpSparseToDense}, list{ints(-1), ints(5), of(graph.Int8, 1), of(graph.Int8)}, of(graph.Int8), "index -1 is outside"},
		"a sequence too long":        {graph.Op{Code: graph.OpReverseSequence, Options: &graph.ReverseSequenceOptions{SeqDim: 1}}, list{of(graph.Int32, 1, 3), ints(4)}, of(graph.Int32), "a sequence of 4 in a dimension of 3"},
		"shapes that do not go":      {graph.Op{Code: graph.OpBroadcastArgs}, list{ints(2, 3), ints(2)}, of(graph.Int32), "do not broadcast"},
		"more than there is":         {graph.Op{Code: graph.OpUnsortedSegmentSum}, list{of(graph.Float32, 2), ints(0, 3), intScalar(3)}, of(graph.Float32), "segment 3 of 3"},
		"a condition of 16 bits":     {graph.Op{Code: graph.OpWhere}, list{{Type: graph.Int16, Shape: []int{1}, Data: []byte{1, 0}}}, of(graph.Int64), "no kernel for int16"},
		"a size that takes too much": {graph.Op{Code: graph.OpFill}, list{ints(1<<20, 1<<20), of(graph.Int8)}, of(graph.Int8), "is larger than"},
	} {
		err := runOnce(oneOp(c.op, c.in, list{c.out}))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// TestSigma wants a negative sigma refused: LiteRT does.
func TestSigma(t *testing.T) {
	f := graph.Tensor{Type: graph.Float32, Shape: []int{}}
	minus := graph.Tensor{Type: graph.Float32, Shape: []int{}, Data: []byte{0, 0, 0x80, 0xbf}}
	boxes, scores := graph.Tensor{Type: graph.Float32, Shape: []int{2, 4}}, graph.Tensor{Type: graph.Float32, Shape: []int{2}}
	err := runOnce(oneOp(graph.Op{Code: graph.OpNonMaxSuppressionV5}, []graph.Tensor{boxes, scores, intScalar(2), f, f, minus},
		[]graph.Tensor{{Type: graph.Int32}, {Type: graph.Float32}, {Type: graph.Int32}}))
	if err == nil || !strings.Contains(err.Error(), "sigma -1 is negative") {
		t.Errorf("got %v", err)
	}
}
