package cpu

import (
	"slices"
	"testing"
)

func TestFeatures(t *testing.T) {
	all := Features{AVX2: true, FMA: true, VNNI: true}
	if got, want := all.Names(), []string{"avx2", "fma", "vnni"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := all.Without(Features{FMA: true, VNNI: true}), (Features{AVX2: true}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := all.Without(all); got != (Features{}) {
		t.Errorf("got %v, want none", got)
	}
	if h := Host(); h.FMA && !h.AVX2 {
		t.Error("FMA without AVX2")
	} else if h.VNNI && !h.AVX2 {
		t.Error("VNNI without AVX2")
	}
}
