//go:build !arm64

package kernel

import "unsafe"

// fuse would prepare store.
func (*tapsVector) fuse(*Output, bool) bool { return false }

func (*tapsVector) store([]byte, unsafe.Pointer, int, int) {}
