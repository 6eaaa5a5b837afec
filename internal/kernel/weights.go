package kernel

// Rows is how many rows of a weight matrix a panel holds, and Steps how many columns one
// entry of it covers.
const (
	Rows  = 4
	Steps = 4
)

// Weights is an int8 matrix packed for Mul1 and Mul3. Four rows make a panel; an entry of
// it holds four columns of its four rows, row fastest. What the matrix lacks to full
// panels and entries is zero.
type Weights struct {
	rows, cols int
	steps      int // entries of a panel
	panels     [][Rows * Steps]int8
	// ends[i] cuts panel i where three sums in one int64 must be taken apart: see mul3.
	ends [][]int32
}

// Pack packs a matrix of rows rows and len(w)/rows columns, given row by row.
func Pack(w []int8, rows int) *Weights {
	cols := len(w) / rows
	steps := (cols + Steps - 1) / Steps
	count := (rows + Rows - 1) / Rows
	p := &Weights{rows: rows, cols: cols, steps: steps, panels: make([][Rows * Steps]int8, count*steps)}
	for r := range rows {
		panel := p.panels[r/Rows*steps:]
		for c, v := range w[r*cols : (r+1)*cols] {
			panel[c/Steps][c%Steps*Rows+r%Rows] = v
		}
	}
	for i := range count {
		p.ends = append(p.ends, cut(p.panels[i*steps:(i+1)*steps]))
	}
	return p
}

// PaddedRows returns the number of rows rounded up to full panels: the length of what
// Mul1 and Mul3 write.
func (w *Weights) PaddedRows() int { return len(w.ends) * Rows }

// Entries returns the length of the scratch memory that Mul3 needs.
func (w *Weights) Entries() int { return w.steps }

// laneBits is the width of one of the three sums in an int64, and laneLimit the largest
// sum of magnitudes of weights whose products with int8 inputs fit it.
const (
	laneBits  = 21
	laneLimit = (1<<(laneBits-1) - 1) / 128
)

// cut splits a panel into the longest runs in which no row's weights add up to more than
// laneLimit, and returns where each ends.
func cut(panel [][Rows * Steps]int8) []int32 {
	var ends []int32
	var sums [Rows]int
	for i := range panel {
		var next [Rows]int
		for j, v := range panel[i] {
			next[j%Rows] += max(int(v), -int(v))
		}
		over := false
		for r := range sums {
			sums[r] += next[r]
			over = over || sums[r] > laneLimit
		}
		if over {
			ends = append(ends, int32(i))
			sums = next
		}
	}
	return append(ends, int32(len(panel)))
}
