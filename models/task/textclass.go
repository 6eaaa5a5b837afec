package task

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"edged/models/graph"
	"edged/models/text"
)

// textClass is the task that says which class a text belongs to.
type textClass struct{}

// Kind returns TextClass.
func (textClass) Kind() Kind { return TextClass }

// Bind wants a model from token ids [1 length] (int32, int64 or float32) to scores
// [1 classes], with a tokenizer in its metadata or a vocabulary in the configuration.
func (textClass) Bind(b Bundle) (Runner, error) {
	p, known, err := prepare(b)
	if err != nil {
		return nil, err
	}
	c, err := newTextClassifier(b, p, known)
	if err != nil {
		return nil, fmt.Errorf("model %s cannot classify text: %w", b.Model, err)
	}
	return newRunner(TextClass, b, p, c), nil
}

type textClassifier struct {
	scores    *scores
	tokenizer text.Padded
	in        *graph.Tensor
	ids       []int32
}

func newTextClassifier(b Bundle, p *ports, known *facts) (*textClassifier, error) {
	if err := p.one(); err != nil {
		return nil, err
	}
	in := &p.in[0]
	if !takesTokens(in) {
		return nil, fmt.Errorf("input %q is %v %v, token ids are int32, int64 or float32 [1 length]", in.Name, in.Type, in.Shape)
	}
	tok, err := known.tokenizer(b.Config)
	if err != nil {
		return nil, err
	}
	s, err := newScores(b.Config, p.outputs, known)
	if err != nil {
		return nil, err
	}
	return &textClassifier{scores: s, tokenizer: tok, in: in, ids: make([]int32, in.Elems())}, nil
}

// takesTokens reports whether a tensor has the type and shape of token ids.
func takesTokens(t *graph.Tensor) bool {
	switch t.Type {
	case graph.Int32, graph.Int64, graph.Float32:
		return len(t.Shape) == 1 || (len(t.Shape) == 2 && t.Shape[0] == 1)
	}
	return false
}

func (c *textClassifier) read(media []byte) error {
	if !utf8.Valid(media) {
		return errors.New("the text is not UTF-8")
	}
	text.Fit(c.ids, c.tokenizer.Encode(string(media)), c.tokenizer.Pad())
	for i, id := range c.ids {
		switch c.in.Type {
		case graph.Int64:
			binary.LittleEndian.PutUint64(c.in.Data[8*i:], uint64(id))
		case graph.Int32:
			binary.LittleEndian.PutUint32(c.in.Data[4*i:], uint32(id))
		default:
			binary.LittleEndian.PutUint32(c.in.Data[4*i:], math.Float32bits(float32(id)))
		}
	}
	return nil
}

func (c *textClassifier) answer(out []graph.Tensor, r *Result, _ bool) error {
	r.Classes = c.scores.rank(out)
	return nil
}
