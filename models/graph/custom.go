package graph

// EdgeTPUOperator is the custom operator that a model compiled for the Edge TPU holds.
const EdgeTPUOperator = "edgetpu-custom-op"

// FindCustom reports whether the graph has a custom operator of that name.
func (g *Graph) FindCustom(name string) bool {
	for _, s := range g.Subgraphs {
		for i := range s.Ops {
			if s.Ops[i].Code == OpCustom && s.Ops[i].Custom == name {
				return true
			}
		}
	}
	return false
}
