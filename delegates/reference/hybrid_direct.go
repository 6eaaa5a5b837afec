package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// onTheFly quantizes the images of a float32 tensor to int8 before an operator multiplies
// them with int8 weights.
type onTheFly struct {
	in        *value
	images    int
	symmetric bool
	how       quantizer // in place of TFLite's; nil: TFLite's
	quantized *value
	scales    []float32 // of each image
	zeros     []int32
}

func newOnTheFly(p *prep, in *value, images int, symmetric bool) *onTheFly {
	return &onTheFly{
		in: in, images: images, symmetric: symmetric, quantized: p.scratch(graph.Int8, in.Elems()),
		scales: make([]float32, images), zeros: make([]int32, images),
	}
}

func (q *onTheFly) quantize() {
	if q.images == 0 {
		return
	}
	n := q.in.Elems() / q.images
	for i := range q.images {
		src, dst := view[float32](q.in)[i*n:(i+1)*n], view[int8](q.quantized)[i*n:(i+1)*n]
		switch {
		case q.how != nil:
			q.scales[i], q.zeros[i] = q.how(dst, src)
		case q.symmetric:
			q.scales[i] = quantizeSymmetric(dst, src)
		default:
			q.scales[i], q.zeros[i] = quantizeAsymmetric(dst, src)
		}
	}
}

// hybrid makes the kernel for float32 images and int8 weights (TFLite's
// DepthwiseConvHybridPerChannel and HybridTransposeConv).
func (c *convolution) hybrid(p *prep) (kernel, error) {
	scales, err := filterScales(c.filter, c.axis, c.outC())
	if err != nil {
		return nil, err
	}
	if c.depthwise && !c.filter.PerChannel() && c.outC() > 1 {
		return nil, fmt.Errorf("tensor %s has one scale, wants one for each channel", c.filter.Name)
	}
	if _, err := filterZero(c.filter, true); err != nil {
		return nil, err
	}
	q := newOnTheFly(p, c.in, c.batch, c.symmetric)
	end, err := hybridEnding(p, c, q, scales)
	if err != nil {
		return nil, err
	}
	d := directOf[int8, int8](p, c, 0, 0, end)
	d.in, d.zeros, d.before = q.quantized, q.zeros, q.quantize
	return d, nil
}

func hybridEnding(p *prep, c *convolution, q *onTheFly, scales []float32) (ending[int32], error) {
	lo, hi, err := fixedpoint.ActivationRangeFloat(c.act)
	if err != nil {
		return nil, err
	}
	if c.bias != nil && c.bias.Type != graph.Float32 {
		return nil, p.noType()
	}
	perImage := c.perImage()
	joint := c.depthwise || p.op.Code == graph.OpFullyConnected
	return func(pixel int, sums []int32) {
		dst := view[float32](c.out)[pixel*len(sums):][:len(sums)]
		scale := q.scales[pixel/perImage]
		var b []float32
		if c.bias != nil {
			b = view[float32](c.bias)
		}
		for i, s := range sums {
			y := float32(float32(s) * scales[i] * scale)
			if joint {
				y = float32(s) * float32(scales[i]*scale)
			}
			if b != nil {
				y += b[i]
			}
			dst[i] = min(max(y, lo), hi)
		}
	}, nil
}
