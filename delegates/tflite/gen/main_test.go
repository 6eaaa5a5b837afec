package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is in the repository is what the lists say.
func TestFresh(t *testing.T) {
	for library, target := range targets {
		dir := filepath.Join("..", "..", library)
		text, err := os.ReadFile(filepath.Join(dir, "functions.txt"))
		if err != nil {
			t.Fatal(err)
		}
		list, err := parse(string(text))
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range target.files(list) {
			got, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s/%s is not what functions.txt says (%v): run go generate ./delegates/%s", library, name, err, library)
			}
		}
	}
}

func TestParse(t *testing.T) {
	list, err := parse("[a]\n# comment\nconst char *Name(const T *x, int *y)\nvoid None(void)\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []function{{"a", "const char *", "Name", "const T *x, int *y", "x, y"}, {"a", "void", "None", "void", ""}}
	if len(list) != 2 || list[0] != want[0] || list[1] != want[1] {
		t.Errorf("%q", list)
	}
	for _, bad := range []string{"int", "f(void)", "int f(void"} {
		if _, err := parse("\n" + bad); err == nil || !strings.HasPrefix(err.Error(), "functions.txt:2: ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
