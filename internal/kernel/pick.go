package kernel

import "edged/internal/cpu"

// Pick copies those of the n slices of src, of size bytes each, that ids name, one after
// the other to dst, and returns how many: fewer than all where one does not exist.
func Pick[I int16 | int32 | int64](dst, src []byte, ids []I, n, size int, f cpu.Features) int {
	if ids, ok := any(ids).([]int32); ok && f.NEON && size > 0 && size%16 == 0 && len(ids) > 0 {
		return pickSixteens(dst[:len(ids)*size], src[:n*size], ids, n, size)
	}
	for k, id := range ids {
		if id < 0 || int64(id) >= int64(n) {
			return k
		}
		copy(dst[:size], src[int(id)*size:][:size])
		dst = dst[size:]
	}
	return len(ids)
}
