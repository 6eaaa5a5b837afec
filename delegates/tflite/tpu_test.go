package tflite

import (
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	const google, own = "BuildLabel(COMPILER=6.3.0 20170516,DATE=redacted,TIME=redacted), RuntimeVersion(14)", "BuildLabel(COMPILER=9.4.0), RuntimeVersion(14)"
	for _, c := range []struct{ edgetpu, library, want string }{
		{google, "2.9.0", ""}, {google, "2.11.1", ""}, {google, "2.12.0", "crashes"}, {google, "2.1.0", "needs"},
		{own, "2.19.0", ""}, {"RuntimeVersion(13)", "2.9.0", "fails"}, {"RuntimeVersion(13)", "2.1.0", ""}, {"nothing", "2.9.0", ""},
	} {
		err := matches(c.edgetpu, c.library)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %s: %v", c.edgetpu, c.library, err)
		}
	}
}

func TestChoose(t *testing.T) {
	list := []TPU{{USB: false, Path: "/dev/apex_0"}, {USB: true, Path: "/sys/a"}, {USB: true, Path: "/sys/b"}}
	for name, want := range map[string]string{"": "/dev/apex_0", "usb": "/sys/a", "usb:1": "/sys/b", ":2": "/sys/b", "pci:0": "/dev/apex_0", "/sys/a": "/sys/a"} {
		if got, err := choose(list, name); err != nil || got.Path != want {
			t.Errorf("%q: %v, %v", name, got, err)
		}
	}
	if _, err := choose(list, "usb:2"); err == nil || !strings.Contains(err.Error(), "usb:1 /sys/b") {
		t.Error(err)
	}
}
