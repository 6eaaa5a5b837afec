package reference

import "edged/models/graph"

// buildTopKV2 takes the greatest elements of each row, the first of equals first, and says
// where they stand. What is not a number comes last.
func buildTopKV2(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return topK[float32](p)
	case graph.UInt8:
		return topK[uint8](p)
	case graph.Int8:
		return topK[int8](p)
	case graph.Int16:
		return topK[int16](p)
	case graph.Int32:
		return topK[int32](p)
	case graph.Int64:
		return topK[int64](p)
	}
	return nil, p.noType()
}

func topK[T number](p *prep) (kernel, error) {
	switch p.out(1).Type {
	case graph.Int16:
		return topKTo[T, int16](p), nil
	case graph.Int32:
		return topKTo[T, int32](p), nil
	}
	return nil, p.noType()
}

// topKTo takes one unit for each row.
func topKTo[T number, I int16 | int32](p *prep) kernel {
	in, out, index := p.in(0), p.out(0), p.out(1)
	last := len(in.Shape) - 1
	n, k := in.Shape[last], out.Shape[last]
	heaps := p.scratchPerWorker(graph.Int32, k)
	return parallel{out.unless0(graph.Elems(in.Shape[:last])), func(lo, hi, worker int) error {
		h := topHeap[T]{at: view[int32](heaps)[worker*k : (worker+1)*k]}
		for u := lo; u < hi; u++ {
			h.x = view[T](in)[u*n : (u+1)*n]
			h.fill()
			for i, at := range h.at {
				view[I](index)[u*k+i], view[T](out)[u*k+i] = I(at), h.x[at]
			}
		}
		return nil
	}}
}

// topHeap finds the best len(at) of the elements x.
type topHeap[T number] struct {
	x  []T
	at []int32 // indices into x: while filling a heap with the worst on top
}

// before reports whether element i comes before element j.
func (h *topHeap[T]) before(i, j int32) bool {
	a, b := h.x[i], h.x[j]
	if a != a || b != b {
		return a == a || b != b && i < j
	}
	return a > b || a == b && i < j
}

// fill leaves the best elements in at, in order.
func (h *topHeap[T]) fill() {
	for i := range h.at {
		h.at[i] = int32(i)
	}
	for i := len(h.at)/2 - 1; i >= 0; i-- {
		h.sink(i, len(h.at))
	}
	for i := len(h.at); i < len(h.x); i++ {
		if h.before(int32(i), h.at[0]) {
			h.at[0] = int32(i)
			h.sink(0, len(h.at))
		}
	}
	for n := len(h.at) - 1; n > 0; n-- {
		h.at[0], h.at[n] = h.at[n], h.at[0]
		h.sink(0, n)
	}
}

// sink moves entry i down in a heap of n entries.
func (h *topHeap[T]) sink(i, n int) {
	for {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && h.before(h.at[child], h.at[child+1]) {
			child++
		}
		if !h.before(h.at[i], h.at[child]) {
			return
		}
		h.at[i], h.at[child] = h.at[child], h.at[i]
		i = child
	}
}
