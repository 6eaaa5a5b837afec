package task

import (
	"slices"

	"edged/models/graph"
	"edged/models/tflite"
)

// readFacts takes from a model's metadata what the tasks need. A model without metadata
// has no facts; metadata that cannot be read is an error.
func readFacts(b Bundle) (*facts, error) {
	info, err := tflite.Info(b.Graph)
	if err != nil {
		return nil, err
	}
	f := newFacts(info)
	e, sub, err := b.Graph.Entry(b.Invoker.Signature().Key)
	if err != nil {
		return nil, err
	}
	f.outputs = inEntryOrder(f.outputs, e, sub)
	return f, nil
}

// newFacts keeps the subgraph's order of outputs.
func newFacts(info *tflite.ModelInfo) *facts {
	f := &facts{}
	if info == nil {
		return f
	}
	for i := range info.Outputs {
		f.outputs = append(f.outputs, info.Outputs[i].Labels())
		f.steps(info.Outputs[i].Process)
	}
	f.steps(info.Preprocess)
	if len(info.Inputs) > 0 {
		f.content = info.Inputs[0].Content
		f.steps(info.Inputs[0].Process)
	}
	return f
}

// steps takes over what processing units say.
func (f *facts) steps(units []tflite.ProcessUnit) {
	for _, u := range units {
		switch u := u.(type) {
		case *tflite.Normalization:
			f.mean, f.std = u.Mean, u.Std
		case *tflite.ScoreThresholding:
			f.least = u.Global
		case *tflite.RegexTokenizer:
			f.delimiter = u.Delimiter
			if len(u.Vocabulary) > 0 {
				f.vocabulary = u.Vocabulary[0].Data
			}
		case *tflite.BertTokenizer:
			f.unsupported = "BERT's"
		case *tflite.SentencePieceTokenizer:
			f.unsupported = "SentencePiece"
		}
	}
}

// inEntryOrder reorders labels by output from the subgraph's order, which metadata
// follows, to the order that a caller sees.
func inEntryOrder(labels [][]string, e graph.Entry, sub *graph.Subgraph) [][]string {
	out := make([][]string, len(e.Outputs))
	for i, m := range e.Outputs {
		if at := slices.Index(sub.Outputs, m.Tensor); at >= 0 && at < len(labels) {
			out[i] = labels[at]
		}
	}
	return out
}
