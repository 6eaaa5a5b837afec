package reference

import (
	"fmt"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// product is a matrix that vectors of float32 are multiplied with: a matrix of float32, or
// one of int8 with the vector quantized on the fly, which TFLite calls hybrid
// (MatrixBatchVectorMultiplyAccumulate, portable_tensor_utils.cc). Weights of uint8 hold
// int8 too: TFLite's kernels never looked at the type.
type product struct {
	rows, cols int
	floats     *loop.WeightsF32
	bytes      *loop.Weights
	scale      []float32 // of each row of bytes
	sums       []int32   // of each row of bytes; nil: vectors get no zero point
}

// newProduct stacks matrices of one type and length of rows.
func newProduct(asymmetric bool, weights ...*value) (*product, error) {
	m := &product{cols: weights[0].Shape[1]}
	t := weights[0].Type
	var floats []float32
	var bytes []int8
	for _, w := range weights {
		switch {
		case w.Type != t || t != graph.Float32 && !is8bit(t):
			return nil, fmt.Errorf("weights %s are %v, wants float32, int8 or uint8 as the others are", w.Name, w.Type)
		case !w.constant:
			return nil, fmt.Errorf("tensor %s: weights must be constant", w.Name)
		case w.Elems() == 0:
			return nil, fmt.Errorf("weights %s are empty", w.Name)
		}
		m.rows += w.Shape[0]
		if t == graph.Float32 {
			floats = append(floats, view[float32](w)...)
			continue
		}
		q, err := affineOf(w)
		if err != nil {
			return nil, err
		}
		bytes = append(bytes, view[int8](w)...)
		m.scale = append(m.scale, fill(q.scale, w.Shape[0])...)
	}
	if t == graph.Float32 {
		m.floats = loop.PackF32(floats, m.rows)
		return m, nil
	}
	m.bytes = loop.Pack(bytes, m.rows)
	if asymmetric {
		m.sums = rowSums(bytes, m.rows)
	}
	return m, nil
}

func (m *product) macs() int64 { return int64(m.rows) * int64(m.cols) }

// add adds the product with x to dst, an element for each row.
func (m *product) add(dst, x []float32, w *productWork) {
	if m.floats != nil {
		m.floats.Mul1(w.floats, x)
		for i, v := range w.floats[:m.rows] {
			dst[i] += v
		}
		return
	}
	q := w.quantized[:m.cols]
	if m.sums == nil {
		scale := quantizeSymmetric(q, x)
		m.bytes.Mul1(w.sums, q)
		for i, v := range w.sums[:m.rows] {
			dst[i] += float32(float32(v) * float32(m.scale[i]*scale))
		}
		return
	}
	scale, zero := quantizeAsymmetric(q, x)
	m.bytes.Mul1(w.sums, q)
	for i, v := range w.sums[:m.rows] {
		dst[i] += float32(float32(v-m.sums[i]*zero) * float32(m.scale[i]*scale))
	}
}

// productScratch reserves each worker's memory for products.
type productScratch struct {
	rows, cols     int // the most of any product, rows padded
	acc, quantized *value
}

// fit makes room for some products; nil ones are none.
func (s *productScratch) fit(ms ...*product) {
	for _, m := range ms {
		switch {
		case m == nil:
		case m.floats != nil:
			s.rows = max(s.rows, m.floats.PaddedRows())
		default:
			s.rows = max(s.rows, m.bytes.PaddedRows())
			s.cols = max(s.cols, m.cols)
		}
	}
}

func (s *productScratch) reserve(p *prep) {
	s.acc = p.scratchPerWorker(graph.Int32, s.rows)
	s.quantized = p.scratchPerWorker(graph.Int8, s.cols)
}

// productWork is one worker's memory. floats and sums are the same bytes.
type productWork struct {
	floats    []float32
	sums      []int32
	quantized []int8
}

func (s *productScratch) of(worker int) productWork {
	return productWork{
		perWorker[float32](s.acc, worker, s.rows), perWorker[int32](s.acc, worker, s.rows),
		perWorker[int8](s.quantized, worker, s.cols),
	}
}

// perWorker returns the n elements of a worker in a value of scratchPerWorker.
func perWorker[T element](v *value, worker, n int) []T {
	return view[T](v)[worker*n : (worker+1)*n]
}

// realWeights returns constant weights that are used one by one as float32. Beside
// products of bytes they are bytes too.
func realWeights(w *value, bytes bool) ([]float32, error) {
	if !bytes {
		return constants[float32](w, graph.Float32)
	}
	if !is8bit(w.Type) || !w.constant {
		return nil, fmt.Errorf("weights %s are %v, wants constants of int8", w.Name, w.Type)
	}
	q, err := affineOf(w)
	if err != nil {
		return nil, err
	}
	y := make([]float32, w.Elems())
	for i, v := range view[int8](w) {
		y[i] = float32(v) * q.scale
	}
	return y, nil
}
