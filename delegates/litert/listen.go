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

// reason is the first line among texts that says what went wrong, without where in the source.
func reason(texts ...string) string {
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			if _, after, ok := strings.Cut(line, "ERROR: "); ok {
				if strings.HasPrefix(after, "[") {
					_, after, _ = strings.Cut(after, "] ")
				}
				return strings.TrimSpace(after)
			}
		}
	}
	return ""
}
