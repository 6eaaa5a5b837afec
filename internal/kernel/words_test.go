//go:build amd64

package kernel

import (
	"encoding/binary"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// macro is an instruction that Go's assembler lacks: a comment with its name for a
// disassembler and the expression that encodes it.
var macro = regexp.MustCompile(`(?m)^// (.+)\n#define \w+\(([\w, ]+)\) WORD \$(.+)$`)

// TestWords disassembles every instruction that is written as a number, with random
// registers, and compares it with the comment above it.
func TestWords(t *testing.T) {
	source, err := os.ReadFile("neon_arm64.h")
	if err != nil {
		t.Fatal(err)
	}
	macros := macro.FindAllStringSubmatch(string(source), -1)
	if n := strings.Count(string(source), "WORD"); n != len(macros) {
		t.Fatalf("%d instructions, of which %d have a comment", n, len(macros))
	}
	r := rand.New(rand.NewPCG(21, 1))
	var code []byte
	var want []string
	for _, m := range macros {
		for range 16 {
			word, name := instance(t, r, m[1], strings.Split(m[2], ", "), m[3])
			code = binary.LittleEndian.AppendUint32(code, word)
			want = append(want, name)
		}
	}
	for i, got := range disassemble(t, code) {
		if got != want[i] {
			t.Errorf("%#08x is %q, want %q", binary.LittleEndian.Uint32(code[4*i:]), got, want[i])
		}
	}
}

// instance gives the arguments of a macro random values.
func instance(t *testing.T, r *rand.Rand, name string, args []string, encoding string) (uint32, string) {
	t.Helper()
	for _, a := range args {
		v := r.IntN(32)
		if a == "i" {
			v %= 4
		}
		name = strings.ReplaceAll(name, "<"+a+">", fmt.Sprint(v))
		encoding = regexp.MustCompile(`\b`+a+`\b`).ReplaceAllString(encoding, fmt.Sprint(v))
	}
	v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, encoding)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	word, ok := constant.Uint64Val(v.Value)
	if !ok || word>>32 != 0 {
		t.Fatalf("%s is encoded as %v", name, v.Value)
	}
	return uint32(word), name
}

var listed = regexp.MustCompile(`(?m)^ *[0-9a-f]+:\t[0-9a-f]{8} \t(.+)$`)

func disassemble(t *testing.T, code []byte) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(file, code, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("aarch64-linux-gnu-objdump", "-D", "-b", "binary", "-m", "aarch64", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var lines []string
	for _, l := range listed.FindAllStringSubmatch(string(out), -1) {
		lines = append(lines, strings.ReplaceAll(l[1], "\t", " "))
	}
	if len(lines) != len(code)/4 {
		t.Fatalf("%d instructions, disassembled %d", len(code)/4, len(lines))
	}
	return lines
}
