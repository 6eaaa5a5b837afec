package resident

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func percent() int {
	p := debug.SetGCPercent(100)
	debug.SetGCPercent(p)
	return p
}

func TestFrugal(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	t.Setenv("GOGC", "50")
	if Frugal(); percent() != 50 {
		t.Errorf("GOGC is set and became %d", percent())
	}
	t.Setenv("GOGC", "")
	if Frugal(); percent() != firstHeap {
		t.Errorf("%d %% before the first collection, want %d", percent(), firstHeap)
	}
	for end := time.Now().Add(10 * time.Second); percent() != laterHeap; runtime.GC() {
		if time.Now().After(end) {
			t.Fatalf("%d %% after collections, want %d", percent(), laterHeap)
		}
	}
}

func TestStart(t *testing.T) {
	defer func(rate int) { runtime.MemProfileRate = rate }(runtime.MemProfileRate)
	if Start(); runtime.MemProfileRate != 0 {
		t.Error("the heap is profiled")
	}
}
