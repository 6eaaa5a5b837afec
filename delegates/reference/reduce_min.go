package reference

import (
	"math"

	"edged/models/graph"
)

// buildReduceMin takes the least elements.
func buildReduceMin(p *prep) (kernel, error) {
	if err := p.reducesAlike(); err != nil {
		return nil, err
	}
	switch p.in(0).Type {
	case graph.Float32:
		return reduced(p, math.MaxFloat32, smaller[float32]), nil
	case graph.Int8:
		return reduced(p, math.MaxInt8, smaller[int8]), nil
	case graph.UInt8:
		return reduced(p, math.MaxUint8, smaller[uint8]), nil
	case graph.Bool:
		return reduced(p, 1, smaller[uint8]), nil
	case graph.Int16:
		return reduced(p, math.MaxInt16, smaller[int16]), nil
	case graph.Int32:
		return reduced(p, math.MaxInt32, smaller[int32]), nil
	case graph.Int64:
		return reduced(p, math.MaxInt64, smaller[int64]), nil
	}
	return nil, p.noType()
}
