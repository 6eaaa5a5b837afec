package task

import (
	"errors"
	"fmt"
	"slices"

	"edged/models/graph"
)

// Where the configuration does not say: how good an object must be, and how many are
// listed.
const (
	defaultThreshold = 0.4
	defaultObjects   = 100
)

// detect is the task that says what is in a picture and where.
type detect struct{}

// Kind returns Detect.
func (detect) Kind() Kind { return Detect }

// Bind wants a model from one picture to the four outputs of
// TFLite_Detection_PostProcess, in any order.
func (detect) Bind(b Bundle) (Runner, error) {
	p, known, err := prepare(b)
	if err != nil {
		return nil, err
	}
	d, err := newDetector(b, p, known)
	if err != nil {
		return nil, fmt.Errorf("model %s cannot detect: %w", b.Model, err)
	}
	return newRunner(Detect, b, p, d), nil
}

type detector struct {
	*picture
	boxes, classes, scores, count int // which output is which
	labels                        []string
	threshold                     float32
	top                           int
	reals                         [4]reals
}

func newDetector(b Bundle, p *ports, known *facts) (*detector, error) {
	pic, err := newPicture(b, p, known.normalization(b.Config))
	if err != nil {
		return nil, err
	}
	d := &detector{picture: pic, threshold: known.threshold(b.Config, defaultThreshold), top: b.Config.Top}
	if d.top == 0 {
		d.top = defaultObjects
	}
	options, err := d.find(b)
	if err != nil {
		return nil, err
	}
	for _, i := range []int{d.boxes, d.classes, d.scores, d.count} {
		if t := p.outputs[i].Type; t != graph.Float32 {
			return nil, fmt.Errorf("output %q is %v, wants float32", p.outputs[i].Name, t)
		}
	}
	d.labels, err = objectLabels(known.labels(b.Config, d.classes), options.NumClasses)
	return d, err
}

// find says which of the model's outputs is which of the operator's.
func (d *detector) find(b Bundle) (*graph.DetectionPostProcessOptions, error) {
	e, sub, err := b.Graph.Entry(b.Invoker.Signature().Key)
	if err != nil {
		return nil, err
	}
	op := postProcess(sub)
	if op == nil {
		return nil, errors.New("it has no " + graph.DetectionPostProcess + " operator")
	}
	to := [...]*int{&d.boxes, &d.classes, &d.scores, &d.count}
	if len(op.Outputs) != len(to) {
		return nil, fmt.Errorf("%s has %d outputs, wants 4", op.Name(), len(op.Outputs))
	}
	for i, t := range op.Outputs {
		*to[i] = slices.IndexFunc(e.Outputs, func(m graph.TensorMap) bool { return m.Tensor == t })
		if *to[i] < 0 {
			return nil, fmt.Errorf("output %d of %s is no output of the model", i, op.Name())
		}
	}
	return graph.ParseDetectionPostProcess(op.CustomOptions)
}

func postProcess(s *graph.Subgraph) *graph.Op {
	for i := range s.Ops {
		if s.Ops[i].Name() == graph.DetectionPostProcess {
			return &s.Ops[i]
		}
	}
	return nil
}

// objectLabels returns labels by the operator's class numbers, which leave the
// background out. Lists with one line more begin with it (as ???, or background).
func objectLabels(labels []string, classes int) ([]string, error) {
	if len(labels) == classes+1 {
		return labels[1:], nil
	}
	if len(labels) == 0 || len(labels) == classes {
		return labels, nil
	}
	return nil, fmt.Errorf("labels: %d for %d classes; gaps and a first line for the background (???) count as lines", len(labels), classes)
}

// answer lists the objects. Boxes come as fractions top, left, bottom, right of the
// picture; like the model's own they may reach beyond its edges.
func (d *detector) answer(out []graph.Tensor, r *Result, tensors bool) error {
	boxes, classes := d.read32(0, out[d.boxes]), d.read32(1, out[d.classes])
	scores, count := d.read32(2, out[d.scores]), d.read32(3, out[d.count])
	n := min(len(boxes)/4, len(classes), len(scores))
	if len(count) > 0 && count[0] >= 0 && count[0] < float32(n) {
		n = int(count[0])
	}
	w, h := d.size(tensors)
	width, height := float32(w), float32(h)
	for i := range n {
		if !(scores[i] >= d.threshold) {
			continue
		}
		b, class := boxes[4*i:4*i+4], int(classes[i])
		r.Objects = append(r.Objects, Object{
			Class: Class{Index: class, Label: label(d.labels, class), Score: scores[i]},
			X:     b[1] * width, Y: b[0] * height,
			Width: (b[3] - b[1]) * width, Height: (b[2] - b[0]) * height,
		})
	}
	slices.SortStableFunc(r.Objects, func(a, b Object) int { return better(a.Score, b.Score, 0, 0) })
	r.Objects = r.Objects[:min(len(r.Objects), d.top)]
	return nil
}

func (d *detector) read32(i int, t graph.Tensor) []float32 {
	d.reals[i].dtype = graph.Float32
	return d.reals[i].read(t.Data)
}
