package kernel

import "edged/internal/cpu"

// AddRows adds each of the rows of x, which are as long as acc, to acc, one after the
// other.
func AddRows(acc, x []float32, f cpu.Features) {
	done := addRows(acc, x, f)
	if done == len(acc) {
		return
	}
	for len(x) >= len(acc) {
		row := x[:len(acc)]
		for i, v := range row[done:] {
			acc[done+i] += v
		}
		x = x[len(acc):]
	}
}
