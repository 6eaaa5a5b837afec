package graph

import "slices"

// KeepsState reports whether the model may remember anything from one invocation to the next:
// it has variable tensors or resources.
func (g *Graph) KeepsState() bool {
	for _, s := range g.Subgraphs {
		if slices.ContainsFunc(s.Tensors, func(t Tensor) bool { return t.Variable || t.Type == Resource }) {
			return true
		}
	}
	return false
}
