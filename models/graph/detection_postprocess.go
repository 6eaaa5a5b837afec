package graph

import (
	"fmt"

	"edged/models/flexbuf"
)

// DetectionPostProcess is the name of the custom operator that turns the raw outputs of
// a single-shot detector into boxes.
const DetectionPostProcess = "TFLite_Detection_PostProcess"

// DetectionPostProcessOptions are the attributes of TFLite_Detection_PostProcess
// (detection_postprocess.cc), which a model keeps in FlexBuffers.
type DetectionPostProcessOptions struct {
	MaxDetections          int
	MaxClassesPerDetection int     // fast suppression: boxes repeat for their best classes
	DetectionsPerClass     int     // regular suppression; 100 where the model does not say
	NumClasses             int     // without background
	RegularNMS             bool    // suppress in each class rather than across classes
	ScoreThreshold         float32 // boxes below are left out
	IoUThreshold           float32 // boxes that overlap a better one by more are left out
	ScaleY, ScaleX         float32 // of the encoded box centre
	ScaleH, ScaleW         float32 // of the encoded box size
}

// maxDetections bounds the boxes a model may ask for.
const maxDetections = 1 << 16

// ParseDetectionPostProcess reads and checks the operator's attributes.
func ParseDetectionPostProcess(b []byte) (*DetectionPostProcessOptions, error) {
	root, err := flexbuf.Root(b)
	if err != nil {
		return nil, err
	}
	m, err := root.Map()
	if err != nil {
		return nil, err
	}
	o := &DetectionPostProcessOptions{}
	if err := o.read(m); err != nil {
		return nil, err
	}
	for _, c := range []struct {
		name string
		n    int
	}{
		{"max_detections", o.MaxDetections},
		{"max_classes_per_detection", o.MaxClassesPerDetection},
		{"detections_per_class", o.DetectionsPerClass},
		{"num_classes", o.NumClasses},
	} {
		if c.n < 1 || c.n > maxDetections {
			return nil, fmt.Errorf("%s is %d, wants 1 to %d", c.name, c.n, maxDetections)
		}
	}
	if !(o.IoUThreshold > 0 && o.IoUThreshold <= 1) {
		return nil, fmt.Errorf("nms_iou_threshold is %g, wants more than 0 and at most 1", o.IoUThreshold)
	}
	return o, nil
}

func (o *DetectionPostProcessOptions) read(m flexbuf.Map) (err error) {
	for _, i := range []struct {
		name    string
		to      *int
		missing int
	}{
		{"max_detections", &o.MaxDetections, 0},
		{"max_classes_per_detection", &o.MaxClassesPerDetection, 0},
		{"detections_per_class", &o.DetectionsPerClass, 100},
		{"num_classes", &o.NumClasses, 0},
	} {
		if *i.to, err = m.Int(i.name, i.missing); err != nil {
			return fmt.Errorf("%s: %w", i.name, err)
		}
	}
	for _, f := range []struct {
		name string
		to   *float32
	}{
		{"nms_score_threshold", &o.ScoreThreshold},
		{"nms_iou_threshold", &o.IoUThreshold},
		{"y_scale", &o.ScaleY}, {"x_scale", &o.ScaleX}, {"h_scale", &o.ScaleH}, {"w_scale", &o.ScaleW},
	} {
		v, err := m.Float(f.name, 0)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		*f.to = float32(v)
	}
	o.RegularNMS, err = m.Bool("use_regular_nms", false)
	return err
}

// inferDetectionPostProcess takes encoded boxes [1, n, 4 or more], scores [1, n, classes,
// with or without background] and anchors [n, 4].
func inferDetectionPostProcess(n *node) error {
	if err := n.arity(3, 3, 4); err != nil {
		return err
	}
	o, err := ParseDetectionPostProcess(n.op.CustomOptions)
	if err != nil {
		return err
	}
	boxes, scores, anchors := n.shape(0), n.shape(1), n.shape(2)
	switch {
	case len(boxes) != 3 || boxes[0] != 1 || boxes[2] < 4:
		return fmt.Errorf("boxes have shape %v, wants [1 n 4]", boxes)
	case len(scores) != 3 || scores[0] != 1 || scores[1] != boxes[1]:
		return fmt.Errorf("scores have shape %v, wants [1 %d classes]", scores, boxes[1])
	case scores[2] != o.NumClasses && scores[2] != o.NumClasses+1:
		return fmt.Errorf("scores are for %d classes, num_classes is %d", scores[2], o.NumClasses)
	case len(anchors) != 2 || anchors[0] != boxes[1] || anchors[1] != 4:
		return fmt.Errorf("anchors have shape %v, wants [%d 4]", anchors, boxes[1])
	}
	rows, err := addDim(o.MaxDetections)
	if !o.RegularNMS {
		rows, err = CheckedElems([]int{o.MaxDetections, o.MaxClassesPerDetection})
	}
	if err != nil {
		return err
	}
	n.set(0, 1, rows, 4)
	n.set(1, 1, rows)
	n.set(2, 1, rows)
	n.set(3, 1)
	return nil
}
