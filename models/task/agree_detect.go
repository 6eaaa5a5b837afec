package task

import "edged/models/graph"

// When two objects are the same one.
const (
	overlap = 0.5  // least intersection over union of their boxes
	hidden  = 0.75 // part of the threshold that the other's score may fall to
)

// agree looks for the objects of each answer in the other one. There an object may be a
// little below the threshold: who lies on it is not wrong.
func (d *detector) agree(got, want []graph.Tensor) float64 {
	least := d.threshold
	if least <= 0 {
		least = defaultThreshold // all of a detector's candidates are noise for the most part
	}
	own := *d
	own.reals, own.threshold = [4]reals{}, hidden*least
	var g, w Result
	if own.answer(got, &g, true) != nil || own.answer(want, &w, true) != nil {
		return 0
	}
	found, all := matched(g.Objects, w.Objects, least)
	found2, all2 := matched(w.Objects, g.Objects, least)
	return share(found+found2, all+all2)
}

// matched counts the objects that reach the threshold, and those of them that a list has,
// too, each once.
func matched(objects, list []Object, threshold float32) (found, all int) {
	taken := make([]bool, len(list))
	for i := range objects {
		if objects[i].Score < threshold {
			continue
		}
		all++
		best, at := float32(overlap), -1
		for j := range list {
			if taken[j] || list[j].Index != objects[i].Index {
				continue
			}
			if v := objects[i].iou(&list[j]); v >= best {
				best, at = v, j
			}
		}
		if at >= 0 {
			taken[at] = true
			found++
		}
	}
	return found, all
}

// iou is the intersection of two boxes over their union, 0 where one of them is none.
func (o *Object) iou(p *Object) float32 {
	width := min(o.X+o.Width, p.X+p.Width) - max(o.X, p.X)
	height := min(o.Y+o.Height, p.Y+p.Height) - max(o.Y, p.Y)
	if !(width > 0 && height > 0) {
		return 0
	}
	both := width * height
	return both / (o.Width*o.Height + p.Width*p.Height - both)
}
