package task

import "edged/models/graph"

// Agreer is a Runner that can say how much of its task's answer two sets of the model's
// outputs have in common. Runners of the task tensor are none: they have no answer.
type Agreer interface {
	// Agree returns a share from 0 to 1. want is the answer to be had:
	//
	//	classify, textclass  1 where the best class is the same, or is as good in want within
	//	                     one step of the quantization (1/256 of the best score for floats)
	//	detect               the share of objects over the threshold, of both answers, that
	//	                     the other has with the same class at the same place
	//	segment              the share of pixels that have the same class
	//
	// It may be called while Run runs. Outputs that are not the model's agree on nothing.
	Agree(got, want []graph.Tensor) float64
}

// agreer is an answerer whose answers can be compared. It leaves the answerer's own buffers
// alone.
type agreer interface {
	agree(got, want []graph.Tensor) float64
}

// agreeing is a runner that is an Agreer.
type agreeing struct {
	*runner
	agreer
}

// Agree implements Agreer.
func (a agreeing) Agree(got, want []graph.Tensor) float64 {
	if !a.ports.own(got) || !a.ports.own(want) {
		return 0
	}
	return a.agree(got, want)
}

// own reports whether outputs have the types and sizes of the model's.
func (p *ports) own(out []graph.Tensor) bool {
	if len(out) != len(p.outputs) {
		return false
	}
	for i := range out {
		if out[i].Type != p.outputs[i].Type {
			return false
		}
	}
	return true
}

// share is a part of a whole; nothing has all in common with nothing.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// fine is the step of scores that are no longer quantized, as a part of the best one.
const fine = 1.0 / 256

// agree compares the best class of each answer.
func (s *scores) agree(got, want []graph.Tensor) float64 {
	own := *s
	own.reals, own.order, own.top, own.threshold = s.reals.fresh(), make([]int, len(s.order)), 1, 0
	first := own.rank(got)
	if len(first) == 0 {
		return 0
	}
	class := first[0].Index
	best := own.rank(want)
	v := own.reals.values // of want
	if len(best) == 0 || class >= len(v) {
		return 0
	}
	step := float64(own.reals.scale)
	if own.reals.dtype == graph.Float32 {
		step = fine * max(float64(best[0].Score), -float64(best[0].Score))
	}
	// Scores are float32: a hair more than a step is a step.
	if class == best[0].Index || float64(best[0].Score)-float64(v[class]) <= 1.001*step {
		return 1
	}
	return 0
}

// fresh returns a reader of the same tensors with a buffer of its own.
func (r *reals) fresh() *reals { return &reals{dtype: r.dtype, scale: r.scale, zero: r.zero} }

func (c *classifier) agree(got, want []graph.Tensor) float64 { return c.scores.agree(got, want) }

func (c *textClassifier) agree(got, want []graph.Tensor) float64 { return c.scores.agree(got, want) }

// agree compares masks pixel by pixel.
func (s *segmenter) agree(got, want []graph.Tensor) float64 {
	own := *s
	if s.reals != nil {
		own.reals = s.reals.fresh()
	}
	var g, w Result
	if own.answer(got, &g, true) != nil || own.answer(want, &w, true) != nil {
		return 0
	}
	same := 0
	for i, class := range g.Mask.Pixels {
		if class == w.Mask.Pixels[i] {
			same++
		}
	}
	return share(same, len(g.Mask.Pixels))
}
