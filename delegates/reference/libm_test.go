package reference

import (
	"hash/crc32"
	"math"
	"testing"
)

// TestLibm wants the bits that glibc 2.36 on x86-64 answers to every 16144th float: of all
// answers but those to what is not a number, the checksum.
func TestLibm(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(float32) float32
		want uint32
	}{
		"expf": {exp32, 0xebcfcb35}, "expm1f": {expm132, 0x45dffdba}, "erfcf": {erfc32, 0x001ae31a}, "tanhf": {tanh32, 0x04bf9919},
	} {
		var all []byte
		for i := uint64(0); i < 1<<32; i += 16144 {
			if x := math.Float32frombits(uint32(i)); x == x {
				y := math.Float32bits(c.f(x))
				all = append(all, byte(y), byte(y>>8), byte(y>>16), byte(y>>24))
			}
		}
		if got := crc32.ChecksumIEEE(all); got != c.want {
			t.Errorf("%s: checksum %#08x, wants %#08x", name, got, c.want)
		}
	}
}

// TestAtan2 is TestLibm of atan2f, whose second argument is drawn near the first in size
// three times of four.
func TestAtan2(t *testing.T) {
	var all []byte
	for i := uint64(0); i < 1<<32; i += 16144 {
		a, b := uint32(i), uint32(i*2654435761)
		if i/16144%4 != 0 {
			b = a&^(1<<31) + uint32(int32(b)>>6)
		}
		if i/16144%8 == 1 {
			b ^= 1 << 31
		}
		if y, x := math.Float32frombits(a), math.Float32frombits(b); y == y && x == x {
			z := math.Float32bits(atan232(y, x))
			all = append(all, byte(z), byte(z>>8), byte(z>>16), byte(z>>24))
		}
	}
	if got := crc32.ChecksumIEEE(all); got != 0x1258dbb7 {
		t.Errorf("checksum %#08x, wants 0x1258dbb7", got)
	}
}
