//go:build native

package litert

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// mostSaid bounds what is kept of what a library printed, in bytes.
const mostSaid = 64 << 10

// listen calls f and returns what was printed on standard error meanwhile: LiteRT's C API has
// no other place for the reason of an error. What was printed goes where it would have gone,
// afterwards.
func listen(f func() error) (said string, err error) {
	fd, errFile := unix.MemfdCreate("said", unix.MFD_CLOEXEC)
	if errFile != nil {
		return "", f()
	}
	file := os.NewFile(uintptr(fd), "said")
	defer file.Close()
	before, errDup := unix.Dup(2)
	if errDup != nil {
		return "", f()
	}
	defer unix.Close(before)
	if unix.Dup3(fd, 2, 0) != nil {
		return "", f()
	}
	err = f()
	unix.Dup3(before, 2, 0)
	b, _ := io.ReadAll(io.NewSectionReader(file, 0, mostSaid))
	if err != nil {
		fmt.Fprint(os.Stderr, string(b))
	}
	return string(b), err
}

// because adds to an error the first reason that stands in texts that were printed.
func because(err error, texts ...string) error {
	for _, text := range texts {
		if r := reason(text); r != "" {
			return fmt.Errorf("%w: %s", err, r)
		}
	}
	return err
}

// reason is the first line that says what went wrong, without where in the source, and the
// next where it announces that.
func reason(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		_, r, ok := strings.Cut(line, "ERROR: ")
		if !ok {
			continue
		}
		if strings.HasPrefix(r, "[") {
			_, r, _ = strings.Cut(r, "] ")
		}
		if strings.HasSuffix(r, ":") && i+1 < len(lines) {
			r += " " + strings.TrimSpace(lines[i+1])
		}
		if strings.Contains(r, "No adapters found") {
			r += " (no Vulkan driver that it takes; VK_DRIVER_FILES may name one)"
		}
		return strings.TrimSpace(r)
	}
	return ""
}

// adapter is what the accelerator says it runs on.
func adapter(text string) string {
	_, after, _ := strings.Cut(text, "Selected adapter: ")
	line, _, _ := strings.Cut(after, "\n")
	return strings.TrimSpace(line)
}
