package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// Bounds of the pictures that are scaled row by row: elements of a row of the input, and
// pixels of one of the output.
const (
	maxResizeRow    = 1 << 20
	maxResizePixels = 1 << 20
)

// resizeRows scales 8-bit pictures a row at a time: it weights the two rows of the input
// that a row of the output lies between, and then interpolates along them. T is what it
// computes in; its values are those of resizeFloat and resizeInteger.
type resizeRows[T float32 | int32] struct {
	resizing
	in, out *value
	taps    []resizeTap[T] // of each output row
	cols    []loop.BilinearColumn[T]
	count   int
	size    int    // of the weighted rows
	scratch *value // for each worker
	// row makes an output row of the two rows of the input at a tap.
	row func(dst, top, bottom []byte, t resizeTap[T], work []T)
}

// resizeTap is which two rows or columns an output lies between, and their weights.
type resizeTap[T float32 | int32] struct {
	lo, hi     int
	loBy, hiBy T
}

// newResizeRows returns nil where there are bounds in the way.
func newResizeRows[T float32 | int32](p *prep, r resizing) *resizeRows[T] {
	if p.out(0).Elems() == 0 || r.w > maxResizeRow/r.depth || r.ow > maxResizePixels || r.oh > maxResizePixels {
		return nil
	}
	return &resizeRows[T]{
		resizing: r, in: p.in(0), out: p.out(0), count: r.rows(p),
		taps: make([]resizeTap[T], r.oh), cols: make([]loop.BilinearColumn[T], r.ow),
	}
}

func (t resizeTap[T]) column(depth int) loop.BilinearColumn[T] {
	return loop.BilinearColumn[T]{Lo: int32(t.lo * depth), Hi: int32(t.hi * depth), LoBy: t.loBy, HiBy: t.hiBy}
}

func (t tapF) weights() resizeTap[float32] { return resizeTap[float32]{t.lo, t.hi, 1 - t.frac, t.frac} }

// weights reports whether weights are between 0 and 1, too, so that sums of 32 bits do not
// overflow. Between an element and itself, every fraction gives that element.
func (t tapI) weights() (resizeTap[int32], bool) {
	if t.lo == t.hi {
		t.frac = 0
	}
	return resizeTap[int32]{t.lo, t.hi, int32(1024 - t.frac), int32(t.frac)}, t.frac >= 0 && t.frac <= 1024
}

// resizeU8 makes the kernel of uint8.
func resizeU8(p *prep) kernel {
	r := newResizing(p)
	k := newResizeRows[float32](p, r)
	if k == nil {
		return resizeFloat(p, func(to, a, b, c, d []uint8, w *[4]float32) { loop.LerpBytes(to, a, b, c, d, w, p.cpu) })
	}
	for i, scale := 0, r.scaleF(r.h, r.oh); i < r.oh; i++ {
		k.taps[i] = r.tapF(i, r.h, scale).weights()
	}
	for i, scale := 0, r.scaleF(r.w, r.ow); i < r.ow; i++ {
		k.cols[i] = r.tapF(i, r.w, scale).weights().column(r.depth)
	}
	k.size = 2 * r.w * r.depth
	k.scratch = p.scratchPerWorker(graph.Float32, k.size)
	k.row = func(dst, top, bottom []byte, t resizeTap[float32], work []float32) {
		up, down := work[:len(top)], work[len(top):]
		loop.ScaleBytes(up, top, t.loBy, p.cpu)
		loop.ScaleBytes(down, bottom, t.hiBy, p.cpu)
		loop.BilinearFloat(dst, up, down, k.cols, k.depth, p.cpu)
	}
	return k
}

// resizeS8 makes the kernel of int8.
func resizeS8(p *prep) kernel {
	r := newResizing(p)
	k := newResizeRows[int32](p, r)
	if k == nil || !k.weigh() {
		return resizeInteger[int8](p)
	}
	k.size = r.w * r.depth
	k.scratch = p.scratchPerWorker(graph.Int32, k.size)
	k.row = func(dst, top, bottom []byte, t resizeTap[int32], work []int32) {
		bottom = bottom[:len(top)]
		for i, v := range top {
			work[i] = int32(int8(v))*t.loBy + int32(int8(bottom[i]))*t.hiBy
		}
		loop.BilinearFixed(dst, work, k.cols, k.depth, p.cpu)
	}
	return k
}

// weigh sets taps and columns of a kernel of integers, and reports whether all are good.
func (k *resizeRows[T]) weigh() bool {
	all := true
	for i, scale := 0, k.scaleI(k.h, k.oh); i < k.oh; i++ {
		t, ok := k.tapI(i, k.h, scale).weights()
		k.taps[i], all = resizeTap[T]{t.lo, t.hi, T(t.loBy), T(t.hiBy)}, all && ok
	}
	for i, scale := 0, k.scaleI(k.w, k.ow); i < k.ow; i++ {
		t, ok := k.tapI(i, k.w, scale).weights()
		k.cols[i], all = resizeTap[T]{t.lo, t.hi, T(t.loBy), T(t.hiBy)}.column(k.depth), all && ok
	}
	return all
}

func (k *resizeRows[T]) units() int { return k.count }

func (k *resizeRows[T]) run(lo, hi, worker int) error {
	work := view[T](k.scratch)[worker*k.size : (worker+1)*k.size]
	width := k.w * k.depth
	for u := lo; u < hi; u++ {
		t := k.taps[u%k.oh]
		picture := u / k.oh * k.h
		top, bottom := k.in.Data[(picture+t.lo)*width:][:width], k.in.Data[(picture+t.hi)*width:][:width]
		k.row(k.out.Data[u*k.ow*k.depth:][:k.ow*k.depth], top, bottom, t, work)
	}
	return nil
}
