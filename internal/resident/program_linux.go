package resident

import (
	"os"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// DropProgram tells the system that the parts of the program's file in memory, code and
// constants, will not be used soon. They leave the process and stay in the page cache; what
// is used comes back with the next access. Only mappings that nothing was ever written into
// go, so nothing can be lost.
func DropProgram() {
	b, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return
	}
	all := mappings(string(b))
	here := reflect.ValueOf(DropProgram).Pointer()
	for _, own := range all {
		if here < own.from || here >= own.to {
			continue
		}
		for _, m := range all {
			if m.file == own.file && m.clean {
				// Advice: nothing depends on it.
				_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.from, m.to-m.from, unix.MADV_DONTNEED)
			}
		}
	}
}

// mapping is a part of a process's memory.
type mapping struct {
	from, to uintptr
	file     string // device, inode and path; the path is empty where it shows no file
	clean    bool   // private, read-only, and all of it as the file is
}

// mappings reads /proc/PID/smaps (proc_pid_smaps(5)): for each mapping a line as in maps,
//
//	00400000-01061000 r-xp 00001000 fe:00 1234    /usr/bin/edged
//
// and then lines with a name and a number of kB, of which Anonymous and Swap count what was
// written.
func mappings(smaps string) (all []mapping) {
	for line := range strings.Lines(smaps) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		if from, to, ok := strings.Cut(f[0], "-"); ok && len(f) >= 5 {
			all = append(all, mapping{hex(from), hex(to), strings.Join(f[3:], " "), strings.HasPrefix(f[1], "r-") && f[1][3] == 'p'})
		} else if n := len(all) - 1; n >= 0 && (f[0] == "Anonymous:" || f[0] == "Swap:") && f[1] != "0" {
			all[n].clean = false
		}
	}
	return all
}

func hex(s string) uintptr {
	n, _ := strconv.ParseUint(s, 16, strconv.IntSize) // the kernel wrote it
	return uintptr(n)
}
