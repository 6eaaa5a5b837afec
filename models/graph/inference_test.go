package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestInference infers past a shape that is not known at first, once its value is.
func TestInference(t *testing.T) {
	s := one(Op{Code: OpReshape, Options: &ReshapeOptions{}}, f32(2, 6), Tensor{Type: Int32, Shape: []int{2}})
	s.Tensors = append(s.Tensors, Tensor{})
	s.Ops = append(s.Ops, Op{Code: OpRelu, Inputs: []int{2}, Outputs: []int{3}})
	f, err := (&Graph{Subgraphs: []*Subgraph{s}}).Infer(s)
	if err != nil {
		t.Fatal(err)
	}
	var unknown *ValueError
	if err := f.Operator(0); !errors.As(err, &unknown) || unknown.Tensor != 1 || !Dynamic(err) {
		t.Fatalf("got %v, want to know tensor 1", err)
	}
	f.Know(1, int32s(3, -1))
	for i := range s.Ops {
		if err := f.Operator(i); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(f.Shapes[3], []int{3, 4}) {
		t.Errorf("got %v", f.Shapes[3])
	}
	if s.Tensors[1].Const() {
		t.Error("the subgraph was changed")
	}
}

// through returns a subgraph that gives its only input after some operators of one input.
func through(x Tensor, codes ...OpCode) *Subgraph {
	s := &Subgraph{Tensors: []Tensor{x}, Inputs: []int{0}}
	for i, c := range codes {
		s.Tensors = append(s.Tensors, x)
		s.Ops = append(s.Ops, Op{Code: c, Inputs: []int{i}, Outputs: []int{i + 1}})
	}
	s.Outputs = []int{len(codes)}
	return s
}

func TestControlFlowRules(t *testing.T) {
	boolean := Tensor{Type: Bool, HasRank: true}
	ints := Tensor{Type: Int32, Shape: []int{2}}
	always := &Subgraph{Tensors: []Tensor{f32(2, 3), {Type: Bool, HasRank: true, Data: []byte{1}}}, Inputs: []int{0}, Outputs: []int{1}}
	longer := &Subgraph{Tensors: []Tensor{f32(2, 3), f32(4, 3)}, Inputs: []int{0}, Outputs: []int{1}, Ops: []Op{
		{Code: OpConcatenation, Inputs: []int{0, 0}, Outputs: []int{1}, Options: &ConcatenationOptions{}}}}
	same, other := through(f32(9), OpRelu), through(f32(9), OpTanh, OpRelu)
	iff := func(a, b int32) Op {
		return Op{Code: OpIf, Options: &IfOptions{ThenSubgraphIndex: a, ElseSubgraphIndex: b}}
	}
	while := func(a, b int32) Op {
		return Op{Code: OpWhile, Options: &WhileOptions{CondSubgraphIndex: a, BodySubgraphIndex: b}}
	}
	call := Op{Code: OpCall, Options: &CallOptions{Subgraph: 1}}
	for name, c := range map[string]struct {
		op   Op
		in   []Tensor
		subs []*Subgraph
		want []int
		err  string
	}{
		"if":               {iff(1, 2), []Tensor{boolean, f32(2, 3)}, []*Subgraph{same, other}, []int{2, 3}, ""},
		"if differs":       {iff(1, 2), []Tensor{boolean, f32(2, 3)}, []*Subgraph{same, longer}, nil, "known only at run time"},
		"if of a number":   {iff(1, 2), []Tensor{f32(), f32(2, 3)}, []*Subgraph{same, other}, nil, "wants one bool"},
		"if of types":      {iff(1, 2), []Tensor{boolean, f32(2)}, []*Subgraph{same, through(ints)}, nil, "input 0 of subgraph 2 is int32"},
		"if of inputs":     {iff(1, 2), []Tensor{boolean}, []*Subgraph{same, other}, nil, "has 1 inputs and 1 outputs"},
		"if of nothing":    {iff(1, 7), []Tensor{boolean, f32(2)}, []*Subgraph{same}, nil, "runs subgraph 7 of 2"},
		"while":            {while(1, 2), []Tensor{f32(2, 3)}, []*Subgraph{always, other}, []int{2, 3}, ""},
		"while grows":      {while(1, 2), []Tensor{f32(2, 3)}, []*Subgraph{always, longer}, nil, "known only at run time"},
		"while of itself":  {while(1, 1), []Tensor{f32(2, 3)}, []*Subgraph{always}, nil, "condition and body"},
		"while of numbers": {while(1, 2), []Tensor{f32(2, 3)}, []*Subgraph{same, other}, nil, "gives no condition"},
		"call":             {call, []Tensor{f32(5)}, []*Subgraph{other}, []int{5}, ""},
		"call of an error": {call, []Tensor{f32(5)}, []*Subgraph{through(f32(1), OpRelu, OpSoftmax, OpWhere)}, nil, "subgraph 1"},
		"read":             {Op{Code: OpReadVariable}, []Tensor{{Type: Resource}}, nil, nil, "known only at run time"},
		"read of a number": {Op{Code: OpReadVariable}, []Tensor{f32(1)}, nil, nil, "wants one resource"},
		"table":            {Op{Code: OpHashtable, Options: &HashtableOptions{KeyDtype: Int32, ValueDtype: String}}, nil, nil, nil, "no table from int32"},
	} {
		s := one(c.op, c.in...)
		out := s.Outputs[0]
		g := &Graph{Subgraphs: append([]*Subgraph{s}, c.subs...)}
		shapes, err := g.Shapes(s)
		switch {
		case c.err == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.err == "" && !slices.Equal(shapes[out], c.want):
			t.Errorf("%s: got %v, want %v", name, shapes[out], c.want)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: got %v, want %q", name, err, c.err)
		}
	}
}

// TestManyCalls wants a hostile tower of calls, which would be 2^40 operators, refused.
func TestManyCalls(t *testing.T) {
	g := &Graph{}
	for i := range 40 {
		s := through(f32(1), OpCall, OpCall)
		for j := range s.Ops {
			s.Ops[j].Options = &CallOptions{Subgraph: uint32(i + 1)}
		}
		g.Subgraphs = append(g.Subgraphs, s)
	}
	g.Subgraphs = append(g.Subgraphs, through(f32(1), OpRelu))
	if _, err := g.Shapes(g.Subgraphs[0]); err == nil || !strings.Contains(err.Error(), "operators in subgraphs") {
		t.Errorf("got %v", err)
	}
	all, err := g.Reachable(g.Subgraphs[0])
	if err != nil || len(all) != 41 {
		t.Errorf("%d subgraphs, %v", len(all), err)
	}
	g.Subgraphs[40].Ops[0] = g.Subgraphs[0].Ops[0]
	if _, err := g.Reachable(g.Subgraphs[0]); err == nil || !strings.Contains(err.Error(), "inside itself") {
		t.Errorf("got %v", err)
	}
}
