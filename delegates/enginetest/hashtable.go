package enginetest

import (
	"encoding/binary"

	"edged/models/graph"
)

func longs(v ...int64) []byte {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint64(b, uint64(x))
	}
	return b
}

// hashtables has a table from strings to numbers and one back.
func hashtables() Case {
	n := newNet("hashtable")
	n.Runs = 2
	texts := []string{"good", "", "bad\x00", "good", "worse"}
	numbers := longs(3, 1<<40, -5, 9, 0)
	for id, key := range []graph.DType{graph.String, graph.Int64} {
		value := graph.String + graph.Int64 - key
		table := func(n *net) int {
			o := &graph.HashtableOptions{TableId: int32(10 + id), KeyDtype: key, ValueDtype: value}
			return n.node(graph.Op{Code: graph.OpHashtable, Options: o}, []graph.DType{graph.Resource})[0]
		}
		data := func(n *net, t graph.DType) int {
			if t == graph.String {
				return n.constant(t, []int{5}, nil, stringData(texts...))
			}
			return n.constant(t, []int{5}, nil, numbers)
		}
		n.once(func(p *part) {
			p.node(graph.Op{Code: graph.OpHashtableImport}, nil, table(&p.net), data(&p.net, key), data(&p.net, value))
		})
		t := table(n)
		keys, missing := n.strings([]int{2, 2}, "worse", "unknown", "", "good"), n.constant(graph.Int64, []int{1}, nil, longs(-1))
		if key == graph.Int64 {
			keys = n.inputOf(key, []int{5}, nil, longs(0, -5, 77, 9, 3))
			missing = n.constant(graph.String, []int{1}, nil, stringData("what?"))
		}
		n.give(n.node(graph.Op{Code: graph.OpHashtableFind}, []graph.DType{value}, t, keys, missing)[0])
		n.give(n.node(graph.Op{Code: graph.OpHashtableSize}, []graph.DType{graph.Int64}, t)[0])
	}
	return n.Case
}
