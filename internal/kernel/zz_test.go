package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"edged/internal/cpu"
)

func minTime(f func()) float64 {
	best := time.Hour
	for range 3000 {
		t := time.Now()
		f()
		best = min(best, time.Since(t))
	}
	return float64(best.Nanoseconds())
}

func TestZZ(t *testing.T) {
	var x uint64 = 1
	ns := minTime(func() {
		for i := 0; i < 10000; i++ {
			x = x*x + 1
		}
	})
	fmt.Println("imul+add chain (4 cycles):", ns/10000, x)
	r := rand.New(rand.NewPCG(12, 1))
	for _, s := range [][2]int{{16, 32}, {96, 16}, {32, 192}, {384, 64}, {96, 576}, {320, 960}, {1280, 320}} {
		m := packFor(fastest(cpu.Host()), random8(r, s[0]*s[1]), s[0])
		block := &m.Blocks(1)[0]
		block.Use(m, newGuarded(m.Scratch()).data)
		x := unsigned(random8(r, m.Inputs()*m.cols))
		ld := minTime(func() { block.Load(0, x, m.Inputs(), false) })
		ns := minTime(func() { block.Mul(m.Inputs()) })
		fmt.Printf("%v n=%d load %.0f mul %.0f ns: %.1f GMAC/s\n", s, m.Inputs(), ld, ns, float64(m.Inputs()*s[0]*s[1])/ns)
	}
	const channels, n = 96, 48
	acc, dst := make([]int32, channels*n), make([]byte, channels*n)
	for kind, o := range outputs(r, channels) {
		o.For(cpu.Host())
		ns := minTime(func() { o.StoreRows(dst, channels, acc, channels, n, nil) })
		fmt.Println(kind, ns/channels/n, "ns/output")
	}
}
