package graph

import (
	"reflect"
	"strings"
	"testing"
)

// matrix is a constant int32 matrix of two columns.
func matrix(v ...int32) Tensor {
	return Tensor{Type: Int32, Shape: []int{len(v) / 2, 2}, Data: int32s(v...)}
}

func scalar(v int32) Tensor { return Tensor{Type: Int32, Shape: []int{}, Data: int32s(v)} }

// unknown is an int32 vector whose values only a run tells.
func unknown(n int) Tensor { return Tensor{Type: Int32, Shape: []int{n}} }

// TestMovementShapes holds the rules of operators that move and index against shapes that
// TFLite's kernels give.
func TestMovementShapes(t *testing.T) {
	for name, c := range map[string]struct {
		s    *Subgraph
		want []int
		err  string
	}{
		"space to batch":         {s: one(Op{Code: OpSpaceToBatchND}, f32(2, 3, 4, 5), i32(2, 3), matrix(1, 0, 0, 2)), want: []int{12, 2, 2, 5}},
		"space to batch uneven":  {s: one(Op{Code: OpSpaceToBatchND}, f32(2, 3, 4, 5), i32(2, 3), matrix(0, 0, 0, 2)), err: "no multiple of block 2"},
		"batch to space":         {s: one(Op{Code: OpBatchToSpaceND}, f32(6, 2, 2, 5), i32(2, 3), matrix(1, 0, 0, 2)), want: []int{1, 3, 4, 5}},
		"batch to space uneven":  {s: one(Op{Code: OpBatchToSpaceND}, f32(5, 2, 2, 5), i32(2, 3), matrix(1, 0, 0, 2)), err: "batch of 5"},
		"batch to space cropped": {s: one(Op{Code: OpBatchToSpaceND}, f32(6, 2, 2, 5), i32(2, 3), matrix(3, 2, 0, 0)), err: "size -1"},
		"depth to space":         {s: one(Op{Code: OpDepthToSpace, Options: &DepthToSpaceOptions{BlockSize: 2}}, f32(1, 2, 3, 8)), want: []int{1, 4, 6, 2}},
		"depth to space uneven":  {s: one(Op{Code: OpDepthToSpace, Options: &DepthToSpaceOptions{BlockSize: 2}}, f32(1, 2, 3, 6)), err: "depth 6"},
		"depth to space huge":    {s: one(Op{Code: OpDepthToSpace, Options: &DepthToSpaceOptions{BlockSize: 1 << 30}}, f32(1, 2, 3, 0)), err: "too large"},
		"space to depth":         {s: one(Op{Code: OpSpaceToDepth, Options: &SpaceToDepthOptions{BlockSize: 2}}, f32(1, 4, 6, 3)), want: []int{1, 2, 3, 12}},
		"broadcast to":           {s: one(Op{Code: OpBroadcastTo}, f32(3, 1), i32(2, 3, 4)), want: []int{2, 3, 4}},
		"broadcast to less":      {s: one(Op{Code: OpBroadcastTo}, f32(3, 1), i32(3)), err: "does not broadcast to [3]"},
		"broadcast to unknown":   {s: one(Op{Code: OpBroadcastTo}, f32(3, 1), unknown(2)), err: "known only at run time"},
		"fill":                   {s: one(Op{Code: OpFill}, i32(2, 0, 3), f32()), want: []int{2, 0, 3}},
		"fill negative":          {s: one(Op{Code: OpFill}, i32(2, -1), f32()), err: "negative dimension"},
		"tile":                   {s: one(Op{Code: OpTile}, f32(2, 3), i32(3, 2)), want: []int{6, 6}},
		"tile huge":              {s: one(Op{Code: OpTile}, f32(2, 3), i32(1<<30, 2)), err: "too large"},
		"reverse":                {s: one(Op{Code: OpReverseV2}, f32(2, 3, 4), i32(-1, 1)), want: []int{2, 3, 4}},
		"reverse with a gap":     {s: one(Op{Code: OpReverseV2}, f32(2, 3, 4), i32(0, 2)), err: "side by side"},
		"reverse sequence":       {s: one(Op{Code: OpReverseSequence, Options: &ReverseSequenceOptions{SeqDim: 1, BatchDim: 1}}, f32(2, 3), unknown(2)), err: "dimensions 1 and 1"},
		"split":                  {s: one(Op{Code: OpSplit, Options: &SplitOptions{NumSplits: 1}}, scalar(-1), f32(2, 3)), want: []int{2, 3}},
		"split into two":         {s: one(Op{Code: OpSplit, Options: &SplitOptions{NumSplits: 2}}, scalar(-1), f32(2, 4)), err: "1 outputs, wants 2"},
		"split sizes":            {s: one(Op{Code: OpSplitV, Options: &SplitVOptions{NumSplits: 1}}, f32(2, 4), i32(-1), scalar(1)), want: []int{2, 4}},
		"split sizes too small":  {s: one(Op{Code: OpSplitV, Options: &SplitVOptions{NumSplits: 1}}, f32(2, 4), i32(3), scalar(1)), err: "do not add up to 4"},
		"scatter":                {s: one(Op{Code: OpScatterND}, unknown(1), f32(4), i32(3, 4)), want: []int{3, 4}},
		"scatter too deep":       {s: one(Op{Code: OpScatterND}, unknown(3), f32(4), i32(3, 4)), err: "do not go with shape"},
		"range":                  {s: one(Op{Code: OpRange}, scalar(7), scalar(0), scalar(-3)), want: []int{3}},
		"range without end":      {s: one(Op{Code: OpRange}, scalar(7), scalar(0), scalar(3)), err: "in steps of 3"},
		"range in no steps":      {s: one(Op{Code: OpRange}, scalar(7), scalar(7), scalar(0)), err: "in steps of 0"},
		"one hot":                {s: one(Op{Code: OpOneHot, Options: &OneHotOptions{Axis: 1}}, f32(2, 3), scalar(5), f32(), f32()), want: []int{2, 5, 3}},
		"matrix diag":            {s: one(Op{Code: OpMatrixDiag}, f32(2, 3)), want: []int{2, 3, 3}},
		"matrix set diag":        {s: one(Op{Code: OpMatrixSetDiag}, f32(2, 3, 5), f32(2, 5)), err: "wants [2 3]"},
		"embedding lookup":       {s: one(Op{Code: OpEmbeddingLookup}, unknown(5), f32(9, 2, 3)), want: []int{5, 2, 3}},
		"where unknown":          {s: where(Tensor{Type: Bool, Shape: []int{3}}), err: "known only at run time"},
		"where":                  {s: where(Tensor{Type: Bool, Shape: []int{3, 1}, Data: []byte{1, 0, 1}}), want: []int{2, 2}},
		"segments":               {s: one(Op{Code: OpSegmentSum}, f32(3, 2), i32(0, 0, 1)), want: []int{2, 2}},
		"segments with a gap":    {s: one(Op{Code: OpSegmentSum}, f32(3, 2), i32(0, 0, 2)), err: "segment 2 follows segment 0"},
		"unsorted segments":      {s: one(Op{Code: OpUnsortedSegmentMax}, f32(3, 2), i32(4, -1, 0), scalar(5)), want: []int{5, 2}},
		"unsorted segments few":  {s: one(Op{Code: OpUnsortedSegmentMax}, f32(3, 2), i32(4, -1, 0), scalar(4)), err: "segment 4 of 4"},
		"update slice":           {s: one(Op{Code: OpDynamicUpdateSlice}, f32(3, 2), f32(4, 1), unknown(2)), err: "is larger"},
		"sparse to dense":        {s: one(Op{Code: OpSparseToDense}, matrix(1, 2, 0, 0), i32(3, 4), f32(2), f32()), want: []int{3, 4}},
		"cumsum":                 {s: one(Op{Code: OpCumsum}, f32(3, 4), scalar(2)), err: "axis 2"},
	} {
		shapes, err := c.s.Shapes()
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: got %v, want an error with %q", name, err, c.err)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case !reflect.DeepEqual(append([]int{}, shapes[c.s.Outputs[0]]...), c.want):
			t.Errorf("%s: %v, want %v", name, shapes[c.s.Outputs[0]], c.want)
		}
	}
}

