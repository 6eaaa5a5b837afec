package graph

import (
	"errors"
	"fmt"
	"math"
)

// Validate checks everything about a graph that later code relies on: indices, the order
// of operators, sizes of constants, quantization parameters, references between
// subgraphs. The error names what is wrong and where.
func Validate(g *Graph) error {
	if len(g.Subgraphs) == 0 {
		return errors.New("the model has no subgraph")
	}
	for i, s := range g.Subgraphs {
		if err := s.validate(); err != nil {
			return at(g, i, err)
		}
	}
	if err := g.validateCalls(); err != nil {
		return err
	}
	return g.validateSignatures()
}

// at names the subgraph of an error where a model has several.
func at(g *Graph, i int, err error) error {
	if len(g.Subgraphs) == 1 {
		return err
	}
	return fmt.Errorf("subgraph %d: %w", i, err)
}

func (s *Subgraph) validate() error {
	for i := range s.Tensors {
		if err := s.Tensors[i].validate(); err != nil {
			return fmt.Errorf("tensor %d %q: %w", i, s.Tensors[i].Name, err)
		}
		if err := s.validateDetails(&s.Tensors[i]); err != nil {
			return fmt.Errorf("tensor %d %q: %w", i, s.Tensors[i].Name, err)
		}
	}
	if err := s.inRange("the subgraph's input", s.Inputs, 0); err != nil {
		return err
	}
	if err := s.inRange("the subgraph's output", s.Outputs, 0); err != nil {
		return err
	}
	for i := range s.Ops {
		op := &s.Ops[i]
		for _, list := range []struct {
			what    string
			tensors []int
			least   int
		}{{"input", op.Inputs, -1}, {"output", op.Outputs, 0}, {"intermediate", op.Intermediates, -1}} {
			if err := s.inRange(list.what, list.tensors, list.least); err != nil {
				return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
			}
		}
	}
	return s.validateOrder()
}

// inRange checks tensor indices; -1 stands for one that is left out.
func (s *Subgraph) inRange(what string, tensors []int, least int) error {
	for i, t := range tensors {
		if t < least || t >= len(s.Tensors) {
			return fmt.Errorf("%s %d is tensor %d of %d", what, i, t, len(s.Tensors))
		}
	}
	return nil
}

// validateOrder checks that every tensor has its value before it is read, and gets it
// once.
func (s *Subgraph) validateOrder() error {
	ready := make([]bool, len(s.Tensors))
	for i := range s.Tensors {
		t := &s.Tensors[i]
		ready[i] = t.Const() || t.Variable
	}
	for i, t := range s.Inputs {
		if s.Tensors[t].Const() {
			return fmt.Errorf("the subgraph's input %d is the constant tensor %d %q", i, t, s.Tensors[t].Name)
		}
		ready[t] = true
	}
	for i := range s.Ops {
		op := &s.Ops[i]
		for j, t := range op.Inputs {
			if t >= 0 && !ready[t] {
				return fmt.Errorf("%s (operator %d): input %d, tensor %d %q, has no value yet", op.Name(), i, j, t, s.Tensors[t].Name)
			}
		}
		for j, t := range op.Outputs {
			if ready[t] {
				return fmt.Errorf("%s (operator %d): output %d, tensor %d %q, has a value already", op.Name(), i, j, t, s.Tensors[t].Name)
			}
			ready[t] = true
		}
	}
	for i, t := range s.Outputs {
		if !ready[t] {
			return fmt.Errorf("the subgraph's output %d, tensor %d %q, is never computed", i, t, s.Tensors[t].Name)
		}
	}
	return nil
}

func (t *Tensor) validate() error {
	n, err := CheckedElems(t.Shape)
	if err != nil {
		return err
	}
	if int64(n)*int64(max(t.Type.Bits(), 1))/8 > MaxTensorBytes {
		return fmt.Errorf("%v %v is larger than %d bytes", t.Type, t.Shape, MaxTensorBytes)
	}
	if len(t.Signature) > 0 && len(t.Signature) != len(t.Shape) {
		return fmt.Errorf("shape signature %v does not fit shape %v", t.Signature, t.Shape)
	}
	if t.Const() {
		if t.Variable {
			return errors.New("a variable has constant data")
		}
		if err := t.validateData(n); err != nil {
			return err
		}
	}
	return t.validateQuant()
}

