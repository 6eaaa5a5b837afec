package worker

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// probing is how long a worker may take to say what its library is.
const probing = 20 * time.Second

// Identity implements delegates.Identified: the library and its version, the delegate's
// library, the device, and the kernel, whose drivers count.
func (e Engine) Identity(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, probing)
	defer cancel()
	l, err := e.Probe(ctx)
	if err != nil {
		return "", err
	}
	parts := []string{e.Name(), l.Version, file(l.Library), file(e.Delegate), l.Device, fmt.Sprint(e.Options), runtime.GOARCH, kernelRelease()}
	return strings.Join(parts, "|"), nil
}

// file names a file with what changes when it is replaced.
func file(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return path
	}
	return fmt.Sprintf("%s %d %d", path, info.Size(), info.ModTime().UnixNano())
}

func kernelRelease() string {
	b, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
