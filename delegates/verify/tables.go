package verify

import "edged/models/graph"

// tableRows returns for each input the number of rows of the smallest table it is an index
// of, 0 where it is none.
func tableRows(g *graph.Graph, sig graph.Signature) []int {
	rows := make([]int, len(sig.Inputs))
	e, s, err := g.Entry(sig.Key)
	if err != nil {
		return rows
	}
	for i := range min(len(rows), len(e.Inputs)) {
		rows[i] = rowsBehind(s, e.Inputs[i].Tensor)
	}
	return rows
}

// rowsBehind follows a tensor through operators that leave its values as they are.
func rowsBehind(s *graph.Subgraph, tensor int) int {
	rows, carries := 0, map[int]bool{tensor: true}
	for i := range s.Ops {
		op := &s.Ops[i]
		switch op.Code {
		case graph.OpCast, graph.OpReshape, graph.OpExpandDims, graph.OpSqueeze, graph.OpTranspose, graph.OpSlice, graph.OpStridedSlice:
			if len(op.Inputs) > 0 && len(op.Outputs) > 0 && carries[op.Inputs[0]] {
				carries[op.Outputs[0]] = true
			}
		case graph.OpGather:
			if len(op.Inputs) == 2 && carries[op.Inputs[1]] {
				rows = smaller(rows, gathered(s, op))
			}
		case graph.OpEmbeddingLookup:
			if len(op.Inputs) == 2 && carries[op.Inputs[0]] {
				rows = smaller(rows, dimension(s.Tensors[op.Inputs[1]].Shape, 0))
			}
		}
	}
	return rows
}

// gathered is the size of the dimension that GATHER takes from.
func gathered(s *graph.Subgraph, op *graph.Op) int {
	from := s.Tensors[op.Inputs[0]].Shape
	o, ok := op.Options.(*graph.GatherOptions)
	if !ok {
		return 0
	}
	a, _, err := o.Resolve(len(from), len(s.Tensors[op.Inputs[1]].Shape))
	if err != nil {
		return 0
	}
	return dimension(from, a)
}

func dimension(shape []int, at int) int {
	if at >= len(shape) {
		return 0
	}
	return shape[at]
}

// smaller returns the smaller of two numbers that are known, which 0 is not.
func smaller(a, b int) int {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}
