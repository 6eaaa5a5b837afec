package graph

import (
	"errors"
	"fmt"
)

// errDynamic is a rule's answer where the outputs' shapes follow only from the values that
// the operator reads or, for control flow, from running it.
var errDynamic = errors.New("its shape depends on a value known only at run time")

// ValueError is a rule's answer where an output's shape follows from the value of one
// tensor, which is computed at run time. Inference goes on once Know has told it.
type ValueError struct{ Tensor int }

// Error says what Dynamic looks for.
func (e *ValueError) Error() string { return errDynamic.Error() }

// Unwrap makes a ValueError one of those that Dynamic reports.
func (e *ValueError) Unwrap() error { return errDynamic }

// Dynamic reports whether an error of inference means that a shape depends on values known
// only at run time.
func Dynamic(err error) bool { return errors.Is(err, errDynamic) }

// Inference infers the shapes of one subgraph operator by operator, for engines that learn
// some shapes and values only while they run. It changes neither graph nor subgraph.
type Inference struct {
	// Shapes is indexed like the subgraph's tensors. It starts with the shapes of the file;
	// a caller may set those of inputs, and those of outputs that Operator could not infer.
	Shapes [][]int
	// Values are those of the int32 and int64 tensors that follow from shapes alone: a model
	// that computes a shape from another's shape needs them. Nil: not known.
	Values [][]int
	graph  *Graph
	sub    Subgraph       // a copy of its own, so that tensors can become constant
	rule   func(*Op) rule // ruleOf, which rules cannot name themselves
	depth  int
	left   *int // operators that may still be inferred
}

const (
	maxInferDepth = 64      // subgraphs inside each other
	maxInferOps   = 1 << 20 // operators, those of subgraphs each time they are called
)

// Infer starts an inference; the subgraphs that operators of s call are the graph's.
func (g *Graph) Infer(s *Subgraph) (*Inference, error) {
	left := maxInferOps
	return (&Inference{graph: g, rule: ruleOf, left: &left, depth: -1}).inner(s)
}

// inner starts the inference of a subgraph that an operator of this one calls.
func (f *Inference) inner(s *Subgraph) (*Inference, error) {
	if f.depth >= maxInferDepth {
		return nil, fmt.Errorf("more than %d subgraphs run inside each other", maxInferDepth)
	}
	f = &Inference{Shapes: make([][]int, len(s.Tensors)), Values: make([][]int, len(s.Tensors)), graph: f.graph, sub: *s, rule: f.rule, depth: f.depth + 1, left: f.left}
	f.sub.Tensors = append([]Tensor(nil), s.Tensors...)
	for i := range s.Tensors {
		f.Shapes[i] = s.Tensors[i].Shape
		if _, err := CheckedElems(f.Shapes[i]); err != nil {
			return nil, fmt.Errorf("tensor %d: %w", i, err)
		}
	}
	return f, nil
}

// Know tells the value of a tensor, which from then on counts as a constant. Its shape in
// Shapes must be the one that goes with it.
func (f *Inference) Know(tensor int, data []byte) {
	t := &f.sub.Tensors[tensor]
	t.Data, t.Shape, t.Variable = data, f.Shapes[tensor], false
}

// Operator infers the outputs of operator i from its inputs, whose shapes must be known.
// An operator without a rule is an *UnsupportedError; any other error names the operator
// and what is wrong with it; Dynamic tells apart those that more knowledge would remove.
func (f *Inference) Operator(i int) error {
	op := &f.sub.Ops[i]
	r := f.rule(op)
	if r == nil {
		return &UnsupportedError{Op: op.Name(), Index: i}
	}
	if *f.left--; *f.left < 0 {
		return fmt.Errorf("more than %d operators in subgraphs of subgraphs", maxInferOps)
	}
	n := &node{op: op, sub: &f.sub, shapes: f.Shapes, values: f.Values, inference: f}
	if err := n.infer(r); err != nil {
		return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
	}
	return nil
}

// Shapes infers the shape of every tensor of a subgraph from its inputs' shapes and checks
// each operator's inputs and attributes on the way. The result is indexed like the
// subgraph's tensors. For errors see Inference.Operator.
func (g *Graph) Shapes(s *Subgraph) ([][]int, error) {
	f, err := g.Infer(s)
	if err != nil {
		return nil, err
	}
	return f.Shapes, f.all()
}

// Shapes is Graph.Shapes for a subgraph that calls no other.
func (s *Subgraph) Shapes() ([][]int, error) {
	shapes, _, err := s.Infer()
	return shapes, err
}

// Infer is Shapes, and also returns Inference.Values.
func (s *Subgraph) Infer() (shapes, values [][]int, err error) {
	f, err := (&Graph{Subgraphs: []*Subgraph{s}}).Infer(s)
	if err == nil {
		err = f.all()
	}
	if err != nil {
		return nil, nil, err
	}
	return f.Shapes, f.Values, nil
}

// all infers every operator.
func (f *Inference) all() error {
	for i := range f.sub.Ops {
		if err := f.Operator(i); err != nil {
			return err
		}
	}
	return nil
}
