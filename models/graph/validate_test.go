package graph

import (
	"math"
	"strings"
	"testing"
)

// valid is a graph of two operators that Validate accepts.
func valid() *Graph {
	return &Graph{Version: 3, Subgraphs: []*Subgraph{{
		Inputs: []int{0}, Outputs: []int{3},
		Tensors: []Tensor{
			{Name: "x", Type: Int8, Shape: []int{1, 4}, Quant: &Quant{Scale: []float32{0.5}, ZeroPoint: []int64{3}}},
			{Name: "w", Type: Int8, Shape: []int{2, 4}, Data: make([]byte, 8), Quant: &Quant{Scale: []float32{1, 2}, ZeroPoint: []int64{0, 0}}},
			{Name: "h", Type: Int8, Shape: []int{1, 2}},
			{Name: "y", Type: Int8, Shape: []int{1, 2}},
		},
		Ops: []Op{
			{Code: OpFullyConnected, Inputs: []int{0, 1, -1}, Outputs: []int{2}, Options: &FullyConnectedOptions{}},
			{Code: OpRelu, Inputs: []int{2}, Outputs: []int{3}},
		},
	}}, Signatures: []SignatureDef{{Key: "serve", Inputs: []TensorMap{{"in", 0}}, Outputs: []TensorMap{{"out", 3}}}}}
}

func TestValidateAccepts(t *testing.T) {
	if err := Validate(valid()); err != nil {
		t.Error(err)
	}
}

