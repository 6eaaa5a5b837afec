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

// Release tells the system that a part of the file will not be read soon: its whole pages
// leave memory and come back from the file when they are. Memory that is no part of the
// file is left alone.
func (f File) Release(b []byte) {
	if !f.holds(b) {
		return
	}
	page := os.Getpagesize()
	from := int(-address(b) & uintptr(page-1))
	to := from + (len(b)-from)&^(page-1)
	if from < to {
		_ = unix.Madvise(b[from:to], unix.MADV_DONTNEED) // advice: nothing depends on it
	}
}

func (f File) holds(b []byte) bool {
	return address(b) >= address(f.Bytes) && address(b)+uintptr(len(b)) <= address(f.Bytes)+uintptr(len(f.Bytes))
}

func address(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
