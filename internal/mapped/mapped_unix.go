//go:build unix

package mapped

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func open(f *os.File, size int) ([]byte, error) {
	b, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return b, nil
}

// Release tells the system that a part of what Open returned will not be read soon: its
// whole pages leave memory and come back from the file when they are.
func Release(b []byte) {
	page := os.Getpagesize()
	from := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b))) & uintptr(page-1))
	to := from + (len(b)-from)&^(page-1)
	if from < to {
		_ = unix.Madvise(b[from:to], unix.MADV_DONTNEED) // advice: nothing depends on it
	}
}
