package reference

import (
	"errors"
	"fmt"

	"edged/models/graph"
)

// maxTransform bounds the points of a transform, whose working memory is 16 bytes a point.
const maxTransform = 1 << 24

// rfft2d is the Fourier transform of real matrices of float32, forward and not scaled,
// computed in double precision as TFLite's is (rfft2d.cc). A unit is a matrix.
type rfft2d struct {
	in, out       *value
	inH, inW      int
	height, width int // of the transform: what the input lacks is 0, what it has more is left out
	rows          realFFT
	columns       fft
	plane         *value // for each worker, the transform of the rows
	column        *value // for each worker
}

func buildRFFT2D(p *prep) (kernel, error) {
	k := &rfft2d{in: p.in(0), out: p.out(0)}
	if k.in.Type != graph.Float32 || k.out.Type != graph.Complex64 {
		return nil, p.noType()
	}
	s, o := k.in.Shape, k.out.Shape
	k.inH, k.inW = s[len(s)-2], s[len(s)-1]
	k.height, k.width = o[len(o)-2], 2*(o[len(o)-1]-1)
	if k.width == 0 {
		return nil, errors.New("the transform is one element wide, wants at least 2")
	}
	if int64(k.height)*int64(k.width)*int64(p.threads) > maxTransform {
		return nil, fmt.Errorf("a transform of %dx%d is too large", k.height, k.width)
	}
	k.rows, k.columns = newRealFFT(k.width), newFFT(k.height)
	k.plane = p.scratchPerWorker(graph.Complex128, k.height*(k.width/2+1))
	k.column = p.scratchPerWorker(graph.Complex128, k.height)
	return k, nil
}

func (k *rfft2d) units() int {
	if n := k.inH * k.inW; n > 0 {
		return k.in.Elems() / n
	}
	return k.out.Elems() / (k.height * (k.width/2 + 1))
}

func (k *rfft2d) run(lo, hi, worker int) error {
	half := k.width/2 + 1
	plane := view[complex128](k.plane)[worker*k.height*half:][:k.height*half]
	column := view[complex128](k.column)[worker*k.height:][:k.height]
	for u := lo; u < hi; u++ {
		y := view[complex64](k.out)[u*k.height*half:][:k.height*half]
		k.transformRows(plane, view[float32](k.in)[u*k.inH*k.inW:][:k.inH*k.inW])
		for j := 0; j < half && k.height > 1; j++ {
			for i := range column {
				column[i] = plane[i*half+j]
			}
			k.columns.transform(column)
			for i, v := range column {
				plane[i*half+j] = v
			}
		}
		for i, v := range plane {
			y[i] = complex64(v)
		}
	}
	return nil
}

func (k *rfft2d) transformRows(plane []complex128, x []float32) {
	half := k.width/2 + 1
	for i := range k.height {
		row := plane[i*half : (i+1)*half]
		if i >= k.inH {
			clear(row)
			continue
		}
		k.rows.transform(row, x[i*k.inW:][:min(k.width, k.inW)])
	}
}
