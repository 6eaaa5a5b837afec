package resident

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const smaps = `00400000-01061000 r-xp 00001000 fe:00 1234    /usr/bin/edged (deleted)
Size:              12676 kB
Anonymous:             0 kB
Swap:                  0 kB
VmFlags: rd ex mr mw me
01061000-01d4e000 r--p 00c61000 fe:00 1234    /usr/bin/edged (deleted)
Anonymous:             4 kB
01d4e000-01d4f000 r--p 0194e000 fe:00 1234    /usr/bin/edged (deleted)
Anonymous:             0 kB
Swap:                  4 kB
01d4f000-01de0000 rw-p 0194f000 fe:00 1234    /usr/bin/edged (deleted)
Anonymous:           108 kB
01de0000-03e26000 rw-p 00000000 00:00 0
Anonymous:             8 kB
7f0000000000-7f0000001000 r--s 00000000 fe:00 99  /a b
Anonymous:             0 kB
7ffe01ada000-7ffe01afb000 rw-p 00000000 00:00 0                          [stack]
`

func TestMappings(t *testing.T) {
	const file = "fe:00 1234 /usr/bin/edged (deleted)"
	want := []mapping{
		{0x400000, 0x1061000, file, true},
		{0x1061000, 0x1d4e000, file, false},
		{0x1d4e000, 0x1d4f000, file, false},
		{0x1d4f000, 0x1de0000, file, false},
		{0x1de0000, 0x3e26000, "00:00 0", false},
		{hex("7f0000000000"), hex("7f0000001000"), "fe:00 99 /a b", false},
		{hex("7ffe01ada000"), hex("7ffe01afb000"), "00:00 0 [stack]", false},
	}
	if got := mappings(smaps); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := mappings("Anonymous: 1 kB\n\nx\n"); got != nil {
		t.Errorf("got %v of no mapping", got)
	}
}

// rss returns how many kB of the program's code and constants are in memory: 0 where an
// emulator does not say.
func rss(t *testing.T) (n int) {
	t.Helper()
	b, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var own bool
	for line := range strings.Lines(string(b)) {
		switch f := strings.Fields(line); {
		case len(f) >= 5 && strings.Contains(f[0], "-"):
			own = strings.HasSuffix(f[len(f)-1], exe) && f[1][1] == '-'
		case own && f[0] == "Rss:":
			kb, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(err)
			}
			n += kb
		}
	}
	return n
}

func TestDropProgram(t *testing.T) {
	before := rss(t)
	DropProgram()
	if after := rss(t); after >= before && before > 0 {
		t.Errorf("%d kB of the program in memory, %d before", after, before)
	}
}
