package reference

import (
	"math"

	"edged/models/graph"
)

// buildUnsortedSegmentSum adds up the slices of each segment.
func buildUnsortedSegmentSum(p *prep) (kernel, error) {
	return unsortedSegment(p, 0, add[float32], 0, add[int32])
}

// buildUnsortedSegmentProd multiplies them.
func buildUnsortedSegmentProd(p *prep) (kernel, error) {
	return unsortedSegment(p, 1, multiply[float32], 1, multiply[int32])
}

// buildUnsortedSegmentMax takes the greatest elements; those of a segment without slices
// are the least of their type.
func buildUnsortedSegmentMax(p *prep) (kernel, error) {
	return unsortedSegment(p, -math.MaxFloat32, larger[float32], math.MinInt32, larger[int32])
}

// buildUnsortedSegmentMin takes the least elements; those of a segment without slices are
// the greatest of their type.
func buildUnsortedSegmentMin(p *prep) (kernel, error) {
	return unsortedSegment(p, math.MaxFloat32, smaller[float32], math.MaxInt32, smaller[int32])
}

func unsortedSegment(p *prep, f0 float32, f func(x, y float32) float32, i0 int32, i func(x, y int32) int32) (kernel, error) {
	switch {
	case p.in(0).Type != p.out(0).Type || p.in(1).Type != graph.Int32 || p.in(2).Type != graph.Int32:
	case p.in(0).Type == graph.Float32:
		return segments(p, f0, f), nil
	case p.in(0).Type == graph.Int32:
		return segments(p, i0, i), nil
	}
	return nil, p.noType()
}

func multiply[T number](x, y T) T { return x * y }

// larger returns the greater of two numbers, x where y is not a number.
func larger[T number](x, y T) T {
	if y > x {
		return y
	}
	return x
}

// smaller returns the lesser of two numbers, x where y is not a number.
func smaller[T number](x, y T) T {
	if y < x {
		return y
	}
	return x
}
