package flexbuf

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Encode returns a buffer that holds a map of integers (int), floats (float64) and
// booleans, all in slots of 8 bytes.
func Encode(entries map[string]any) ([]byte, error) {
	const width, width8 = 8, 3
	names := slices.Sorted(maps.Keys(entries))
	var b []byte
	starts := make([]int, len(names))
	for i, k := range names {
		starts[i] = len(b)
		b = append(append(b, k...), 0)
	}
	for len(b)%width != 0 {
		b = append(b, 0)
	}
	put := func(x uint64) { b = binary.LittleEndian.AppendUint64(b, x) }
	put(uint64(len(names)))
	keys := len(b)
	for _, s := range starts {
		put(uint64(len(b) - s))
	}
	put(uint64(len(b) - keys))
	put(width)
	put(uint64(len(names)))
	values := len(b)
	var types []byte
	for _, k := range names {
		bits, t, err := encodeScalar(entries[k])
		if err != nil {
			return nil, fmt.Errorf("flexbuffer: %s: %w", k, err)
		}
		put(bits)
		types = append(types, byte(t)<<2|width8)
	}
	b = append(b, types...)
	for len(b)%width != 0 {
		b = append(b, 0)
	}
	put(uint64(len(b) - values))
	return append(b, byte(kindMap)<<2|width8, width), nil
}

func encodeScalar(x any) (uint64, kind, error) {
	switch x := x.(type) {
	case int:
		return uint64(int64(x)), kindInt, nil
	case float64:
		return math.Float64bits(x), kindFloat, nil
	case bool:
		if x {
			return 1, kindBool, nil
		}
		return 0, kindBool, nil
	}
	return 0, 0, fmt.Errorf("cannot encode %T", x)
}
