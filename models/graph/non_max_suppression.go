package graph

import "fmt"

// inferNonMaxSuppressionV4 takes boxes [n, 4], scores [n], the constant number of boxes
// to keep, and thresholds for overlap and score.
func inferNonMaxSuppressionV4(n *node) error { return n.suppression(5, 2) }

// inferNonMaxSuppressionV5 also takes a sigma, by which overlapping boxes lose in score,
// and gives the scores of what is kept.
func inferNonMaxSuppressionV5(n *node) error { return n.suppression(6, 3) }

func (n *node) suppression(inputs, outputs int) error {
	if err := n.arity(inputs, inputs, outputs); err != nil {
		return err
	}
	boxes, scores := n.shape(0), n.shape(1)
	if len(boxes) != 2 || boxes[1] != 4 || !equalShapes(scores, boxes[:1]) {
		return fmt.Errorf("boxes %v and scores %v, wants [n 4] and [n]", boxes, scores)
	}
	keep, err := n.smallInt(2)
	if err != nil {
		return err
	}
	if keep < 0 || n.in(2).Type != Int32 {
		return fmt.Errorf("the number of boxes to keep is %d of %v", keep, n.in(2).Type)
	}
	for i := 2; i < inputs; i++ {
		if len(n.shape(i)) != 0 {
			return fmt.Errorf("input %d has shape %v, wants a scalar", i, n.shape(i))
		}
	}
	for i := range outputs - 1 {
		n.set(i, keep)
	}
	n.set(outputs - 1)
	return nil
}
