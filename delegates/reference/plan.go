package reference

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// block is a stretch of arena memory that a value needs from operator first to operator
// last, inclusive.
type block struct {
	v           *value
	size        int64
	first, last int
	offset      int64
}

// layout gives every block an offset so that blocks alive at the same time do not
// overlap, and returns the arena's size. Greedy by size: the largest first, each at the
// lowest gap among those it meets (Pisarchyk and Lee, "Efficient Memory Management for
// Deep Neural Net Inference", 2020, section 5.2). Where that takes more than what lives at
// one operator, a block at the top becomes the first and all are laid out again, some
// times; the smallest layout stays.
func layout(blocks []*block) int64 {
	sort.SliceStable(blocks, func(i, j int) bool { return blocks[i].size > blocks[j].size })
	best, low := stack(blocks), mostAlive(blocks)
	if best == low {
		return best
	}
	order, total := slices.Clone(blocks), best
	offsets := make([]int64, len(blocks))
	keep := func() {
		for i, b := range blocks {
			offsets[i] = b.offset
		}
	}
	keep()
	for try := 0; try < layoutWork/len(blocks)/len(blocks) && best > low; try++ {
		top := slices.IndexFunc(order, func(b *block) bool { return b.offset+b.size == total })
		toFront(order, top)
		if total = stack(order); total < best {
			best = total
			keep()
		}
	}
	for i, b := range blocks {
		b.offset = offsets[i]
	}
	return best
}

// layoutWork bounds the pairs of blocks that layout looks at to milliseconds.
const layoutWork = 1 << 21

// mostAlive returns the most memory alive at one operator.
func mostAlive(blocks []*block) (most int64) {
	for _, a := range blocks {
		var alive int64
		for _, b := range blocks {
			if b.first <= a.first && a.first <= b.last {
				alive += b.size
			}
		}
		most = max(most, alive)
	}
	return most
}

// stack lays out the blocks in their order.
func stack(blocks []*block) (total int64) {
	placed := make([]*block, 0, len(blocks)) // by offset
	for _, b := range blocks {
		b.offset = gap(placed, b)
		total = max(total, b.offset+b.size)
		i := sort.Search(len(placed), func(i int) bool { return placed[i].offset > b.offset })
		placed = slices.Insert(placed, i, b)
	}
	return total
}

// gap returns the lowest offset at which b overlaps no placed block of its lifetime.
func gap(placed []*block, b *block) int64 {
	var at int64
	for _, p := range placed {
		if p.last < b.first || b.last < p.first {
			continue
		}
		if p.offset-at >= b.size {
			break
		}
		at = max(at, p.offset+p.size)
	}
	return at
}

// roundUp rounds a size up to the arena's alignment.
func roundUp(n int64) int64 { return (n + alignment - 1) &^ (alignment - 1) }

// place lays the blocks out in one arena within the budget and gives their values memory.
func place(blocks []*block, budget int64) (int64, error) {
	total := layout(blocks)
	if total > min(budget, math.MaxInt-alignment) {
		return 0, fmt.Errorf("needs an arena of %d bytes, %w of %d", total, errBudget, budget)
	}
	arena := alignedBytes(int(total))
	for _, b := range blocks {
		n := b.v.Bytes()
		b.v.Data = arena[b.offset : b.offset+int64(n) : b.offset+int64(n)]
	}
	return total, nil
}
