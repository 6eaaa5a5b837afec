package enginetest

import (
	"math"

	"edged/models/graph"
)

// boxes returns corners of boxes that overlap now and then, some given from the other end,
// some of no size.
func (n *net) boxes(count int) []byte {
	var v []float32
	for range count {
		y, x, h, w := n.r.Float32()*4, n.r.Float32()*4, n.r.Float32()*2, n.r.Float32()*2
		b := []float32{y, x, y + h, x + w}
		switch n.r.IntN(8) {
		case 0:
			b[0], b[2] = b[2], b[0]
		case 1:
			b[1], b[3] = b[3], b[1]
		case 2:
			b[2] = b[0]
		}
		v = append(v, b...)
	}
	return words(v)
}

// suppressions are numbers of boxes, how many to keep, and thresholds. Scores are in steps
// of 1/16, so that some are equal.
var suppressions = []struct {
	count, keep       int32
	iou, least, sigma float32
}{
	{1, 1, 0.5, 0, 0}, {10, 5, 0.5, 0.1, 0}, {50, 100, 0.3, 0, 0.5}, {50, 10, 0.9, 0.2, 0.1}, {200, 64, 0.2, 0.05, 1}, {20, 20, 1, 0, 2}, {8, 0, 0.5, 0, 0}, {30, 7, 0, 0.5, 0}, {16, 16, 0.5, 2, 0.5},
}

func (n *net) suppression(code graph.OpCode, i int) {
	c := suppressions[i]
	scores := make([]float32, c.count)
	for j := range scores {
		scores[j] = float32(math.Floor(float64(n.r.Float32()*16))) / 16
	}
	one := func(v float32) int { return n.inputOf(graph.Float32, []int{}, nil, words([]float32{v})) }
	in := []int{n.inputOf(graph.Float32, []int{int(c.count), 4}, nil, n.boxes(int(c.count))), n.inputOf(graph.Float32, []int{int(c.count)}, nil, words(scores)),
		n.scalar(graph.Int32, words([]int32{c.keep})), one(c.iou), one(c.least)}
	outs := []graph.Tensor{{Type: graph.Int32}, {Type: graph.Int32}}
	if code == graph.OpNonMaxSuppressionV5 {
		in, outs = append(in, one(c.sigma)), []graph.Tensor{{Type: graph.Int32}, {Type: graph.Float32}, {Type: graph.Int32}}
	}
	n.add(graph.Op{Code: code, Inputs: in}, outs...)
}

func nonMaxSuppressionV4Cases() []Case { return suppressionCases(graph.OpNonMaxSuppressionV4) }

func nonMaxSuppressionV5Cases() []Case { return suppressionCases(graph.OpNonMaxSuppressionV5) }

func suppressionCases(code graph.OpCode) []Case {
	n := newNet("float32")
	for i := range suppressions {
		n.suppression(code, i)
	}
	return []Case{n.Case}
}
