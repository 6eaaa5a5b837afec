//go:build unix

package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that anybody may write names no libraries.
func TestWhoMayNameLibraries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edged.yaml")
	for _, c := range []struct {
		text string
		mode os.FileMode
		want string
	}{
		{"engines: [external:/opt/lib.so]\n", 0o644, ""},
		{"engines: [external:/opt/lib.so]\n", 0o666, "others may write the file"},
		{"native: {library: x.so}\n", 0o664, "others may write the file"},
		{"device: x\n", 0o666, ""},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q, mode %v: %v, want %q", c.text, c.mode, err, c.want)
		}
	}
}
