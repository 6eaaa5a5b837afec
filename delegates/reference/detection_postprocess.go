package reference

import (
	"errors"
	"math"
	"slices"

	"edged/models/graph"
)

// detections turns encoded boxes, scores and anchors into boxes that do not overlap
// (TFLite's detection_postprocess.cc). It runs in one piece.
type detections struct {
	*graph.DetectionPostProcessOptions
	boxes, scores, anchors *value
	outBoxes, outClasses   *value
	outScores, outCount    *value
	count                  int // of boxes
	classes                int // scores of a box, with background
	background             int // 1 where the first score is the background's

	// Scratch.
	corners   *value // [count][4]: ymin, xmin, ymax, xmax
	score     *value // [count]: what the boxes are ranked by
	order     *value // [count]: boxes above the threshold, best first
	dropped   *value // [count]: whether a box of order overlaps a better one
	best      *value // [detections + those of one class]: box*classes + class
	bestScore *value
	ranked    *value // [classes]: a box's classes, best first
}

// buildDetectionPostProcess prepares TFLite_Detection_PostProcess.
func buildDetectionPostProcess(p *prep) (kernel, error) {
	o, err := graph.ParseDetectionPostProcess(p.op.CustomOptions)
	if err != nil {
		return nil, err
	}
	d := &detections{DetectionPostProcessOptions: o, boxes: p.in(0), scores: p.in(1), anchors: p.in(2)}
	d.outBoxes, d.outClasses, d.outScores, d.outCount = p.out(0), p.out(1), p.out(2), p.out(3)
	if err := d.types(p); err != nil {
		return nil, err
	}
	d.count, d.classes = d.boxes.Shape[1], d.scores.Shape[2]
	d.background = d.classes - d.NumClasses
	d.corners = p.scratch(graph.Float32, 4*d.count)
	d.score = p.scratch(graph.Float32, d.count)
	d.order = p.scratch(graph.Int32, d.count)
	d.dropped = p.scratch(graph.Bool, d.count)
	room := d.MaxDetections + min(d.DetectionsPerClass, d.MaxDetections)
	d.best = p.scratch(graph.Int32, room)
	d.bestScore = p.scratch(graph.Float32, room)
	d.ranked = p.scratch(graph.Int32, d.NumClasses)
	return serial(d.run), nil
}

func (d *detections) types(p *prep) error {
	for _, v := range []*value{d.outBoxes, d.outClasses, d.outScores, d.outCount} {
		if v.Type != graph.Float32 {
			return p.noType()
		}
	}
	if d.boxes.Type != d.anchors.Type {
		return p.noType()
	}
	for _, v := range []*value{d.boxes, d.scores, d.anchors} {
		switch v.Type {
		case graph.Float32:
		case graph.UInt8:
			if _, err := affineOf(v); err != nil {
				return err
			}
		default:
			return p.noType()
		}
	}
	return nil
}

var errBoxes = errors.New("a box ends before it begins")

func (d *detections) run() error {
	if !d.decode() {
		return errBoxes
	}
	for _, v := range []*value{d.outBoxes, d.outClasses, d.outScores} {
		clear(v.Data)
	}
	found := 0
	if d.RegularNMS {
		found = d.regular()
	} else {
		found = d.fast()
	}
	view[float32](d.outCount)[0] = float32(found)
	return nil
}

// at returns element i of a float or uint8 tensor as a real number.
func at(v *value, i int) float32 {
	if v.Type == graph.Float32 {
		return view[float32](v)[i]
	}
	return (float32(v.Data[i]) - float32(v.ZeroPoint())) * v.Scale()
}

// decode computes the corners of all boxes from centre and size relative to the anchors,
// and reports whether each begins before it ends.
func (d *detections) decode() bool {
	corners := view[float32](d.corners)
	width := d.boxes.Shape[2]
	ok := true
	for i := range d.count {
		f := func(v *value, j int) float64 { return float64(at(v, j)) }
		ay, ax, ah, aw := f(d.anchors, 4*i), f(d.anchors, 4*i+1), f(d.anchors, 4*i+2), f(d.anchors, 4*i+3)
		y := float32(float64(f(d.boxes, i*width)/float64(d.ScaleY)*ah) + ay)
		x := float32(float64(f(d.boxes, i*width+1)/float64(d.ScaleX)*aw) + ax)
		h := float32(0.5 * math.Exp(f(d.boxes, i*width+2)/float64(d.ScaleH)) * ah)
		w := float32(0.5 * math.Exp(f(d.boxes, i*width+3)/float64(d.ScaleW)) * aw)
		c := corners[4*i : 4*i+4]
		c[0], c[1], c[2], c[3] = y-h, x-w, y+h, x+w
		if c[0] > c[2] || c[1] > c[3] {
			ok = false
		}
	}
	return ok
}

