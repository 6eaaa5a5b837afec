package graph

import (
	"encoding/binary"
	"math"
)

// maxFold bounds the elements of a tensor whose values are followed: shapes and what is
// computed from them are short.
const maxFold = 256

// fold computes the values of an operator's outputs while shapes are being inferred, where
// all its inputs are known. It leaves alone what it does not follow: an output that is not
// known is computed when the model runs.
type fold func(n *node)

// folds are the operators that shapes are computed with. SHAPE and RANK are known from
// their rules.
var folds = map[OpCode]fold{
	OpAdd:           foldBinary(func(x, y int64) (int64, bool) { return x + y, true }),
	OpBroadcastArgs: foldBroadcastArgs,
	OpCast:          foldCopy,
	OpConcatenation: foldConcatenation,
	OpExpandDims:    foldCopy,
	OpFloorDiv:      foldBinary(floorDiv),
	OpGather:        foldGather,
	OpMaximum:       foldBinary(func(x, y int64) (int64, bool) { return max(x, y), true }),
	OpMinimum:       foldBinary(func(x, y int64) (int64, bool) { return min(x, y), true }),
	OpMul:           foldBinary(func(x, y int64) (int64, bool) { return x * y, true }),
	OpPack:          foldPack,
	OpReduceProd:    foldReduceProd,
	OpReshape:       foldCopy,
	OpSlice:         foldSlice,
	OpSqueeze:       foldCopy,
	OpStridedSlice:  foldStridedSlice,
	OpSub:           foldBinary(func(x, y int64) (int64, bool) { return x - y, true }),
	OpUnpack:        foldUnpack,
}

// known returns the values of input i, an int32 or int64 tensor: a constant, or one that
// follows from shapes.
func (n *node) known(i int) ([]int, bool) {
	if i >= len(n.op.Inputs) || n.op.Inputs[i] < 0 {
		return nil, false
	}
	if v := n.values[n.op.Inputs[i]]; v != nil {
		return v, true
	}
	t := n.in(i)
	if !t.Const() || t.Type != Int32 && t.Type != Int64 || Elems(t.Shape) > maxFold {
		return nil, false
	}
	v := t.Ints()
	return v, len(v) == Elems(n.shape(i))
}

// know says what the values of output i are. It does nothing where they are not those of
// an int32 or int64 tensor of its shape.
func (n *node) know(i int, v []int) {
	t := n.out(i).Type
	if t != Int32 && t != Int64 || len(v) > maxFold || Elems(n.shapes[n.op.Outputs[i]]) != len(v) {
		return
	}
	for _, x := range v {
		if !fits32(int64(x)) {
			return
		}
	}
	n.values[n.op.Outputs[i]] = append([]int{}, v...)
}

// IntData returns numbers as the data of an int32 or int64 tensor.
func IntData(t DType, v []int) []byte {
	b := make([]byte, 0, t.Bytes(len(v)))
	for _, x := range v {
		if t == Int64 {
			b = binary.LittleEndian.AppendUint64(b, uint64(x))
		} else {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
	}
	return b
}

// foldCopy is the fold of operators that keep the elements of input 0 in order.
func foldCopy(n *node) {
	if v, ok := n.known(0); ok {
		n.know(0, v)
	}
}

// foldBinary is the fold of operators of two inputs, of the same length or one a single
// number. f reports whether it has a value.
func foldBinary(f func(x, y int64) (int64, bool)) fold {
	return func(n *node) {
		a, ok := n.known(0)
		b, ok2 := n.known(1)
		if !ok || !ok2 || len(a) == 0 || len(b) == 0 || len(a) != len(b) && len(a) != 1 && len(b) != 1 || n.fuses() {
			return
		}
		out := []int{}
		for i := range max(len(a), len(b)) {
			x, y := int64(a[i%len(a)]), int64(b[i%len(b)])
			z, ok := f(x, y)
			if !ok || !fits32(x) || !fits32(y) || !fits32(z) {
				return
			}
			out = append(out, int(z))
		}
		n.know(0, out)
	}
}

func fits32(x int64) bool { return x >= math.MinInt32 && x <= math.MaxInt32 }

// fuses reports whether an arithmetic operator has a fused activation.
func (n *node) fuses() bool {
	switch o := n.op.Options.(type) {
	case *AddOptions:
		return o.FusedActivationFunction != ActNone
	case *SubOptions:
		return o.FusedActivationFunction != ActNone
	case *MulOptions:
		return o.FusedActivationFunction != ActNone
	}
	return false
}

func floorDiv(x, y int64) (int64, bool) {
	if y == 0 {
		return 0, false
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q, true
}

// joined returns the known values of all inputs, one after the other.
func (n *node) joined() ([]int, bool) {
	all := []int{}
	for i := range n.op.Inputs {
		v, ok := n.known(i)
		if !ok {
			return nil, false
		}
		all = append(all, v...)
	}
	return all, true
}

// values1 returns the known values of input 0, a vector.
func (n *node) values1() ([]int, bool) {
	if len(n.shape(0)) != 1 {
		return nil, false
	}
	return n.known(0)
}
