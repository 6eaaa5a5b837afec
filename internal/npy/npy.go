// Package npy reads and writes NumPy's .npy files, format versions 1 to 3
// (numpy.lib.format), little-endian and in C order.
package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"edged/internal/lazy"
	"edged/models/graph"
)

const magic = "\x93NUMPY"

// descrs maps NumPy's type descriptions to element types. The first of a type is what
// Encode writes.
var descrs = []struct {
	descr string
	t     graph.DType
}{
	{"<f4", graph.Float32}, {"<f2", graph.Float16}, {"<f8", graph.Float64},
	{"|i1", graph.Int8}, {"<i2", graph.Int16}, {"<i4", graph.Int32}, {"<i8", graph.Int64},
	{"|u1", graph.UInt8}, {"<u2", graph.UInt16}, {"<u4", graph.UInt32}, {"<u8", graph.UInt64},
	{"|b1", graph.Bool}, {"<c8", graph.Complex64}, {"<c16", graph.Complex128},
}

var header = lazy.Regexp(`^\{'descr': *'([^']*)', *'fortran_order': *(True|False) *, *'shape': *\(([0-9, ]*)\),? *\} *\n?$`)

// Decode reads a file. The tensor's data aliases b.
func Decode(b []byte) (graph.Tensor, error) {
	var t graph.Tensor
	head, data, err := split(b)
	if err != nil {
		return t, err
	}
	m := header().FindStringSubmatch(head)
	if m == nil {
		return t, fmt.Errorf("npy: header %.80q is not understood", head)
	}
	if m[2] == "True" {
		return t, errors.New("npy: the array is in Fortran order; save it with numpy.ascontiguousarray")
	}
	if t.Type, err = typeOf(m[1]); err != nil {
		return t, err
	}
	t.HasRank = true
	for _, f := range strings.Split(m[3], ",") {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		d, err := strconv.Atoi(f)
		if err != nil {
			return t, fmt.Errorf("npy: dimension %s is too large", f)
		}
		t.Shape = append(t.Shape, d)
	}
	n, err := graph.CheckedElems(t.Shape)
	if err != nil {
		return t, fmt.Errorf("npy: %w", err)
	}
	if want := t.Type.Bytes(n); len(data) != want {
		return t, fmt.Errorf("npy: %d bytes of data, %v %v takes %d", len(data), t.Type, t.Shape, want)
	}
	t.Data = data
	return t, nil
}

// split returns the header's text and the data behind it.
func split(b []byte) (string, []byte, error) {
	if len(b) < 10 || string(b[:6]) != magic {
		return "", nil, errors.New("npy: not a .npy file")
	}
	size, at := uint64(binary.LittleEndian.Uint16(b[8:])), 10
	switch b[6] {
	case 1:
	case 2, 3:
		if len(b) < 12 {
			return "", nil, errors.New("npy: the file ends in its header")
		}
		size, at = uint64(binary.LittleEndian.Uint32(b[8:])), 12
	default:
		return "", nil, fmt.Errorf("npy: format version %d is not known", b[6])
	}
	if size > uint64(len(b)-at) {
		return "", nil, errors.New("npy: the file ends in its header")
	}
	end := at + int(size)
	return string(b[at:end]), b[end:], nil
}

func typeOf(descr string) (graph.DType, error) {
	for _, d := range descrs {
		if d.descr == descr {
			return d.t, nil
		}
	}
	return 0, fmt.Errorf("npy: element type %q is not supported", descr)
}

// Encode writes a tensor as a version 1 file, its header padded so that the data starts
// on a 64-byte boundary, as numpy.save does.
func Encode(t graph.Tensor) ([]byte, error) {
	descr := ""
	for _, d := range descrs {
		if d.t == t.Type {
			descr = d.descr
			break
		}
	}
	if descr == "" {
		return nil, fmt.Errorf("npy: %v tensors cannot be written", t.Type)
	}
	dims := make([]string, len(t.Shape))
	for i, d := range t.Shape {
		dims[i] = strconv.Itoa(d)
	}
	shape := strings.Join(dims, ", ")
	if len(dims) == 1 {
		shape += ","
	}
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, shape)
	pad := 63 - (10+len(head))%64
	head += strings.Repeat(" ", pad) + "\n"
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write([]byte{1, 0, byte(len(head)), byte(len(head) >> 8)})
	out.WriteString(head)
	out.Write(t.Data)
	return out.Bytes(), nil
}