// suppress ranks the boxes of d.score and calls keep with the best, one after the other,
// that overlap no better one, at most limit. It returns how many.
func (d *detections) suppress(limit int, keep func(box int)) int {
	score, order, dropped := view[float32](d.score), view[int32](d.order), view[bool](d.dropped)
	n := 0
	for i, s := range score {
		if s >= d.ScoreThreshold {
			order[n] = int32(i)
			n++
		}
	}
	order, dropped = order[:n], dropped[:n]
	clear(dropped)
	slices.SortStableFunc(order, func(a, b int32) int { return descending(score[a], score[b]) })
	kept := 0
	for i, box := range order {
		if dropped[i] {
			continue
		}
		if kept == limit {
			break
		}
		kept++
		keep(int(box))
		for j := i + 1; j < n; j++ {
			if !dropped[j] && d.overlap(int(box), int(order[j])) > d.IoUThreshold {
				dropped[j] = true
			}
		}
	}
	return kept
}

func descending(a, b float32) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// overlap returns the intersection of two boxes over their union.
func (d *detections) overlap(i, j int) float32 {
	c := view[float32](d.corners)
	a, b := c[4*i:4*i+4], c[4*j:4*j+4]
	areaA, areaB := (a[2]-a[0])*(a[3]-a[1]), (b[2]-b[0])*(b[3]-b[1])
	if areaA <= 0 || areaB <= 0 {
		return 0
	}
	h := max(min(a[2], b[2])-max(a[0], b[0]), 0)
	w := max(min(a[3], b[3])-max(a[1], b[1]), 0)
	both := float32(h * w)
	return both / (areaA + areaB - both)
}

// set writes detection i.
func (d *detections) set(i, box, class int, score float32) {
	copy(view[float32](d.outBoxes)[4*i:4*i+4], view[float32](d.corners)[4*box:4*box+4])
	view[float32](d.outClasses)[i] = float32(class)
	view[float32](d.outScores)[i] = score
}

// fast suppresses across classes: a box competes with its best score, and brings its
// best classes.
func (d *detections) fast() int {
	score := view[float32](d.score)
	for i := range score {
		best := at(d.scores, i*d.classes+d.background)
		for c := 1; c < d.NumClasses; c++ {
			if s := at(d.scores, i*d.classes+d.background+c); s > best {
				best = s
			}
		}
		score[i] = best
	}
	each := min(d.MaxClassesPerDetection, d.NumClasses)
	row := 0
	return d.suppress(d.MaxDetections, func(box int) {
		first := box*d.classes + d.background
		for c, class := range d.rank(first)[:each] {
			d.set(row*d.MaxClassesPerDetection+c, box, int(class), at(d.scores, first+int(class)))
		}
		row++
	})
}

// rank returns the classes of the scores from index first on, best first.
func (d *detections) rank(first int) []int32 {
	ranked := view[int32](d.ranked)
	for i := range ranked {
		ranked[i] = int32(i)
	}
	slices.SortStableFunc(ranked, func(a, b int32) int {
		return descending(at(d.scores, first+int(a)), at(d.scores, first+int(b)))
	})
	return ranked
}

// regular suppresses in each class and then takes the best of all.
func (d *detections) regular() int {
	score, best, bestScore := view[float32](d.score), view[int32](d.best), view[float32](d.bestScore)
	limit := min(d.DetectionsPerClass, d.MaxDetections)
	found := 0
	for c := range d.NumClasses {
		for i := range score {
			score[i] = at(d.scores, i*d.classes+d.background+c)
		}
		d.suppress(limit, func(box int) {
			insert(best[:found+1], bestScore[:found+1], int32(box*d.NumClasses+c), score[box])
			found = min(found+1, len(best)-1)
		})
		found = min(found, d.MaxDetections)
	}
	for i := range found {
		d.set(i, int(best[i])/d.NumClasses, int(best[i])%d.NumClasses, bestScore[i])
	}
	return found
}

// insert puts an element into a list sorted by score, best first, behind its equals; the
// last place of the list is free.
func insert(list []int32, score []float32, x int32, s float32) {
	i := len(list) - 1
	for ; i > 0 && score[i-1] < s; i-- {
		list[i], score[i] = list[i-1], score[i-1]
	}
	list[i], score[i] = x, s
}