func where(cond Tensor) *Subgraph {
	s := one(Op{Code: OpWhere}, cond)
	s.Tensors[1].Type = Int64
	return s
}

// TestInfer follows values from a shape to a shape.
func TestInfer(t *testing.T) {
	whole := Tensor{Type: Int32}
	s := &Subgraph{
		Tensors: []Tensor{f32(4, 6), whole, i32(1), i32(2), i32(1), whole, i32(-1), whole, f32(), whole},
		Inputs:  []int{0}, Outputs: []int{8, 9},
		Ops: []Op{
			{Code: OpShape, Options: &ShapeOptions{OutType: Int32}, Inputs: []int{0}, Outputs: []int{1}},
			{Code: OpStridedSlice, Options: &StridedSliceOptions{}, Inputs: []int{1, 2, 3, 4}, Outputs: []int{5}},
			{Code: OpConcatenation, Options: &ConcatenationOptions{}, Inputs: []int{5, 6}, Outputs: []int{7}},
			{Code: OpReshape, Options: &ReshapeOptions{}, Inputs: []int{0, 7}, Outputs: []int{8}},
			{Code: OpAdd, Options: &AddOptions{FusedActivationFunction: ActRelu}, Inputs: []int{7, 4}, Outputs: []int{9}},
		},
	}
	shapes, values, err := s.Infer()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(values[7], []int{6, -1}) || !reflect.DeepEqual(shapes[8], []int{6, 4}) {
		t.Errorf("values %v, shape %v", values[7], shapes[8])
	}
	if values[9] != nil || values[8] != nil || values[2] != nil {
		t.Errorf("known beyond what is followed: %v", values)
	}
}
