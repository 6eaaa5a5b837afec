package reference

import (
	"fmt"

	"edged/models/graph"
)

// suppression keeps the boxes that score best and do not overlap better ones (TFLite's
// reference/non_max_suppression.h). With a sigma, boxes lose in score by how much they
// overlap (Bodla et al., "Soft-NMS", 2017).
type suppression struct {
	boxes, scores       *value
	iou, least, sigma   *value // scalars; sigma nil: 0
	kept, scored, count *value // outputs; scored nil: not asked for
	heap, score, seen   *value // scratch, see candidates
}

func buildNonMaxSuppressionV4(p *prep) (kernel, error) {
	s := &suppression{kept: p.out(0), count: p.out(1)}
	return s.build(p)
}

func buildNonMaxSuppressionV5(p *prep) (kernel, error) {
	s := &suppression{sigma: p.in(5), kept: p.out(0), scored: p.out(1), count: p.out(2)}
	return s.build(p)
}

func (s *suppression) build(p *prep) (kernel, error) {
	s.boxes, s.scores, s.iou, s.least = p.in(0), p.in(1), p.in(3), p.in(4)
	for _, v := range []*value{s.boxes, s.scores, s.iou, s.least, s.sigma, s.scored} {
		if v != nil && v.Type != graph.Float32 {
			return nil, p.noType()
		}
	}
	if s.kept.Type != graph.Int32 || s.count.Type != graph.Int32 {
		return nil, p.noType()
	}
	n := s.boxes.Shape[0]
	s.heap, s.score, s.seen = p.scratch(graph.Int32, n), p.scratch(graph.Float32, n), p.scratch(graph.Int32, n)
	return serial(s.run), nil
}

func (s *suppression) run() error {
	least, sigma := view[float32](s.least)[0], float32(0)
	if s.sigma != nil {
		sigma = view[float32](s.sigma)[0]
	}
	if sigma < 0 {
		return fmt.Errorf("sigma %g is negative", sigma)
	}
	kept := view[int32](s.kept)
	clear(kept)
	n := s.keep(least, sigma, kept)
	view[int32](s.count)[0] = int32(n)
	return nil
}

// keep writes the boxes to keep and returns how many they are.
func (s *suppression) keep(least, sigma float32, kept []int32) int {
	c := candidates{heap: view[int32](s.heap)[:0], score: view[float32](s.score)}
	seen := view[int32](s.seen) // kept boxes a candidate was compared with
	var scored []float32
	if s.scored != nil {
		scored = view[float32](s.scored)
		clear(scored)
	}
	for i, x := range view[float32](s.scores) {
		if x > least {
			c.score[i], seen[i] = x, 0
			c.push(int32(i))
		}
	}
	n, most := 0, min(len(c.heap), len(kept))
	for n < most && len(c.heap) > 0 {
		box := c.pop()
		before := c.score[box]
		hard := s.decay(&c, box, kept[seen[box]:n], sigma, least)
		seen[box] = int32(n)
		if hard {
			continue
		}
		if c.score[box] == before {
			kept[n] = box
			if scored != nil {
				scored[n] = before
			}
			n++
		}
		if c.score[box] > least {
			c.push(box)
		}
	}
	return n
}

// decay compares a candidate with kept boxes, the last first. It reports whether it
// overlaps one too much; else the candidate may have lost in score.
func (s *suppression) decay(c *candidates, box int32, kept []int32, sigma, least float32) bool {
	var scale float32
	if sigma > 0 {
		scale = float32(-0.5 / float64(sigma))
	}
	most := view[float32](s.iou)[0]
	for j := len(kept) - 1; j >= 0; j-- {
		overlap := s.overlap(box, kept[j])
		if overlap >= most {
			return true
		}
		if sigma > 0 {
			c.score[box] *= exp32(float32(scale*overlap) * overlap)
		}
		if c.score[box] <= least {
			break
		}
	}
	return false
}

// overlap is the intersection of two boxes over their union; corners come in any order.
func (s *suppression) overlap(i, j int32) float32 {
	a, b := s.corners(i), s.corners(j)
	areaA, areaB := float32((a[2]-a[0])*(a[3]-a[1])), float32((b[2]-b[0])*(b[3]-b[1]))
	if areaA <= 0 || areaB <= 0 {
		return 0
	}
	h := max(min(a[2], b[2])-max(a[0], b[0]), 0)
	w := max(min(a[3], b[3])-max(a[1], b[1]), 0)
	both := float32(h * w)
	return both / (areaA + areaB - both)
}

// corners returns a box as least y, least x, greatest y, greatest x.
func (s *suppression) corners(i int32) [4]float32 {
	b := view[float32](s.boxes)[4*i : 4*i+4]
	return [4]float32{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}
}
