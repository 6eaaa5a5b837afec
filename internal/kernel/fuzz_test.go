package kernel

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// FuzzMatrix compares products with the definition, on bytes that the fuzzer chooses: the
// first two are the numbers of rows and inputs, the rest weights and inputs.
func FuzzMatrix(f *testing.F) {
	f.Add([]byte{3, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
	f.Add(append([]byte{16, 6}, make([]byte, 22*5)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 3 {
			return
		}
		rows, n, data := 1+int(data[0]%40), 1+int(data[1]%14), data[2:]
		cols := len(data) / (rows + n)
		if cols == 0 {
			return
		}
		x := signed(data[:cols*(rows+n)])
		checkMatrix(t, fastest(cpu.Host()), x[:cols*rows], x[cols*rows:], rows, len(data)%2 == 0)
	})
}

// FuzzStore compares how sums become bytes with the plain loops, on sums that the fuzzer
// chooses.
func FuzzStore(f *testing.F) {
	f.Add(uint64(1), make([]byte, 64))
	f.Add(uint64(2), []byte{0, 0, 0, 128, 255, 255, 255, 127, 1, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 64})
	f.Fuzz(func(t *testing.T, seed uint64, data []byte) {
		r := rand.New(rand.NewPCG(seed, 1))
		const channels = 11
		n := len(data) / 4 / channels
		if n == 0 {
			return
		}
		acc := make([]int32, n*channels)
		for i := range acc {
			acc[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
		}
		for kind, o := range outputs(r, channels) {
			got, want := make([]byte, len(acc)), make([]byte, len(acc))
			o.StoreRows(want, channels, acc, channels, n, nil)
			o.For(cpu.Host()).StoreRows(got, channels, acc, channels, n, nil)
			for i, w := range want {
				if got[i] != w {
					t.Fatalf("kind %d, channel %d: %d becomes %d, want %d", kind, i%channels, acc[i], got[i], w)
				}
			}
		}
	})
}

// FuzzTaps compares depthwise sums with the definition.
func FuzzTaps(f *testing.F) {
	f.Add(uint64(1), uint8(16), uint8(9), uint8(3))
	f.Add(uint64(2), uint8(33), uint8(25), uint8(1))
	f.Fuzz(func(t *testing.T, seed uint64, channels, taps, n uint8) {
		r := rand.New(rand.NewPCG(seed, 1))
		checkTaps[int8](t, r, cpu.Host(), 1+int(channels%80), 1+int(taps%30), 1+int(n%6))
		checkTaps[uint8](t, r, cpu.Host(), 1+int(channels%80), 1+int(taps%30), 1+int(n%6))
	})
}
