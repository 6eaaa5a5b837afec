package task

import (
	"fmt"
	"slices"

	"edged/models/graph"
)

// defaultTop is how many classes an answer lists where the configuration does not say.
const defaultTop = 5

// scores ranks the classes of one output. The scores are the model's own, dequantized: a
// model that ends without softmax yields logits.
type scores struct {
	output    int
	reals     *reals
	labels    []string
	top       int
	threshold float32
	order     []int // classes, best first
}

// classOutput returns the first output that has one score a class: all dimensions but
// the last are 1.
func classOutput(outputs []graph.Tensor) (int, error) {
	for i := range outputs {
		if d := outputs[i].Shape; len(d) > 0 && d[len(d)-1] > 0 && graph.Elems(d) == d[len(d)-1] {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no output has one score a class ([1 classes]); the first is %v", outputs[0].Shape)
}

// newScores checks output and labels.
func newScores(c Config, outputs []graph.Tensor, known *facts) (*scores, error) {
	at, err := classOutput(outputs)
	if err != nil {
		return nil, err
	}
	r, err := newReals(&outputs[at])
	if err != nil {
		return nil, err
	}
	s := &scores{output: at, reals: r, labels: known.labels(c, at), top: c.Top, threshold: known.threshold(c, 0)}
	if s.top == 0 {
		s.top = defaultTop
	}
	classes := outputs[at].Elems()
	s.order = make([]int, classes)
	return s, checkLabels(s.labels, classes)
}

// rank lists the best classes. Equal scores keep the order of their indices; what is
// not a number comes last. A threshold of 0 or less lists everything.
func (s *scores) rank(out []graph.Tensor) []Class {
	v := s.reals.read(out[s.output].Data)
	order := s.order[:min(len(s.order), len(v))]
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return better(v[a], v[b], a, b) })
	var list []Class
	for _, i := range order[:min(s.top, len(order))] {
		if s.threshold > 0 && !(v[i] >= s.threshold) {
			break
		}
		list = append(list, Class{Index: i, Label: label(s.labels, i), Score: v[i]})
	}
	return list
}

// better orders by score downwards, then by index upwards.
func better(x, y float32, a, b int) int {
	switch {
	case x > y || (x == x && y != y):
		return -1
	case x < y || (x != x && y == y):
		return 1
	}
	return a - b
}
