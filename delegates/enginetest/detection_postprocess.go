package enginetest

import (
	"edged/models/flexbuf"
	"edged/models/graph"
)

// detectionPostProcessCases suppress in each class and, with as many boxes as the
// threshold leaves, across classes. Where fewer boxes are left LiteRT does not write the
// rest of its outputs in the second kind.
func detectionPostProcessCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			boxes, width, classes, background int
			most, each, perClass              int
			regular                           bool
			score, iou                        float64
		}{
			{50, 4, 3, 1, 10, 1, 100, true, 0.3, 0.5}, {50, 4, 3, 0, 10, 1, 5, true, 0, 0.6}, {7, 6, 1, 1, 20, 1, 100, true, 0.2, 0.1},
			{200, 4, 9, 1, 30, 1, 3, true, 0.5, 0.9}, {300, 4, 3, 1, 5, 1, 100, false, 0, 0.5}, {300, 4, 6, 0, 4, 3, 100, false, 0, 0.8},
			{300, 5, 2, 1, 6, 2, 100, false, 0.1, 0.6}, {40, 4, 1, 1, 3, 1, 100, true, 0.6, 1},
		} {
			options, err := flexbuf.Encode(map[string]any{
				"max_detections": c.most, "max_classes_per_detection": c.each, "detections_per_class": c.perClass, "use_regular_nms": c.regular,
				"nms_score_threshold": c.score, "nms_iou_threshold": c.iou, "num_classes": c.classes,
				"y_scale": 10.0, "x_scale": 10.0, "h_scale": 5.0, "w_scale": 5.0,
			})
			if err != nil {
				panic(err) // the suite itself is wrong
			}
			n.ops(graph.Op{Code: graph.OpCustom, Custom: graph.DetectionPostProcess, CustomOptions: options, Inputs: []int{
				n.detectionInput(t, -1, 1, 1, c.boxes, c.width),
				n.detectionInput(t, 0, 1, 1, c.boxes, c.classes+c.background),
				n.detectionInput(t, 0, 0.9, c.boxes, 4),
			}}, graph.Float32, nil, 4)
		}
	}, graph.Float32, graph.UInt8)
}

// detectionInput adds an input of distinct numbers in [lo, hi], as far as 8 bits allow.
func (n *net) detectionInput(t graph.DType, lo, hi float32, shape ...int) int {
	if t == graph.UInt8 {
		scale := (hi - lo) / 255
		return n.input(t, shape, affine(scale, int64(-lo/scale)))
	}
	x := make([]float32, graph.Elems(shape))
	for i := range x {
		x[i] = lo + n.r.Float32()*(hi-lo)
	}
	return n.inputOf(t, shape, nil, words(x))
}
