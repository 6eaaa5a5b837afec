package measure_test

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"edged/internal/measure"
)

func TestPercentile(t *testing.T) {
	v := []float64{5, 1, 4, 2, 3}
	for _, c := range []struct{ q, want float64 }{{0, 1}, {0.5, 3}, {0.99, 5}, {1, 5}} {
		if got := measure.Percentile(v, c.q); got != c.want {
			t.Errorf("%g: got %g, want %g", c.q, got, c.want)
		}
	}
	ten := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for q, want := range map[float64]float64{0: 1, 0.5: 6, 0.99: 10, 1: 10} {
		if got := measure.Percentile(ten, q); got != want {
			t.Errorf("%v: %v, want %v", q, got, want)
		}
	}
	if v[0] != 5 {
		t.Error("the values were sorted in place")
	}
}

func TestMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		if _, err := measure.Memory(os.Getpid(), "VmRSS"); err == nil {
			t.Error("memory without /proc")
		}
		return
	}
	now, err := measure.Memory(os.Getpid(), "VmRSS")
	if err != nil || now < 1<<20 || now > 1<<34 {
		t.Errorf("%d bytes, %v", now, err)
	}
	if _, err := measure.Memory(os.Getpid(), "VmNothing"); err == nil || !strings.Contains(err.Error(), "no VmNothing") {
		t.Error(err)
	}
	if _, err := measure.Memory(-1, "VmRSS"); err == nil {
		t.Error("a process that is not there has memory")
	}
}
