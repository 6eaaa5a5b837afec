package task

import (
	"fmt"

	"edged/models/graph"
)

// classify is the task that says what is in a picture.
type classify struct{}

// Kind returns Classify.
func (classify) Kind() Kind { return Classify }

// Bind wants a model from one picture to scores [1 classes].
func (classify) Bind(b Bundle) (Runner, error) {
	p, known, err := prepare(b)
	if err != nil {
		return nil, err
	}
	pic, err := newPicture(b, p, known.normalization(b.Config))
	if err != nil {
		return nil, fmt.Errorf("model %s cannot classify: %w", b.Model, err)
	}
	s, err := newScores(b.Config, p.outputs, known)
	if err != nil {
		return nil, fmt.Errorf("model %s cannot classify: %w", b.Model, err)
	}
	return newRunner(Classify, b, p, &classifier{pic, s}), nil
}

type classifier struct {
	*picture
	scores *scores
}

func (c *classifier) answer(out []graph.Tensor, r *Result, _ bool) error {
	r.Classes = c.scores.rank(out)
	return nil
}
