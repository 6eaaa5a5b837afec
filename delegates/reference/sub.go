package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildSub subtracts element by element (TFLite's reference/sub.h).
func buildSub(p *prep) (kernel, error) {
	options := p.op.Options.(*graph.SubOptions)
	act := options.FusedActivationFunction
	if err := p.retype(p.in(1).Type); err != nil {
		return nil, err
	}
	if !p.sameTypes() {
		return nil, p.noType()
	}
	if t := p.out(0).Type; t == graph.Int16 {
		return newAdd16(p, act, options.PotScaleInt16, -1)
	} else if !is8bit(t) {
		return arithmetic{
			op:    loop.SubF32,
			float: func(x, y float32) float32 { return x - y },
			i32:   func(x, y int32) int32 { return x - y },
			i64:   func(x, y int64) int64 { return x - y },
		}.build(p, t, act)
	}
	return newAdd8(p, act, -1)
}
