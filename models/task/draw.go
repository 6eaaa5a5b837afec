package task

import (
	"fmt"

	"edged/models/image"
	"edged/models/image/draw"
)

// captions is how many classes Draw writes.
const captions = 5

// Draw paints a result onto the picture it was made from: boxes with labels, the mask
// with a legend, the classes as a caption.
func Draw(p *image.Picture, r Result) {
	for i := len(r.Objects) - 1; i >= 0; i-- { // the best on top
		o := r.Objects[i]
		draw.Box(p, o.X, o.Y, o.Width, o.Height, line(o.Class), draw.Color(o.Index+1))
	}
	if m := r.Mask; m != nil {
		draw.Mask(p, m.Pixels, m.Width, m.Height)
		var lines []string
		for _, c := range m.Classes[:min(len(m.Classes), captions)] {
			lines = append(lines, fmt.Sprintf("%s %.0f %%", named(c.Label, c.Index), 100*c.Share))
		}
		draw.Caption(p, lines)
	}
	var lines []string
	for _, c := range r.Classes[:min(len(r.Classes), captions)] {
		lines = append(lines, line(c))
	}
	draw.Caption(p, lines)
}

func line(c Class) string { return fmt.Sprintf("%s %.2f", named(c.Label, c.Index), c.Score) }

func named(label string, index int) string {
	if label == "" {
		return fmt.Sprintf("class %d", index)
	}
	return label
}
