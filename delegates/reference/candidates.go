package reference

// candidates is a heap of boxes, the best score on top. Which of equal scores comes first
// follows from how it moves its entries: as libstdc++'s push_heap and pop_heap do.
type candidates struct {
	heap  []int32
	score []float32 // by box
}

func (c *candidates) worse(i, j int32) bool { return c.score[i] < c.score[j] }

// push adds a box; there is room for every one.
func (c *candidates) push(box int32) {
	c.heap = append(c.heap, box)
	c.rise(len(c.heap)-1, box)
}

// rise puts a box where entry i is, or further up.
func (c *candidates) rise(i int, box int32) {
	for i > 0 {
		parent := (i - 1) / 2
		if !c.worse(c.heap[parent], box) {
			break
		}
		c.heap[i] = c.heap[parent]
		i = parent
	}
	c.heap[i] = box
}

// pop takes the best box out: the gap it leaves sinks to the bottom, the last entry fills
// it and rises.
func (c *candidates) pop() int32 {
	top, last := c.heap[0], len(c.heap)-1
	box := c.heap[last]
	c.heap = c.heap[:last]
	if last == 0 {
		return top
	}
	gap := 0
	for child := 2; child <= last; child = 2*gap + 2 {
		if child == last || c.worse(c.heap[child], c.heap[child-1]) {
			child--
		}
		c.heap[gap] = c.heap[child]
		gap = child
	}
	c.rise(gap, box)
	return top
}
