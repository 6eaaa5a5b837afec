package lazy_test

import (
	"testing"

	"edged/internal/lazy"
)

func TestRegexp(t *testing.T) {
	digits := lazy.Regexp(`^[0-9]+$`)
	if !digits().MatchString("12") || digits().MatchString("1a") {
		t.Error("another expression")
	}
	if first := digits(); first != digits() {
		t.Error("compiled twice")
	}
	wrong := lazy.Regexp(`(`) // compiles nothing yet
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression compiles")
		}
	}()
	wrong()
}
