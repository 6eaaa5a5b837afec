package graph

import "fmt"

// maxPadding bounds the padding along a dimension, so that positions stay below 2^31.
const maxPadding = 1 << 28

// Window returns how many positions a sliding window has along one dimension of size in,
// and how many cells of padding stand before the first cell (TFLite's
// ComputePaddingHeightWidth, padding.h). It fails for sizes that are not positive and
// for a window that does not fit under PaddingValid.
func Window(p Padding, in, filter, stride, dilation int) (out, pad int, err error) {
	if in <= 0 || filter <= 0 || stride <= 0 || dilation <= 0 {
		return 0, 0, fmt.Errorf("window of %d with stride %d and dilation %d over %d: all must be positive", filter, stride, dilation, in)
	}
	reach := (int64(filter)-1)*int64(dilation) + 1
	n := (int64(in) + int64(stride) - 1) / int64(stride)
	switch p {
	case PaddingSame:
	case PaddingValid:
		if reach > int64(in) {
			return 0, 0, fmt.Errorf("a window that reaches over %d does not fit into %d", reach, in)
		}
		n = (int64(in) - reach + int64(stride)) / int64(stride)
	default:
		return 0, 0, fmt.Errorf("padding %d is unknown", p)
	}
	total := max((n-1)*int64(stride)+reach-int64(in), 0)
	if total > maxPadding {
		return 0, 0, fmt.Errorf("a window that reaches over %d is too large", reach)
	}
	return int(n), int(total / 2), nil
}

// slide sets output 0 to the shape that a filter leaves of the NHWC input 0.
func (n *node) slide(p Padding, filterH, filterW, strideH, strideW, dilationH, dilationW, channels int) error {
	in := n.shape(0)
	h, _, err := Window(p, in[1], filterH, strideH, dilationH)
	if err != nil {
		return fmt.Errorf("height: %w", err)
	}
	w, _, err := Window(p, in[2], filterW, strideW, dilationW)
	if err != nil {
		return fmt.Errorf("width: %w", err)
	}
	n.set(0, in[0], h, w, channels)
	return nil
}
