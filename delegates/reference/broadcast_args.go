package reference

import (
	"errors"

	"edged/models/graph"
)

var errBroadcastArgs = errors.New("the shapes do not broadcast")

// buildBroadcastArgs computes the shape that two shapes broadcast to.
func buildBroadcastArgs(p *prep) (kernel, error) {
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Int32:
		return broadcastArgs[int32](p), nil
	case graph.Int64:
		return broadcastArgs[int64](p), nil
	}
	return nil, p.noType()
}

func broadcastArgs[T int32 | int64](p *prep) kernel {
	a, b, out := p.in(0), p.in(1), p.out(0)
	return serial(func() error {
		x, y, z := view[T](a), view[T](b), view[T](out)
		for i := 1; i <= len(z); i++ {
			d, e := T(1), T(1)
			if i <= len(x) {
				d = x[len(x)-i]
			}
			if i <= len(y) {
				e = y[len(y)-i]
			}
			switch {
			case d == e || e == 1:
				z[len(z)-i] = d
			case d == 1:
				z[len(z)-i] = e
			default:
				return errBroadcastArgs
			}
		}
		return nil
	})
}
