package reference

import (
	"math"

	"edged/models/graph"
)

// buildResizeNearestNeighbor scales pictures by taking for each pixel the nearest one
// (TFLite's reference/resize_nearest_neighbor.h), of elements up to 32 bits wide.
func buildResizeNearestNeighbor(p *prep) (kernel, error) {
	in, out := p.in(0).Shape, p.out(0).Shape
	if p.in(0).Type.Bits() > 32 {
		return nil, p.noType()
	}
	o := p.op.Options.(*graph.ResizeNearestNeighborOptions)
	rows, columns := nearest(o, in[1], out[1]), nearest(o, in[2], out[2])
	return pixels{batch: out[0], h: out[1], w: out[2], from: func(b, y, x int) int {
		return (b*in[1]+int(rows[y]))*in[2] + int(columns[x])
	}}.kernel(p)
}

// nearest returns for each of out indices the nearest of in, computed in float32.
func nearest(o *graph.ResizeNearestNeighborOptions, in, out int) []int32 {
	scale := float32(in) / float32(out)
	if o.AlignCorners && out > 1 {
		scale = float32(in-1) / float32(out-1)
	}
	var offset float32
	if o.HalfPixelCenters {
		offset = 0.5
	}
	at := make([]int32, out)
	for i := range at {
		x := float64((float32(i) + offset) * scale)
		if o.AlignCorners {
			x = math.Round(x)
		} else {
			x = math.Floor(x)
		}
		at[i] = int32(min(max(x, 0), float64(in-1)))
	}
	return at
}
