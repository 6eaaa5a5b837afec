//go:build unix

package config

import (
	"fmt"
	"os"
	"syscall"
)

// trusted returns nil where only root and who runs this can have written a file: it names
// libraries to load.
func trusted(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("others may write the file (mode %v), which names libraries to load: chmod go-w it", info.Mode().Perm())
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok && s.Uid != 0 && int(s.Uid) != os.Geteuid() {
		return fmt.Errorf("the file belongs to user %d and names libraries to load: only root's and one's own may", s.Uid)
	}
	return nil
}
