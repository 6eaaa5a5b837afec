package worker

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// newMemory makes shared memory of so many bytes whose size nobody can change, and maps it.
func newMemory(name string, size int) (*os.File, []byte, error) {
	f, err := newFile(name, size)
	if err != nil {
		return nil, nil, err
	}
	b, err := seal(f, size)
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("shared memory of %d bytes: %w", size, err)
	}
	return f, b, nil
}

func newFile(name string, size int) (*os.File, error) {
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING)
	if err != nil {
		return nil, fmt.Errorf("shared memory: %w", err)
	}
	f := os.NewFile(uintptr(fd), name)
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		return nil, fmt.Errorf("shared memory of %d bytes: %w", size, err)
	}
	return f, nil
}

func seal(f *os.File, size int) ([]byte, error) {
	const seals = unix.F_SEAL_SHRINK | unix.F_SEAL_GROW | unix.F_SEAL_SEAL
	if _, err := unix.FcntlInt(f.Fd(), unix.F_ADD_SEALS, seals); err != nil {
		return nil, err
	}
	return mapMemory(f, size)
}

// mapMemory maps shared memory that is to have exactly so many bytes.
func mapMemory(f *os.File, size int) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != int64(size) {
		return nil, fmt.Errorf("shared memory of %d bytes, not %d", info.Size(), size)
	}
	return unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
}

// modelFile is a file in memory that nobody can change: the worker maps the model from it.
func modelFile(model []byte) (*os.File, error) {
	f, err := newFile("edged-model", len(model))
	if err != nil {
		return nil, err
	}
	_, err = f.WriteAt(model, 0)
	if err == nil {
		const seals = unix.F_SEAL_SHRINK | unix.F_SEAL_GROW | unix.F_SEAL_WRITE | unix.F_SEAL_SEAL
		_, err = unix.FcntlInt(f.Fd(), unix.F_ADD_SEALS, seals)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("the model as a file in memory: %w", err)
	}
	return f, nil
}