// validateData checks the size of a constant of n elements.
func (t *Tensor) validateData(n int) error {
	switch {
	case t.Sparsity != nil:
		return nil // its size follows from the indices; an engine that reads it checks them
	case t.Type == String:
		return CheckStrings(t.Data, n)
	case t.Type.Bits() == 0:
		return fmt.Errorf("a %v tensor cannot be constant", t.Type)
	}
	if want := t.Type.Bytes(n); len(t.Data) != want {
		return fmt.Errorf("%d bytes of data, %v %v takes %d", len(t.Data), t.Type, t.Shape, want)
	}
	return nil
}

// zeroPoints holds the range of zero points by type.
var zeroPoints = map[DType][2]int64{
	Int8: {math.MinInt8, math.MaxInt8}, UInt8: {0, math.MaxUint8}, Int16: {math.MinInt16, math.MaxInt16},
	Int4: {-8, 7}, Int2: {-2, 1}, UInt4: {0, 15},
}

func (t *Tensor) validateQuant() error {
	q := t.Quant
	if q == nil || len(q.Scale) == 0 {
		return nil
	}
	if len(q.ZeroPoint) != 0 && len(q.ZeroPoint) != len(q.Scale) {
		return fmt.Errorf("%d scales and %d zero points", len(q.Scale), len(q.ZeroPoint))
	}
	if len(q.Scale) > 1 {
		axis := q.Axis
		if len(t.Shape) == 1 {
			axis = 0 // some converters give a bias the axis of its weights
		}
		if axis < 0 || axis >= len(t.Shape) {
			return fmt.Errorf("quantized along axis %d, its shape is %v", q.Axis, t.Shape)
		}
		if t.Shape[axis] != len(q.Scale) {
			return fmt.Errorf("%d scales for %d channels along axis %d", len(q.Scale), t.Shape[axis], axis)
		}
	}
	for i, s := range q.Scale {
		if !(s >= 0) || math.IsInf(float64(s), 0) {
			return fmt.Errorf("scale %d is %v", i, s)
		}
	}
	if r, ok := zeroPoints[t.Type]; ok {
		for i, z := range q.ZeroPoint {
			if z < r[0] || z > r[1] {
				return fmt.Errorf("zero point %d is %d, outside %v", i, z, t.Type)
			}
		}
	}
	return nil
}

// validateDetails checks the tensors that block-wise quantization refers to.
func (s *Subgraph) validateDetails(t *Tensor) error {
	if t.Quant == nil {
		return nil
	}
	var scales, zeros int32
	switch d := t.Quant.Details.(type) {
	case *BlockwiseQuantization:
		scales, zeros = d.Scales, d.ZeroPoints
	case *MultiAxisQuantization:
		scales, zeros = d.Scales, d.ZeroPoints
	default:
		return nil
	}
	n := int32(len(s.Tensors))
	if scales < 0 || scales >= n || zeros < -1 || zeros >= n {
		return fmt.Errorf("its scales are tensor %d and its zero points tensor %d of %d", scales, zeros, n)
	}
	return nil
}

func (g *Graph) validateSignatures() error {
	seen := map[string]bool{}
	for i, d := range g.Signatures {
		if d.Subgraph < 0 || d.Subgraph >= len(g.Subgraphs) {
			return fmt.Errorf("signature %q runs subgraph %d of %d", d.Key, d.Subgraph, len(g.Subgraphs))
		}
		if seen[d.Key] {
			return fmt.Errorf("signature %d is a second one named %q", i, d.Key)
		}
		seen[d.Key] = true
		n := len(g.Subgraphs[d.Subgraph].Tensors)
		for _, m := range append(append([]TensorMap(nil), d.Inputs...), d.Outputs...) {
			if m.Tensor < 0 || m.Tensor >= n {
				return fmt.Errorf("signature %q: %q is tensor %d of %d", d.Key, m.Name, m.Tensor, n)
			}
		}
	}
	return nil
}