// TestValidateRefuses breaks the valid graph in one place at a time.
func TestValidateRefuses(t *testing.T) {
	for want, breakIt := range map[string]func(*Graph, *Subgraph){
		"the model has no subgraph":                         func(g *Graph, _ *Subgraph) { g.Subgraphs = nil },
		`tensor 0 "x": shape [1 -4] has a negative`:         func(_ *Graph, s *Subgraph) { s.Tensors[0].Shape[1] = -4 },
		`tensor 2 "h": shape [1073741824 1024]`:             func(_ *Graph, s *Subgraph) { s.Tensors[2].Shape = []int{1 << 30, 1 << 10} },
		"is larger than 1073741824 bytes":                   func(_ *Graph, s *Subgraph) { s.Tensors[2].Type, s.Tensors[2].Shape = Float32, []int{1 << 29} },
		`tensor 1 "w": 7 bytes of data, int8 [2 4] takes 8`: func(_ *Graph, s *Subgraph) { s.Tensors[1].Data = make([]byte, 7) },
		"a variable has constant data":                      func(_ *Graph, s *Subgraph) { s.Tensors[1].Variable = true },
		"a resource tensor cannot be constant":              func(_ *Graph, s *Subgraph) { s.Tensors[1].Type = Resource },
		"shape signature [1] does not fit shape [1 4]":      func(_ *Graph, s *Subgraph) { s.Tensors[0].Signature = []int{1} },
		"1 scales and 2 zero points":                        func(_ *Graph, s *Subgraph) { s.Tensors[0].Quant.ZeroPoint = []int64{1, 2} },
		"quantized along axis 5":                            func(_ *Graph, s *Subgraph) { s.Tensors[1].Quant.Axis = 5 },
		"2 scales for 4 channels along axis 1":              func(_ *Graph, s *Subgraph) { s.Tensors[1].Quant.Axis = 1 },
		"scale 0 is NaN":                                    func(_ *Graph, s *Subgraph) { s.Tensors[0].Quant.Scale[0] = float32(math.NaN()) },
		"scale 1 is -2":                                     func(_ *Graph, s *Subgraph) { s.Tensors[1].Quant.Scale[1] = -2 },
		"scale 0 is +Inf":                                   func(_ *Graph, s *Subgraph) { s.Tensors[0].Quant.Scale[0] = float32(math.Inf(1)) },
		"zero point 0 is 200, outside int8":                 func(_ *Graph, s *Subgraph) { s.Tensors[0].Quant.ZeroPoint[0] = 200 },
		"its scales are tensor 9": func(_ *Graph, s *Subgraph) {
			s.Tensors[1].Quant.Details = &BlockwiseQuantization{Scales: 9, ZeroPoints: -1}
		},
		"the subgraph's input 0 is tensor 9 of 4":                           func(_ *Graph, s *Subgraph) { s.Inputs[0] = 9 },
		"the subgraph's output 0 is tensor -1 of 4":                         func(_ *Graph, s *Subgraph) { s.Outputs[0] = -1 },
		`the subgraph's input 0 is the constant tensor 1 "w"`:               func(_ *Graph, s *Subgraph) { s.Inputs[0] = 1 },
		"FULLY_CONNECTED (operator 0): input 1 is tensor 4 of 4":            func(_ *Graph, s *Subgraph) { s.Ops[0].Inputs[1] = 4 },
		"RELU (operator 1): output 0 is tensor -1 of 4":                     func(_ *Graph, s *Subgraph) { s.Ops[1].Outputs[0] = -1 },
		`FULLY_CONNECTED (operator 0): input 0, tensor 3 "y", has no value`: func(_ *Graph, s *Subgraph) { s.Ops[0].Inputs[0] = 3 },
		`RELU (operator 1): output 0, tensor 2 "h", has a value already`:    func(_ *Graph, s *Subgraph) { s.Ops[1].Outputs[0] = 2 },
		`RELU (operator 1): output 0, tensor 1 "w", has a value already`:    func(_ *Graph, s *Subgraph) { s.Ops[1].Outputs[0] = 1 },
		`the subgraph's output 0, tensor 3 "y", is never computed`:          func(_ *Graph, s *Subgraph) { s.Ops = s.Ops[:1] },
		`signature "serve" runs subgraph 1 of 1`:                            func(g *Graph, _ *Subgraph) { g.Signatures[0].Subgraph = 1 },
		`signature "serve": "out" is tensor 7 of 4`:                         func(g *Graph, _ *Subgraph) { g.Signatures[0].Outputs[0].Tensor = 7 },
		`signature 1 is a second one named "serve"`:                         func(g *Graph, _ *Subgraph) { g.Signatures = append(g.Signatures, g.Signatures[0]) },
		"RELU (operator 1) runs subgraph 1 of 1": func(_ *Graph, s *Subgraph) {
			s.Ops[1].Options = &IfOptions{ThenSubgraphIndex: 1}
		},
		"RELU (operator 1) runs subgraph 0 inside itself": func(_ *Graph, s *Subgraph) {
			s.Ops[1].Options = &WhileOptions{}
		},
	} {
		g := valid()
		breakIt(g, g.Subgraphs[0])
		if err := Validate(g); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestSubgraphsMayNotRunEachOtherForEver(t *testing.T) {
	g := valid()
	second := valid().Subgraphs[0]
	g.Subgraphs = append(g.Subgraphs, second)
	g.Subgraphs[0].Ops[1].Options = &CallOnceOptions{InitSubgraphIndex: 1}
	if err := Validate(g); err != nil {
		t.Errorf("one runs the other: %v", err)
	}
	second.Ops[1].Options = &CallOnceOptions{InitSubgraphIndex: 0}
	if err := Validate(g); err == nil || !strings.Contains(err.Error(), "subgraph 1: RELU (operator 1) runs subgraph 0 inside itself") {
		t.Errorf("both run each other: %v", err)
	}
}

func TestStrings(t *testing.T) {
	good := []byte{2, 0, 0, 0, 16, 0, 0, 0, 17, 0, 0, 0, 19, 0, 0, 0, 'a', 'b', 'c'}
	for want, data := range map[string][]byte{
		"":                            good,
		"hold no strings":             good[:3],
		"3 strings, the shape has 2":  append([]byte{3}, good[1:]...),
		"too few for 2 strings":       good[:10],
		"string 1 starts at 99 of 19": append(append(append([]byte{}, good[:8]...), 99), good[9:]...),
		"string 0 starts at 3 of 19":  append(append(append([]byte{}, good[:4]...), 3), good[5:]...),
		"string 2 starts at 19 of 18": good[:18],
		"string 1 starts at -1 of 19": append(append(append([]byte{}, good[:8]...), 255, 255, 255, 255), good[12:]...),
	} {
		v := Tensor{Type: String, Shape: []int{2}, Data: data}
		err := v.validate()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestCheckedElems(t *testing.T) {
	for _, c := range []struct {
		shape []int
		want  int // -1: an error
	}{
		{nil, 1}, {[]int{3, 4}, 12}, {[]int{0, 5}, 0}, {[]int{1 << 30}, 1 << 30}, {[]int{1 << 30, 2}, -1},
		{[]int{-1}, -1}, {[]int{math.MaxInt32, math.MaxInt32, math.MaxInt32}, -1}, {[]int{0, -1}, -1},
		{[]int{0, math.MaxInt32, math.MaxInt32}, -1},
	} {
		n, err := CheckedElems(c.shape)
		if err != nil {
			n = -1
		}
		if n != c.want {
			t.Errorf("%v: %d, want %d", c.shape, n, c.want)
		}
	}
}
