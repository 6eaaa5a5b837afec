package task

import (
	"errors"
	"fmt"
	"math"

	"edged/models/image"
	"edged/models/text"
	"edged/models/tflite"
)

// facts is what a model's file says about its own media. A configuration wins over it
// wherever it says anything.
type facts struct {
	content     tflite.ContentType // of the first input
	mean, std   []float32          // of the first input
	outputs     [][]string         // labels by output, nil where there are none
	delimiter   string             // of a regular-expression tokenizer; empty: none
	vocabulary  []byte
	unsupported string  // a tokenizer that is known and not ours
	least       float32 // score that counts; 0: not said
}

// prepare does what every task needs of a bundle.
func prepare(b Bundle) (*ports, *facts, error) {
	p, err := newPorts(b)
	if err != nil {
		return nil, nil, err
	}
	if err := b.Config.check(); err != nil {
		return nil, nil, fmt.Errorf("model %s: %w", b.Model, err)
	}
	f, err := readFacts(b)
	if err != nil {
		return nil, nil, fmt.Errorf("model %s: %w", b.Model, err)
	}
	return p, f, nil
}

func (c Config) check() error {
	switch {
	case c.Top < 0:
		return fmt.Errorf("top is %d", c.Top)
	case c.MaxPixels < 0:
		return fmt.Errorf("max pixels is %d", c.MaxPixels)
	case math.IsNaN(float64(c.Threshold)):
		return errors.New("threshold is not a number")
	}
	return nil
}

// normalization returns the configuration's numbers, then the metadata's.
func (f *facts) normalization(c Config) image.Normalization {
	if len(c.Mean) > 0 || len(c.Std) > 0 {
		return image.Normalization{Mean: c.Mean, Std: c.Std, Forced: true}
	}
	return image.Normalization{Mean: f.mean, Std: f.std}
}

// threshold returns the configuration's, then the metadata's, then the task's.
func (f *facts) threshold(c Config, task float32) float32 {
	for _, v := range []float32{c.Threshold, f.least} {
		if v != 0 {
			return v
		}
	}
	return task
}

// labels returns an output's labels: the configuration's, which are for the one output
// that a task asks about, then the metadata's.
func (f *facts) labels(c Config, output int) []string {
	if len(c.Labels) > 0 {
		return c.Labels
	}
	if output < len(f.outputs) {
		return f.outputs[output]
	}
	return nil
}

// tokenizer returns the one the metadata describes, its vocabulary replaced by the
// configuration's; without metadata words of the configuration's vocabulary, in lower
// case if the vocabulary is.
func (f *facts) tokenizer(c Config) (text.Padded, error) {
	vocabulary, delimiter := f.vocabulary, f.delimiter
	if len(c.Vocabulary) > 0 {
		vocabulary = c.Vocabulary
	}
	switch {
	case f.unsupported != "":
		return nil, fmt.Errorf("its tokenizer is %s; a regular expression is supported", f.unsupported)
	case len(vocabulary) == 0:
		return nil, errors.New("it has no tokenizer in its metadata; name a vocabulary file in its configuration")
	}
	v, err := text.ParseVocabulary(vocabulary)
	if err != nil {
		return nil, err
	}
	if delimiter == "" {
		return text.NewRegex(text.WordDelimiter, v, v.Lower())
	}
	return text.NewRegex(delimiter, v, false)
}

// hasTokenizer reports whether the file brings a tokenizer that is supported.
func (f *facts) hasTokenizer() bool { return f.delimiter != "" && len(f.vocabulary) > 0 }
