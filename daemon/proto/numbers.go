package proto

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"

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

// maxDepth bounds how deep arrays of numbers nest: no tensor has more dimensions.
const maxDepth = 8

// parseNumbers reads n numbers from an array, nested or flat, into a tensor's bytes. The
// document is known to be well-formed JSON.
func parseNumbers(doc []byte, t graph.DType, n int) ([]byte, error) {
	if len(doc) == 0 || doc[0] != '[' {
		return nil, errors.New("data is missing or no array")
	}
	if n > len(doc) { // a number and its comma take two bytes
		return nil, fmt.Errorf("its shape holds %d elements, its data fewer", n)
	}
	out := make([]byte, 0, t.Bytes(n))
	count, depth := 0, 0
	for i := 0; i < len(doc); {
		switch c := doc[i]; c {
		case '[':
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("data nests deeper than %d", maxDepth)
			}
			i++
		case ']':
			depth--
			i++
		case ',', ' ', '\t', '\n', '\r':
			i++
		case '"', '{':
			return nil, fmt.Errorf("element %d is no number", count)
		default:
			end := i + 1
			for end < len(doc) && !isEnd(doc[end]) {
				end++
			}
			var err error
			if out, err = appendNumber(out, string(doc[i:end]), t); err != nil {
				return nil, fmt.Errorf("element %d: %w", count, err)
			}
			if count++; count > n {
				return nil, fmt.Errorf("its shape holds %d elements, its data more", n)
			}
			i = end
		}
	}
	if count != n {
		return nil, fmt.Errorf("its shape holds %d elements, its data %d", n, count)
	}
	return out, nil
}

func isEnd(c byte) bool {
	return c == ',' || c == ']' || c == '[' || c == ' ' || c == '\t' || c == '\n' || c == '\r'
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
		u, err := strconv.ParseUint(s, 10, bits)
		if err != nil {
			return nil, fmt.Errorf("%.40s is no %v", s, t)
		}
		return appendBits(b, u, bits), nil
	}
	i, err := strconv.ParseInt(s, 10, bits)
	if err != nil {
		return nil, fmt.Errorf("%.40s is no %v", s, t)
	}
	return appendBits(b, uint64(i), bits), nil
}

func appendBits(b []byte, u uint64, bits int) []byte {
	for range bits / 8 {
		b = append(b, byte(u))
		u >>= 8
	}
	return b
}
