package graph

import "fmt"

// UnsupportedError names the first operator that nothing here knows how to handle.
type UnsupportedError struct {
	Op       string // the operator's name
	Index    int    // in its subgraph
	Subgraph string // that it is in; empty: the one that was asked about
	Reason   string // empty: the operator itself is unknown
}

// Error names the operator, its index, the subgraph and the reason.
func (e *UnsupportedError) Error() string {
	where := fmt.Sprintf("%s (operator %d)", e.Op, e.Index)
	if e.Subgraph != "" {
		where = e.Subgraph + ": " + where
	}
	if e.Reason == "" {
		return where + " is not supported"
	}
	return where + ": " + e.Reason
}

// rule checks one operator's inputs and attributes and sets its outputs' shapes.
type rule func(*node) error

// node is one operator while shapes are being inferred.
type node struct {
	op     *Op
	sub    *Subgraph
	shapes [][]int // of all tensors of the subgraph
	// inference leads to other subgraphs.
	inference *Inference
	values    [][]int // of those int32 and int64 tensors that follow from shapes; nil: not known
}

// infer runs an operator's rule and follows the values of its outputs.
func (n *node) infer(r rule) error {
	for _, o := range n.op.Outputs {
		n.values[o] = nil
	}
	if err := r(n); err != nil {
		return err
	}
	for _, o := range n.op.Outputs {
		if _, err := CheckedElems(n.shapes[o]); err != nil {
			return fmt.Errorf("output: %w", err)
		}
	}
	if f := folds[n.op.Code]; f != nil {
		f(n)
	}
	return nil
}

func ruleOf(op *Op) rule {
	if op.Code == OpCustom {
		return customRules[op.Custom]
	}
	return rules[op.Code]
}

// arity checks the number of inputs and outputs; max < 0 means any number. Inputs
// below min may not be left out.
func (n *node) arity(minIn, maxIn, outs int) error {
	if len(n.op.Inputs) < minIn || maxIn >= 0 && len(n.op.Inputs) > maxIn {
		return fmt.Errorf("has %d inputs, wants %s", len(n.op.Inputs), between(minIn, maxIn))
	}
	for i := range minIn {
		if n.op.Inputs[i] < 0 {
			return fmt.Errorf("input %d is missing", i)
		}
	}
	if outs >= 0 && len(n.op.Outputs) != outs {
		return fmt.Errorf("has %d outputs, wants %d", len(n.op.Outputs), outs)
	}
	return nil
}

func between(lo, hi int) string {
	switch {
	case hi < 0:
		return fmt.Sprintf("at least %d", lo)
	case lo == hi:
		return fmt.Sprint(lo)
	}
	return fmt.Sprintf("%d to %d", lo, hi)
}

// in returns input i, nil when it is left out.
func (n *node) in(i int) *Tensor {
	if i >= len(n.op.Inputs) || n.op.Inputs[i] < 0 {
		return nil
	}
	return &n.sub.Tensors[n.op.Inputs[i]]
}

// shape returns the inferred shape of input i, which must be present.
func (n *node) shape(i int) []int { return n.shapes[n.op.Inputs[i]] }

// out returns output i.
func (n *node) out(i int) *Tensor { return &n.sub.Tensors[n.op.Outputs[i]] }

// set gives output i its shape.
func (n *node) set(i int, shape ...int) { n.shapes[n.op.Outputs[i]] = shape }

// rank checks that input i has between lo and hi dimensions.
func (n *node) rank(i, lo, hi int) error {
	if r := len(n.shape(i)); r < lo || r > hi {
		return fmt.Errorf("input %d has rank %d, wants %s", i, r, between(lo, hi))
	}
	return nil
}

// ints returns the values of int32 or int64 input i, which must be constant or follow from
// shapes.
func (n *node) ints(i int) ([]int, error) {
	t := n.in(i)
	switch {
	case t == nil:
		return nil, fmt.Errorf("input %d is missing", i)
	case t.Type != Int32 && t.Type != Int64:
		return nil, fmt.Errorf("input %d is %v, wants int32 or int64", i, t.Type)
	case n.values[n.op.Inputs[i]] != nil:
		return n.values[n.op.Inputs[i]], nil
	case !t.Const():
		return nil, &ValueError{n.op.Inputs[i]}
	}
	return t.Ints(), nil
}

// axis resolves a possibly negative axis against a rank.
func axis(a, rank int) (int, error) {
	r := a
	if r < 0 {
		r += rank
	}
	if r < 0 || r >= rank {
		return 0, fmt.Errorf("axis %d is outside rank %d", a, rank)
	}
	return r, nil
}

// sameShape is the rule of operators of one input whose output has its shape.
func sameShape(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	n.set(0, n.shape(0)...)
	return nil
}

// broadcast is the rule of operators of two inputs under NumPy's broadcasting.
func broadcast(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	s, err := Broadcast(n.shape(0), n.shape(1))
	if err != nil {
		return err
	}
	n.set(0, s...)
	return nil
}

// Broadcast returns the shape two shapes broadcast to under NumPy's rules.
func Broadcast(a, b []int) ([]int, error) {
	if len(a) < len(b) {
		a, b = b, a
	}
	out := append([]int(nil), a...)
	off := len(a) - len(b)
	for i, d := range b {
		switch {
		case out[off+i] == d || d == 1:
		case out[off+i] == 1:
			out[off+i] = d
		default:
			return nil, fmt.Errorf("shapes %v and %v do not broadcast", a, b)
		}
	}
	return out, nil
}
