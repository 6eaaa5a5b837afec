package reference

import "edged/models/graph"

// packedReader returns the function that reads element i of a type of less than 8 bits,
// lowest bits first, nil for other types.
func packedReader(t graph.DType) func(data []byte, i int) int32 {
	switch t {
	case graph.Int4:
		return func(d []byte, i int) int32 { return int32(int8(d[i/2]>>uint(i%2*4)<<4) >> 4) }
	case graph.UInt4:
		return func(d []byte, i int) int32 { return int32(d[i/2] >> uint(i%2*4) & 15) }
	case graph.Int2:
		return func(d []byte, i int) int32 { return int32(int8(d[i/4]>>uint(i%4*2)<<6) >> 6) }
	}
	return nil
}

// packed makes a kernel that computes f on every element of input 0, whose type
// packedReader knows.
func packed[U element](p *prep, f func(int32) U) kernel {
	in, out := p.in(0), p.out(0)
	n, read := in.Elems(), packedReader(in.Type)
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		x, y := in.Data, view[U](out)
		for i := from; i < to; i++ {
			y[i] = f(read(x, i))
		}
		return nil
	}}
}
