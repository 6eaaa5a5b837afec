package image

import (
	"fmt"

	"edged/models/graph"
)

// Layout is how a tensor holds a picture.
type Layout struct {
	Width, Height int
	Channels      int  // 3, or 1 for grey
	Planar        bool // channels outermost, as torch has it
}

// LayoutOf reads a tensor's shape as a picture's: [1 H W C], [H W C], [1 C H W] or
// [C H W] with one or three channels, or [1 H W] for grey.
func LayoutOf(shape []int) (Layout, error) {
	d := shape
	if len(d) == 4 && d[0] == 1 {
		d = d[1:]
	}
	var l Layout
	switch {
	case len(d) == 3 && colours(d[2]):
		l = Layout{Width: d[1], Height: d[0], Channels: d[2]}
	case len(d) == 3 && colours(d[0]) && (d[0] == 3 || len(shape) == 4):
		l = Layout{Width: d[2], Height: d[1], Channels: d[0], Planar: true}
	case len(shape) == 3 && d[0] == 1:
		l = Layout{Width: d[2], Height: d[1], Channels: 1}
	default:
		return l, fmt.Errorf("shape %v is not a picture's; [1 height width 3] is", shape)
	}
	if l.Width < 1 || l.Height < 1 {
		return l, fmt.Errorf("shape %v is not a picture's: its size is open or zero", shape)
	}
	return l, nil
}

func colours(n int) bool { return n == 1 || n == 3 }

// Looks reports whether a tensor's type and shape are those of a picture and of nothing
// else likely: at least 16 pixels each way, which leaves out audio features, and square
// where the shape has no channels.
func Looks(t *graph.Tensor) bool {
	l, err := LayoutOf(t.Shape)
	if err != nil || min(l.Width, l.Height) < 16 {
		return false
	}
	switch t.Type {
	case graph.Float32, graph.UInt8, graph.Int8, graph.Int16:
	default:
		return false
	}
	return len(t.Shape) == 4 || l.Channels == 3 || l.Width == l.Height
}
