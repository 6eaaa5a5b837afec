// Package resident keeps what a program holds in memory small.
package resident

import (
	"os"
	"runtime"
	"runtime/debug"
)

// Start is the first thing a program does. Hundreds of packages have set themselves up by
// then, and the kernel has mapped 64 KiB of the program around every page they touched:
// that goes, see DropProgram. Nobody reads profiles of the heap here, but a library that
// could serve them makes the runtime collect them: that ends.
func Start() {
	runtime.MemProfileRate = 0
	DropProgram()
}

// What the heap may grow by before a collection, in percent: before the first one of the
// runtime's 4 MiB, later of what was in use.
const firstHeap, laterHeap = 400, 25

// Frugal makes the garbage collector suit a command that loads a model and runs it a few
// times. The first collection waits until the heap has 16 MiB: a command that ends before
// saves what the collector needs for itself, 3 MiB, most of it tables of the program. Later
// ones come early: weights, most of a heap, cost them nothing. Frugal does nothing where
// GOGC is set.
func Frugal() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstHeap)
	// The first collection takes it away. Smaller things may share a place with others.
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, laterHeap)
}
