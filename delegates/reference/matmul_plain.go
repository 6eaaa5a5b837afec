package reference

import loop "edged/internal/kernel"

// columnsWide are columns of 8 or 16 bits that meet 16-bit rows, one after another.
type columnsWide[Y int8 | int16] struct {
	elems []Y // the columns
	own   []Y // memory for those that do not lie one after another
	depth int
	count int
}

func reserveWide[Y int8 | int16](count, depth int) columns[int16, Y, int64] {
	return &columnsWide[Y]{own: make([]Y, count*depth), depth: depth}
}

func (c *columnsWide[Y]) pack(src []Y, count, step, next int) {
	c.count = count
	if c.elems = src; next == 1 {
		return
	}
	c.elems = c.own
	for i := range count {
		dst := c.own[i*c.depth : (i+1)*c.depth]
		at := i * step
		for j := range dst {
			dst[j] = src[at]
			at += next
		}
	}
}

func (c *columnsWide[Y]) multiply(t *matmulTile[int16, int64], rows int) {
	for i := range rows {
		s := t.sums[i][:c.count]
		clear(s)
		loop.DotsWide(s, t.x[i], c.elems, c.depth, 0, 0)
	}
}

// columnsInPlace are columns that too few rows meet to be worth packing.
type columnsInPlace[T number, S number] struct {
	src               []T
	count, step, next int
	zx                S // zero point of the left side
}

func reserveInPlace[T, S number](zx S) func(count, depth int) columns[T, T, S] {
	return func(int, int) columns[T, T, S] { return &columnsInPlace[T, S]{zx: zx} }
}

func (c *columnsInPlace[T, S]) pack(src []T, count, step, next int) {
	c.src, c.count, c.step, c.next = src, count, step, next
}

func (c *columnsInPlace[T, S]) multiply(t *matmulTile[T, S], rows int) {
	for i := range rows {
		s := t.sums[i][:c.count]
		clear(s)
		if c.next == 1 {
			loop.Dots(s, t.x[i], c.src, c.step, c.zx, 0)
			continue
		}
		for j, v := range t.x[i] {
			a := S(v) - c.zx
			for k, w := range c.src[j*c.next:][:len(s)] {
				s[k] += a * S(w)
			}
		}
	}
}
