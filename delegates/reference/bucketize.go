package reference

import (
	"errors"
	"slices"
	"sort"

	"edged/models/graph"
)

// buildBucketize finds between which of the sorted boundaries each element lies.
func buildBucketize(p *prep) (kernel, error) {
	b := p.op.Options.(*graph.BucketizeOptions).Boundaries
	if !slices.IsSorted(b) {
		return nil, errors.New("the boundaries are not sorted")
	}
	if p.out(0).Type != graph.Int32 {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return buckets[float32](p, b), nil
	case graph.Int32:
		return buckets[int32](p, b), nil
	case graph.Int64:
		return buckets[int64](p, b), nil
	}
	return nil, p.noType()
}

func buckets[T number](p *prep, boundaries []float32) kernel {
	return unary(p, func(x T) int32 {
		v := float32(x)
		return int32(sort.Search(len(boundaries), func(i int) bool { return v < boundaries[i] }))
	})
}
