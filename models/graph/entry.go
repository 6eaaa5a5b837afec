package graph

import (
	"fmt"
	"strings"
)

// Entry is what a caller runs: a subgraph's inputs and outputs in order, under the
// names of a signature or, without one, the tensors' own.
type Entry struct {
	Key     string
	Inputs  []TensorMap
	Outputs []TensorMap
}

// Entry returns the inputs and outputs of the signature with that key and its subgraph;
// an empty key means the first subgraph as it is.
func (g *Graph) Entry(key string) (Entry, *Subgraph, error) {
	if key == "" {
		s := g.Subgraphs[0]
		return Entry{Inputs: s.named(s.Inputs), Outputs: s.named(s.Outputs)}, s, nil
	}
	var keys []string
	for _, d := range g.Signatures {
		if d.Key == key {
			return Entry{Key: key, Inputs: d.Inputs, Outputs: d.Outputs}, g.Subgraphs[d.Subgraph], nil
		}
		keys = append(keys, d.Key)
	}
	return Entry{}, nil, fmt.Errorf("no signature %q; the model has %s", key, strings.Join(keys, ", "))
}

func (s *Subgraph) named(tensors []int) []TensorMap {
	out := make([]TensorMap, len(tensors))
	for i, t := range tensors {
		out[i] = TensorMap{Name: s.Tensors[t].Name, Tensor: t}
	}
	return out
}
