package task

import (
	"edged/models/graph"
	"edged/models/image"
	"edged/models/tflite"
)

// Guess says which task a model is for, from its metadata, then from its operators and
// the shapes of its inputs and outputs:
//
//	ends in TFLite_Detection_PostProcess                      detect
//	token ids in, a tokenizer in the metadata                 textclass
//	a picture in, a mask out                                  segment
//	a picture in, scores [1 classes] out                      classify
//	anything else                                             tensor
//
// info is tflite.Info's, nil where there is none.
func Guess(g *graph.Graph, info *tflite.ModelInfo) Kind {
	if len(g.Subgraphs) == 0 {
		return Raw
	}
	f, s := newFacts(info), g.Subgraphs[0]
	if postProcess(s) != nil {
		return Detect
	}
	if len(s.Inputs) != 1 || len(s.Outputs) == 0 {
		return Raw
	}
	in, outputs := &s.Tensors[s.Inputs[0]], outputsOf(g, s)
	switch {
	case f.hasTokenizer() && takesTokens(in):
		return TextClass
	case f.content == tflite.UnknownContent && !image.Looks(in), f.content != tflite.UnknownContent && f.content != tflite.Image:
		return Raw
	}
	if _, err := maskLayoutOf(&outputs[0]); err == nil {
		return Segment
	}
	if _, err := classOutput(outputs); err == nil {
		return Classify
	}
	return Raw
}

// outputsOf returns a subgraph's outputs with the shapes that follow from its operators
// where the file leaves them open.
func outputsOf(g *graph.Graph, s *graph.Subgraph) []graph.Tensor {
	shapes, err := g.Shapes(s)
	out := make([]graph.Tensor, len(s.Outputs))
	for i, t := range s.Outputs {
		out[i] = s.Tensors[t]
		if err == nil {
			out[i].Shape = shapes[t]
		}
	}
	return out
}
