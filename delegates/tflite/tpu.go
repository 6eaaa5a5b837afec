package tflite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// TPU is an Edge TPU on a bus.
type TPU struct {
	USB  bool // else PCIe
	Path string
}

func (t TPU) bus() string {
	if t.USB {
		return "usb"
	}
	return "pci"
}

// NameTPUs names each device as the option device does, usb:0 or pci:1, with its path.
func NameTPUs(list []TPU) (names []string) {
	n := map[string]int{}
	for _, t := range list {
		names = append(names, fmt.Sprintf("%s:%d %s", t.bus(), n[t.bus()], t.Path))
		n[t.bus()]++
	}
	return names
}

// choose returns the device of a name: usb, pci, either with :N, :N among all, a path, or
// nothing for the first.
func choose(list []TPU, name string) (TPU, error) {
	names := NameTPUs(list)
	for i, t := range list {
		short, _, _ := strings.Cut(names[i], " ")
		if name == "" || name == t.bus() || name == short || name == ":"+strconv.Itoa(i) || name == t.Path {
			return t, nil
		}
	}
	return TPU{}, fmt.Errorf("no Edge TPU %q; there are %s", name, strings.Join(names, ", "))
}

var (
	runtimeVersion = regexp.MustCompile(`RuntimeVersion\((\d{1,4})\)`)
	// The compiler of Google's own builds, which were made against TensorFlow 2.5.
	googleBuild = "COMPILER=6.3.0 20170516"
)

// matches returns an error where a version of libedgetpu is known to fail with a version of
// TensorFlow Lite (google-coral/edgetpu, issues 126, 259 and 812).
func matches(edgetpu, library string) error {
	m := runtimeVersion.FindStringSubmatch(edgetpu)
	if m == nil {
		return nil
	}
	n, _ := strconv.Atoi(m[1]) // digits
	switch {
	case n >= 14 && !since(library, 2, 5):
		return fmt.Errorf("runtime %d needs TensorFlow Lite 2.5, this is %s", n, library)
	case n >= 14 && strings.Contains(edgetpu, googleBuild) && since(library, 2, 12):
		return fmt.Errorf("runtime %d was built for TensorFlow Lite 2.5 and crashes from 2.12 on, this is %s", n, library)
	case n < 14 && since(library, 2, 2):
		return fmt.Errorf("runtime %d fails with TensorFlow Lite 2.2 and later, this is %s", n, library)
	}
	return nil
}

// since reports whether a version like 2.19.0-rc1 is at least major.minor.
func since(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	a, errA := strconv.Atoi(parts[0])
	b, errB := strconv.Atoi(parts[1])
	return errA == nil && errB == nil && (a > major || a == major && b >= minor)
}
