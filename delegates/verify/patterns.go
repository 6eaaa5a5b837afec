package verify

import (
	"math"
	"math/rand/v2"

	"edged/models/graph"
)

// shape is an input seen as rows of columns of channels.
type shape struct{ rows, columns, channels int }

// shapeOf takes [batch rows columns channels] and [batch columns channels] for pictures and
// series, everything else for one series.
func shapeOf(t *graph.Tensor) shape {
	d := t.Shape
	switch {
	case t.Elems() == 0:
		return shape{1, 1, 1}
	case len(d) == 4:
		return shape{d[1], d[2], d[3]}
	case len(d) == 3:
		return shape{1, d[1], d[2]}
	}
	return shape{1, t.Elems(), 1}
}

// place returns where element i lies: x and y from 0 to 1, and its channel.
func (s shape) place(i int) (x, y float64, channel int) {
	channel = i % s.channels
	i /= s.channels
	return float64(i%s.columns) / float64(s.columns), float64(i/s.columns%s.rows) / float64(s.rows), channel
}

// noise is independent numbers.
func noise(rng *rand.Rand, _ shape) func(int) float64 {
	return func(int) float64 { return rng.Float64() }
}

// waves are a few slow waves in each channel.
func waves(rng *rand.Rand, s shape) func(int) float64 {
	type wave struct{ fx, fy, phase float64 }
	list := make([]wave, 3*s.channels)
	for i := range list {
		list[i] = wave{6 * rng.Float64(), 6 * rng.Float64(), rng.Float64()}
	}
	return func(i int) float64 {
		x, y, c := s.place(i)
		v := 0.0
		for _, w := range list[3*c : 3*c+3] {
			v += math.Sin(2 * math.Pi * (w.fx*x + w.fy*y + w.phase))
		}
		return (v + 3) / 6
	}
}

// blocks are rectangles of one value.
func blocks(rng *rand.Rand, s shape) func(int) float64 {
	const side = 6
	values := make([]float64, side*side*s.channels)
	for i := range values {
		values[i] = rng.Float64()
	}
	return func(i int) float64 {
		x, y, c := s.place(i)
		return values[(int(y*side)*side+int(x*side))*s.channels+c]
	}
}

// nearlyConstant is one value for each channel with a little noise.
func nearlyConstant(rng *rand.Rand, s shape) func(int) float64 {
	values := make([]float64, s.channels)
	for i := range values {
		values[i] = rng.Float64()
	}
	return func(i int) float64 { return min(max(values[i%s.channels]+0.05*(rng.Float64()-0.5), 0), 1) }
}

// extremes are 0 and 1 only, more of the one or of the other.
func extremes(rng *rand.Rand, _ shape) func(int) float64 {
	share := rng.Float64()
	return func(int) float64 {
		if rng.Float64() < share {
			return 1
		}
		return 0
	}
}

// gradient rises from one side to the other, in a direction of its own for each channel.
func gradient(rng *rand.Rand, s shape) func(int) float64 {
	directions := make([]float64, s.channels)
	for i := range directions {
		directions[i] = rng.Float64()
	}
	return func(i int) float64 {
		x, y, c := s.place(i)
		v := directions[c]*x + (1-directions[c])*y
		if c%2 == 1 {
			return 1 - v
		}
		return v
	}
}
