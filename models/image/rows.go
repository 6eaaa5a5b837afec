package image

// rows is a picture that is read row by row, RGB. A row is valid until the next but one is
// asked for.
type rows interface{ row(y int) []uint8 }

func (p *Picture) row(y int) []uint8 { return p.Pix[3*p.Width*y:][:3*p.Width] }

// lines are the rows of a decoded image, converted when they are asked for. The latest even
// and the latest odd one are kept: resizing asks for neighbours.
type lines struct {
	read func(dst []uint8, x, y int)
	at   [2]int
	pix  [2][]uint8
}

// newLines returns nil for a picture that has to be turned or covers a part of its canvas.
func newLines(s *stored) *lines {
	if c := s.covered(); s.orientation != 1 || c.Dx() != s.width || c.Dy() != s.height {
		return nil
	}
	l := &lines{read: rowReader(s.Image), at: [2]int{-1, -1}}
	for i := range l.pix {
		l.pix[i] = make([]uint8, 3*s.width)
	}
	return l
}

func (l *lines) row(y int) []uint8 {
	i := y % 2
	if l.at[i] != y {
		l.read(l.pix[i], 0, y)
		l.at[i] = y
	}
	return l.pix[i]
}
