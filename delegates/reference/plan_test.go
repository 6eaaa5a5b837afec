package reference

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"edged/models/graph"
)

func randomBlocks(r *rand.Rand) []*block {
	blocks := make([]*block, 1+r.IntN(60))
	for i := range blocks {
		first := r.IntN(30) - 1
		blocks[i] = &block{size: roundUp(int64(r.IntN(5000))), first: first, last: first + r.IntN(8)}
	}
	return blocks
}

// TestLayout holds random layouts to the arena's one rule and to a sensible size, which is
// the smallest possible more often than that of the largest first.
func TestLayout(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	greedy, best := 0, 0
	for range 500 {
		blocks := randomBlocks(r)
		slices.SortStableFunc(blocks, func(a, b *block) int { return cmp.Compare(b.size, a.size) })
		simple := stack(blocks)
		total := layout(blocks)
		if low := mostAlive(blocks); total > simple {
			t.Fatalf("%d bytes, the largest first takes %d", total, simple)
		} else {
			greedy, best = greedy+btoi(simple == low), best+btoi(total == low)
		}
		var sum int64
		for i, a := range blocks {
			sum += a.size
			if a.offset < 0 || a.offset+a.size > total || a.offset%alignment != 0 {
				t.Fatalf("block %+v lies outside %d bytes or off alignment", a, total)
			}
			for _, b := range blocks[:i] {
				alive := a.first <= b.last && b.first <= a.last
				if alive && a.offset < b.offset+b.size && b.offset < a.offset+a.size {
					t.Fatalf("%+v and %+v overlap", a, b)
				}
			}
		}
		if low := lowerBound(blocks); total < low || total > sum {
			t.Fatalf("%d bytes, want between %d and %d", total, low, sum)
		}
	}
	if best < greedy+100 {
		t.Errorf("%d of 500 layouts are the smallest possible, %d with the largest first", best, greedy)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lowerBound is the most memory alive at one operator.
func lowerBound(blocks []*block) (most int64) {
	for at := -1; at < 40; at++ {
		var alive int64
		for _, b := range blocks {
			if b.first <= at && at <= b.last {
				alive += b.size
			}
		}
		most = max(most, alive)
	}
	return most
}

func TestPlace(t *testing.T) {
	at := func(n int) *block {
		return &block{v: &value{Tensor: graph.Tensor{Type: graph.Int8, Shape: []int{n}}}, size: roundUp(int64(n)), last: 1}
	}
	blocks := []*block{at(10), at(100)}
	if _, err := place(blocks, 191); err == nil {
		t.Error("192 bytes fit a budget of 191")
	}
	total, err := place(blocks, 192)
	if err != nil || total != 192 {
		t.Fatalf("got %d, %v, want 192", total, err)
	}
	for _, b := range blocks {
		if d := b.v.Data; len(d) != b.v.Bytes() || cap(d) != len(d) {
			t.Errorf("a block of %d has %d bytes and room for %d", b.v.Bytes(), len(d), cap(d))
		}
	}
}
