package reference

import (
	"context"
	"testing"

	"edged/delegates"
	"edged/internal/testkit"
	"edged/models/tflite"
)

// TestWeightsArePackedOnce opens a second signature that has the weights of the first, and
// the first for a second time.
func TestWeightsArePackedOnce(t *testing.T) {
	g, err := tflite.Decode(testkit.Read(t, "converted", "toy_kv_drq8.tflite"), tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	load, err := Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Signature: "prefill"})
	if err != nil {
		t.Fatal(err)
	}
	s := load.(*session)
	n, builds := len(s.m.packed), s.m.builds
	if n == 0 {
		t.Fatal("no weights are kept")
	}
	for _, key := range []string{"decode", "prefill"} {
		more, err := s.Use(key)
		if err != nil {
			t.Fatal(err)
		}
		if key == "prefill" && s.m.builds != builds {
			t.Error("a subgraph was built again")
		}
		builds = s.m.builds
		if err := more.Close(); err != nil {
			t.Error(err)
		}
	}
	// The decoder gives the scores of one position, prefill those of all: one matrix more at most.
	if m := len(s.m.packed); m > n+1 {
		t.Errorf("%d matrices for both signatures, %d for the first", m, n)
	}
	if s.m.users != 1 {
		t.Errorf("%d sessions are open", s.m.users)
	}
	s.Close()
}
