package place

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math"

	"edged/models/graph"
)

// seen looks at every answer for what broken accelerators give: numbers that are none,
// constants, and an answer to another question. A model may mean it, so the reference
// engine is asked: about the first such answer in a row, the second, the fourth and so on.
type seen struct {
	seed      maphash.Seed
	in, out   uint64 // hashes of the last question and answer
	nonFinite int    // answers in a row
	constant  int
	stale     int
}

// leastElements is how large an output must be to be suspected of being constant.
const leastElements = 4

// suspect says what is odd about an answer that is to be compared now; empty: nothing.
func (s *seen) suspect(in, out []graph.Tensor) string {
	if s.seed == (maphash.Seed{}) {
		s.seed = maphash.MakeSeed()
	}
	question, answer := s.hash(in), s.hash(out)
	stale := s.out == answer && s.in != question
	same := s.out == answer && s.in == question
	s.in, s.out = question, answer
	switch {
	case count(&s.nonFinite, some(out, nonFinite)):
		return "numbers that are not finite"
	case count(&s.constant, some(out, constant)):
		return "a constant output"
	case !same && count(&s.stale, stale):
		return "the same answer to another question"
	}
	return ""
}

// count counts what happens in a row and reports whether it is time to look at it.
func count(n *int, happened bool) bool {
	if !happened {
		*n = 0
		return false
	}
	*n++
	return *n&(*n-1) == 0
}

func (s *seen) hash(list []graph.Tensor) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, t := range list {
		h.Write(t.Data)
	}
	return h.Sum64()
}

func some(list []graph.Tensor, f func(*graph.Tensor) bool) bool {
	for i := range list {
		if f(&list[i]) {
			return true
		}
	}
	return false
}

func nonFinite(t *graph.Tensor) bool {
	if t.Type != graph.Float32 {
		return false
	}
	for d := t.Data; len(d) >= 4; d = d[4:] {
		if v := math.Float32frombits(binary.LittleEndian.Uint32(d)); v-v != 0 {
			return true
		}
	}
	return false
}

func constant(t *graph.Tensor) bool {
	size := t.Type.Bits() / 8
	if size == 0 || len(t.Data) < leastElements*size {
		return false
	}
	return bytes.Equal(t.Data[size:], t.Data[:len(t.Data)-size])
}
