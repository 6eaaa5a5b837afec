package proto

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"edged/models/graph"
)

// datatypes are the protocol's names of element types that requests may bring.
var datatypes = map[string]graph.DType{
	"BOOL": graph.Bool, "UINT8": graph.UInt8, "UINT16": graph.UInt16, "UINT32": graph.UInt32, "UINT64": graph.UInt64,
	"INT8": graph.Int8, "INT16": graph.Int16, "INT32": graph.Int32, "INT64": graph.Int64,
	"FP32": graph.Float32, "FP64": graph.Float64,
}

// Datatype returns the protocol's name of an element type; types it has no name for keep
// their own.
func Datatype(t graph.DType) string {
	for name, dt := range datatypes {
		if dt == t {
			return name
		}
	}
	if t == graph.String {
		return "BYTES"
	}
	return t.String()
}

// maxDepth bounds the dimensions of a tensor, and so how deep arrays of numbers nest.
const maxDepth = 8

// numbers reads the elements of one tensor from JSON.
type numbers struct {
	doc   []byte
	typ   graph.DType
	shape []int
	want  int // elements of the shape

	out   []byte
	count int
	depth int
	leaf  int           // the depth at which elements stand, once there was one
	start [maxDepth]int // count at the beginning of each open array
}

// parseNumbers reads n numbers from an array, flat or nested like the shape, into a
// tensor's bytes. The document is known to be well-formed JSON.
func parseNumbers(doc []byte, t graph.DType, shape []int, n int) ([]byte, error) {
	if len(doc) == 0 || doc[0] != '[' {
		return nil, errors.New("data is missing or no array")
	}
	if n > len(doc)/2 { // an element and its comma take two bytes: do not reserve memory for less
		return nil, fmt.Errorf("its shape holds %d elements, its data fewer", n)
	}
	p := numbers{doc: doc, typ: t, shape: shape, want: n, out: make([]byte, 0, t.Bytes(n))}
	for i := 0; i < len(doc); {
		next, err := p.token(i)
		if err != nil {
			return nil, err
		}
		i = next
	}
	if p.count != n {
		return nil, fmt.Errorf("its shape holds %d elements, its data %d", n, p.count)
	}
	return p.out, nil
}

// token reads what begins at byte i and returns where it ends.
func (p *numbers) token(i int) (int, error) {
	switch p.doc[i] {
	case ',', ' ', '\t', '\n', '\r':
		return i + 1, nil
	case '[':
		if p.depth == maxDepth {
			return 0, fmt.Errorf("data nests deeper than %d", maxDepth)
		}
		if p.leaf != 0 && p.depth == p.leaf {
			return 0, fmt.Errorf("element %d is an array where the others are numbers", p.count)
		}
		p.start[p.depth] = p.count
		p.depth++
		return i + 1, nil
	case ']':
		return i + 1, p.end()
	case '"', '{':
		return 0, fmt.Errorf("element %d is no number", p.count)
	}
	if err := p.place(); err != nil {
		return 0, err
	}
	end := i + 1
	for end < len(p.doc) && !isEnd(p.doc[end]) {
		end++
	}
	var err error
	if p.out, err = appendNumber(p.out, string(p.doc[i:end]), p.typ); err != nil {
		return 0, fmt.Errorf("element %d: %w", p.count, err)
	}
	p.count++
	return end, nil
}

// place checks that an element may stand here.
func (p *numbers) place() error {
	switch {
	case p.count == p.want:
		return fmt.Errorf("its shape holds %d elements, its data more", p.want)
	case p.leaf == 0 && p.depth != 1 && p.depth != len(p.shape), p.leaf != 0 && p.depth != p.leaf:
		return fmt.Errorf("element %d is %d arrays deep: data is flat, or nested like its shape %v", p.count, p.depth, p.shape)
	}
	p.leaf = p.depth
	return nil
}

// end checks that an array that nests like the shape has as many elements as it says.
func (p *numbers) end() error {
	p.depth--
	if p.leaf <= 1 {
		return nil
	}
	if got, want := p.count-p.start[p.depth], graph.Elems(p.shape[p.depth:]); got != want {
		return fmt.Errorf("an array before element %d has %d elements, its shape %v wants %d there", p.count, got, p.shape, want)
	}
	return nil
}

func isEnd(c byte) bool {
	return c == ',' || c == ']' || c == ' ' || c == '\t' || c == '\n' || c == '\r'
}

// appendNumber appends one number, which must be in the type's range and, for integers,
// whole.
func appendNumber(b []byte, s string, t graph.DType) ([]byte, error) {
	le := binary.LittleEndian
	bits := t.Bits()
	switch t {
	case graph.Float32, graph.Float64:
		f, err := strconv.ParseFloat(s, bits)
		if err != nil {
			return nil, fmt.Errorf("%.40s is no number of type %v", s, t)
		}
		if t == graph.Float64 {
			return le.AppendUint64(b, math.Float64bits(f)), nil
		}
		return le.AppendUint32(b, math.Float32bits(float32(f))), nil
	case graph.Bool:
		switch s {
		case "true", "1":
			return append(b, 1), nil
		case "false", "0":
			return append(b, 0), nil
		}
		return nil, fmt.Errorf("%.40s is not true or false", s)
	case graph.UInt8, graph.UInt16, graph.UInt32, graph.UInt64:
		u, err := strconv.ParseUint(whole(s), 10, bits)
		if err != nil {
			return nil, fmt.Errorf("%.40s is no %v", s, t)
		}
		return appendBits(b, u, bits), nil
	}
	i, err := strconv.ParseInt(whole(s), 10, bits)
	if err != nil {
		return nil, fmt.Errorf("%.40s is no %v", s, t)
	}
	return appendBits(b, uint64(i), bits), nil
}

// whole writes a whole number without fraction and exponent: 1.0 and 1e2 are integers too.
// What is none, or is too large to be exact, stays as it is.
func whole(s string) string {
	if !strings.ContainsAny(s, ".eE") {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return s
	}
	return strconv.FormatInt(int64(f), 10)
}

func appendBits(b []byte, u uint64, bits int) []byte {
	for range bits / 8 {
		b = append(b, byte(u))
		u >>= 8
	}
	return b
}
