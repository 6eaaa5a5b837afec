package kernel

// Matrices whose content changes from run to run are packed again and again into memory
// that is reserved once.

// safeEntries is how many entries of a panel three sums in one int64 can take whatever
// the weights are.
const safeEntries = laneLimit / (128 * Steps)

// ReserveWeights makes a matrix of up to rows rows and of cols columns for Repack.
func ReserveWeights(rows, cols int) *Weights {
	steps := (cols + Steps - 1) / Steps
	count := (rows + Rows - 1) / Rows
	w := &Weights{rows: rows, cols: cols, steps: steps, panels: make([][Rows * Steps]int8, count*steps)}
	var ends []int32
	for i := safeEntries; i < steps; i += safeEntries {
		ends = append(ends, int32(i))
	}
	ends = append(ends, int32(steps))
	for range count {
		w.ends = append(w.ends, ends)
	}
	return w
}

// Repack makes w the matrix of rows rows whose element in row r and column c is
// src[r*rowStep+c*colStep]. rows is at most what was reserved.
func (w *Weights) Repack(src []int8, rows, rowStep, colStep int) {
	w.rows = rows
	w.ends = w.ends[:(rows+Rows-1)/Rows]
	for i := range w.ends {
		panel := w.panels[i*w.steps : (i+1)*w.steps]
		clear(panel[len(panel)-min(1, len(panel)):])
		for r := range Rows {
			if i*Rows+r >= rows {
				clearRow(panel, r)
				continue
			}
			at := (i*Rows + r) * rowStep
			for c := range w.cols {
				panel[c/Steps][c%Steps*Rows+r] = src[at]
				at += colStep
			}
		}
	}
}

func clearRow(panel [][Rows * Steps]int8, r int) {
	for i := range panel {
		for j := r; j < Rows*Steps; j += Rows {
			panel[i][j] = 0
		}
	}
}

// ReserveF32 is ReserveWeights for float32.
func ReserveF32(rows, cols int) *WeightsF32 {
	return &WeightsF32{rows: rows, cols: cols, panels: make([][Rows]float32, (rows+Rows-1)/Rows*cols)}
}

// Repack is what it is for Weights.
func (w *WeightsF32) Repack(src []float32, rows, rowStep, colStep int) {
	w.rows = rows
	for r := range w.PaddedRows() {
		panel := w.panels[r/Rows*w.cols:][:w.cols]
		if r >= rows {
			for c := range panel {
				panel[c][r%Rows] = 0
			}
			continue
		}
		at := r * rowStep
		for c := range panel {
			panel[c][r%Rows] = src[at]
			at += colStep
		}
	}
}

// Columns returns the number of columns.
func (w *Weights) Columns() int { return w.cols }
