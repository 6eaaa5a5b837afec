package graph

import (
	"encoding/binary"
	"fmt"
)

// CheckStrings checks the layout of the data of a string tensor of n elements: an int32
// count, count+1 int32 offsets from the start, the bytes (TFLite string_util.h).
func CheckStrings(d []byte, n int) error {
	if len(d) < 4 {
		return fmt.Errorf("%d bytes of data hold no strings", len(d))
	}
	count := int64(int32(binary.LittleEndian.Uint32(d)))
	if count != int64(n) {
		return fmt.Errorf("%d strings, the shape has %d", count, n)
	}
	head := 4 + 4*(count+1)
	if head > int64(len(d)) {
		return fmt.Errorf("%d bytes of data are too few for %d strings", len(d), count)
	}
	last := head
	for i := range count + 1 {
		off := int64(int32(binary.LittleEndian.Uint32(d[4+4*i:])))
		if off < last || off > int64(len(d)) {
			return fmt.Errorf("string %d starts at %d of %d bytes", i, off, len(d))
		}
		last = off
	}
	return nil
}
