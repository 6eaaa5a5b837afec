package reference

import loop "edged/internal/kernel"

// columnsF32 are columns of float32.
type columnsF32 struct{ w *loop.WeightsF32 }

func reserveF32(count, depth int) columns[float32, float32, float32] {
	return columnsF32{loop.ReserveF32(count, depth)}
}

func (c columnsF32) pack(src []float32, count, step, next int) { c.w.Repack(src, count, step, next) }

func (c columnsF32) multiply(t *matmulTile[float32, float32], rows int) {
	if rows == 1 {
		c.w.Mul1(t.sums[0], t.x[0])
		return
	}
	c.w.Mul3(&t.sums, &t.x)
}

// columns8 are columns of int8, less their zero point once multiplied.
type columns8 struct {
	w    *loop.Weights
	sums []int32 // of each column's elements
	zx   int32   // zero point of the left side
}

func reserve8(zx int32) func(count, depth int) columns[int8, int8, int32] {
	return func(count, depth int) columns[int8, int8, int32] {
		return &columns8{w: loop.ReserveWeights(count, depth), sums: make([]int32, count), zx: zx}
	}
}

func (c *columns8) pack(src []int8, count, step, next int) {
	c.w.Repack(src, count, step, next)
	c.sums = c.sums[:count]
	if c.zx != 0 {
		sumColumns(c.sums, src, c.w.Columns(), step, next)
	}
}

// sumColumns sets sums[i] to the sum over c of src[i*step+c*next].
func sumColumns(sums []int32, src []int8, depth, step, next int) {
	for i := range sums {
		at := i * step
		sums[i] = 0
		for range depth {
			sums[i] += int32(src[at])
			at += next
		}
	}
}

func (c *columns8) multiply(t *matmulTile[int8, int32], rows int) {
	if rows == 1 {
		c.w.Mul1(t.sums[0], t.x[0])
	} else {
		c.w.Mul3(&t.sums, &t.x, t.lanes)
	}
	if c.zx == 0 {
		return
	}
	for i := range rows {
		s := t.sums[i][:len(c.sums)]
		for j, v := range c.sums {
			s[j] -= c.zx * v
		}
	}
}
