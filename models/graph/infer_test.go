package graph

import (
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func int32s(v ...int32) []byte {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return b
}

// one returns a subgraph of one operator with the inputs given and one output.
func one(op Op, inputs ...Tensor) *Subgraph {
	s := &Subgraph{Tensors: append(append([]Tensor(nil), inputs...), Tensor{}), Outputs: []int{len(inputs)}}
	for i := range inputs {
		s.Inputs = append(s.Inputs, i)
		op.Inputs = append(op.Inputs, i)
	}
	op.Outputs = []int{len(inputs)}
	s.Ops = []Op{op}
	return s
}

func f32(shape ...int) Tensor { return Tensor{Type: Float32, Shape: shape} }
func i32(v ...int32) Tensor {
	return Tensor{Type: Int32, Shape: []int{len(v)}, Data: int32s(v...)}
}

// TestShapes holds rules against shapes that TFLite's documentation and kernels give.
func TestShapes(t *testing.T) {
	conv := func(p Padding, stride, dilation int32) *Conv2DOptions {
		return &Conv2DOptions{Padding: p, StrideW: stride, StrideH: stride, DilationWFactor: dilation, DilationHFactor: dilation}
	}
	for name, c := range map[string]struct {
		s    *Subgraph
		want []int
		err  string
	}{
		"relu":               {s: one(Op{Code: OpRelu}, f32(2, 3)), want: []int{2, 3}},
		"add broadcasts":     {s: one(Op{Code: OpAdd, Options: &AddOptions{}}, f32(2, 1, 4), f32(3, 1)), want: []int{2, 3, 4}},
		"add does not":       {s: one(Op{Code: OpAdd, Options: &AddOptions{}}, f32(2, 3), f32(4)), err: "do not broadcast"},
		"conv same":          {s: one(Op{Code: OpConv2D, Options: conv(PaddingSame, 2, 1)}, f32(1, 7, 8, 3), f32(5, 3, 3, 3)), want: []int{1, 4, 4, 5}},
		"conv valid":         {s: one(Op{Code: OpConv2D, Options: conv(PaddingValid, 1, 2)}, f32(1, 7, 8, 3), f32(5, 3, 3, 3)), want: []int{1, 3, 4, 5}},
		"conv without steps": {s: one(Op{Code: OpConv2D, Options: conv(PaddingValid, 0, 1)}, f32(1, 7, 8, 3), f32(5, 3, 3, 3)), err: "stride"},
		"conv channels":      {s: one(Op{Code: OpConv2D, Options: conv(PaddingSame, 1, 1)}, f32(1, 7, 8, 4), f32(5, 3, 3, 3)), err: "does not go with input"},
		"pool": {s: one(Op{Code: OpAveragePool2D, Options: &Pool2DOptions{Padding: PaddingValid, StrideW: 2, StrideH: 2, FilterWidth: 2, FilterHeight: 3}},
			f32(1, 7, 8, 3)), want: []int{1, 3, 4, 3}},
		"reshape":           {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 3, 4), i32(-1, 6)), want: []int{4, 6}},
		"reshape by option": {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{NewShape: []int32{6, 4}}}, f32(2, 3, 4)), want: []int{6, 4}},
		"reshape twice -1":  {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 3), i32(-1, -1)), err: "cannot reshape"},
		"reshape too small": {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 3), i32(5)), err: "cannot reshape 6 elements to [5]"},
		"reshape overflow":  {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 3), i32(1<<30, 1<<30, 4, 1<<4, 6)), err: "larger than"},
		"reshape unknown":   {s: one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 3), Tensor{Type: Int32, Shape: []int{2}}), err: "known only at run time"},
		"mean":              {s: one(Op{Code: OpMean, Options: &ReducerOptions{}}, f32(2, 3, 4), i32(1, -1)), want: []int{2}},
		"mean keeps":        {s: one(Op{Code: OpMean, Options: &ReducerOptions{KeepDims: true}}, f32(2, 3, 4), i32(1)), want: []int{2, 1, 4}},
		"mean axis":         {s: one(Op{Code: OpMean, Options: &ReducerOptions{}}, f32(2, 3, 4), i32(3)), err: "axis 3"},
		"concatenation":     {s: one(Op{Code: OpConcatenation, Options: &ConcatenationOptions{Axis: -1}}, f32(2, 3), f32(2, 5)), want: []int{2, 8}},
		"concatenation bad": {s: one(Op{Code: OpConcatenation, Options: &ConcatenationOptions{Axis: 0}}, f32(2, 3), f32(2, 5)), err: "[2 5]"},
		"pad":               {s: one(Op{Code: OpPad}, f32(2, 3), Tensor{Type: Int32, Shape: []int{2, 2}, Data: int32s(1, 2, 0, 1)}), want: []int{5, 4}},
		"transpose":         {s: one(Op{Code: OpTranspose}, f32(2, 3, 4), i32(2, 0, 1)), want: []int{4, 2, 3}},
		"transpose twice":   {s: one(Op{Code: OpTranspose}, f32(2, 3, 4), i32(2, 2, 1)), err: "perm"},
		"squeeze":           {s: one(Op{Code: OpSqueeze, Options: &SqueezeOptions{}}, f32(1, 3, 1)), want: []int{3}},
		"squeeze what is 3": {s: one(Op{Code: OpSqueeze, Options: &SqueezeOptions{SqueezeDims: []int32{1}}}, f32(1, 3, 1)), err: "3"},
		"resize":            {s: one(Op{Code: OpResizeBilinear, Options: &ResizeBilinearOptions{}}, f32(1, 2, 3, 4), i32(5, 6)), want: []int{1, 5, 6, 4}},
		"no inputs":         {s: one(Op{Code: OpRelu}), err: "has 0 inputs, wants 1"},
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

func TestUnknownOperatorIsNamed(t *testing.T) {
	_, err := one(Op{Code: OpCustom, Custom: "Sinh"}, f32(1)).Shapes()
	var u *UnsupportedError
	if !errors.As(err, &u) || u.Op != "Sinh" || u.Index != 0 {
		t.Errorf("got %v", err)
	}
}

// TestRulesHaveNames holds the tables together: an operator with a rule is in the schema.
func TestRulesHaveNames(t *testing.T) {
	for c := range rules {
		if !c.Known() {
			t.Errorf("%v has a rule and no name", c)
		}
	}
	if OpCode(-1).Known() || OpCodes.Known() || OpConv2D.String() != "CONV_2D" {
		t.Error("names of operators are off")
	}
}

func TestEntry(t *testing.T) {
	g := valid()
	e, s, err := g.Entry("")
	if err != nil || s != g.Subgraphs[0] || e.Inputs[0].Name != "x" || e.Outputs[0].Name != "y" {
		t.Errorf("without a key: %+v, %v", e, err)
	}
	if e, _, err = g.Entry("serve"); err != nil || e.Inputs[0].Name != "in" || e.Outputs[0].Tensor != 3 {
		t.Errorf("with a key: %+v, %v", e, err)
	}
	if _, _, err = g.Entry("train"); err == nil || !strings.Contains(err.Error(), "the model has serve") {
		t.Errorf("with another key: %v", err)
	}
}
