package graph

import (
	"reflect"
	"strings"
	"testing"
)

func state(shape ...int) Tensor { return Tensor{Type: Float32, Shape: shape, Variable: true} }

// lstmOf returns the inputs of an LSTM of 3 inputs, 4 cells and 2 outputs with everything
// it may have.
func lstmOf(in Tensor, batch int) []Tensor {
	ts := []Tensor{in}
	for _, t := range []struct {
		n int
		t Tensor
	}{{4, f32(4, 3)}, {4, f32(4, 2)}, {3, f32(4)}, {4, f32(4)}, {1, f32(2, 4)}, {1, f32(2)}, {1, state(batch, 2)}, {1, state(batch, 4)}, {4, f32(4)}} {
		for range t.n {
			ts = append(ts, t.t)
		}
	}
	return ts
}

// leaveOut leaves inputs of a subgraph's only operator out.
func leaveOut(s *Subgraph, inputs ...int) *Subgraph {
	for _, i := range inputs {
		s.Ops[0].Inputs[i] = -1
	}
	return s
}

// TestRecurrentShapes holds the rules of recurrent and signal operators against shapes
// that TFLite's kernels give and refuse.
func TestRecurrentShapes(t *testing.T) {
	lstm := func() *Subgraph {
		return one(Op{Code: OpUnidirectionalSequenceLSTM, Options: &UnidirectionalSequenceLSTMOptions{TimeMajor: true}}, lstmOf(f32(7, 5, 3), 5)...)
	}
	svdf := func(rank int32, states int) *Subgraph {
		return one(Op{Code: OpSVDF, Options: &SVDFOptions{Rank: rank}}, f32(2, 3), f32(6, 3), f32(6, 4), f32(3), state(2, states))
	}
	for name, c := range map[string]struct {
		s    *Subgraph
		want []int
		err  string
	}{
		"rfft2d":             {s: one(Op{Code: OpRFFT2D}, f32(5, 7, 9), i32(8, 16)), want: []int{5, 8, 9}},
		"rfft2d odd":         {s: one(Op{Code: OpRFFT2D}, f32(7, 9), i32(8, 12)), err: "powers of two"},
		"rfft2d vector":      {s: one(Op{Code: OpRFFT2D}, f32(9), i32(1, 16)), err: "rank 1"},
		"rfft2d one length":  {s: one(Op{Code: OpRFFT2D}, f32(7, 9), i32(16)), err: "wants 2"},
		"lstm":               {s: lstm(), want: []int{7, 5, 2}},
		"lstm coupled":       {s: leaveOut(lstm(), 1, 5, 9, 12, 20), want: []int{7, 5, 2}},
		"lstm half coupled":  {s: leaveOut(lstm(), 1), err: "input gate has no weights"},
		"lstm no norms":      {s: leaveOut(lstm(), 20, 21, 22, 23), want: []int{7, 5, 2}},
		"lstm some norms":    {s: leaveOut(lstm(), 23), err: "input 20 is there and input 23 is missing"},
		"lstm some peephole": {s: leaveOut(lstm(), 10), err: "input 10 is missing"},
		"lstm projection":    {s: leaveOut(lstm(), 16, 17), err: "no projection weights"},
		"lstm state":         {s: leaveOut(lstm(), 19), err: "input 19 is missing"},
		"lstm inputs":        {s: one(Op{Code: OpUnidirectionalSequenceLSTM, Options: &UnidirectionalSequenceLSTMOptions{}}, f32(1, 2, 3)), err: "wants 20 or 24"},
		"full lstm":          {s: one(Op{Code: OpLSTM, Options: &LSTMOptions{}}, lstmOf(f32(5, 3), 5)...), want: []int{5, 2}},
		"rnn":                {s: one(Op{Code: OpRNN, Options: &RNNOptions{}}, f32(5, 3), f32(4, 3), f32(4, 4), f32(4), state(5, 4)), want: []int{5, 4}},
		"rnn no state":       {s: one(Op{Code: OpRNN, Options: &RNNOptions{}}, f32(5, 3), f32(4, 3), f32(4, 4), f32(4), f32(5, 4)), err: "not a variable"},
		"svdf":               {s: svdf(2, 24), want: []int{2, 3}},
		"svdf rank":          {s: svdf(4, 24), err: "multiple of rank 4"},
		"svdf state":         {s: svdf(2, 9), err: "shape [2 9], wants [2 24]"},
	} {
		shapes, err := c.s.Shapes()
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: got error %v, want %q", name, err, c.err)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		default:
			if got := shapes[c.s.Outputs[0]]; !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s: got %v, want %v", name, got, c.want)
			}
		}
	}
}
