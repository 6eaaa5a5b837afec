// Package measure has what measurements share: percentiles, and the memory of a process.
package measure

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Percentile returns the value below which the share q of the values lies (nearest rank).
// There must be at least one; they stay in their order.
func Percentile(values []float64, q float64) float64 {
	s := slices.Sorted(slices.Values(values))
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

// Memory returns a figure of /proc/PID/status in bytes: VmRSS, what is resident, or VmHWM,
// the most that was. It fails where the system has no such file.
func Memory(pid int, figure string) (int64, error) {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, figure+":"); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("process %d: no %s in its status", pid, figure)
}
