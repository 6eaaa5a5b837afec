package reference

import (
	"bytes"
	"context"
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
	"unsafe"
	"weak"

	"edged/delegates"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// heap is what is in use.
func heap() int {
	runtime.GC()
	runtime.GC() // the second one frees what cleanups held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// openNet loads MobileNetV2 from a file of its own, and returns by how much that grew the heap
// beyond the decoded graph.
func openNet(t *testing.T, e Engine) (s delegates.Session, grew int) {
	t.Helper()
	g, err := tflite.Decode(testkit.Read(t, "vision", "tf2_mobilenet_v2_1.0_224_ptq.tflite"), tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	before := heap()
	if s, err = e.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{}); err != nil {
		t.Fatal(err)
	}
	return s, heap() - before
}

// answer is the first output on random inputs.
func answer(t *testing.T, s delegates.Session) []byte {
	t.Helper()
	out := make([]graph.Tensor, 1)
	if err := s.Invoke(context.Background(), delegates.RandomInputs(s.Signature()), out); err != nil {
		t.Fatal(err)
	}
	return out[0].Data
}

// TestSessionsShareWeights loads a file twice, and opens each Load twice: there is one copy of
// the packed weights, which are most of what the first session takes, and none in the end.
func TestSessionsShareWeights(t *testing.T) {
	e := New()
	first, took := openNet(t, e)
	weights := e.packs.bytes()
	if weights < 3<<20 {
		t.Fatalf("%d bytes of weights are shared, the model has 3.4 million", weights)
	}
	second, more := openNet(t, e)
	if e.packs.bytes() != weights {
		t.Errorf("%d bytes of weights with two sessions, %d with one", e.packs.bytes(), weights)
	}
	if saved := took - more; saved < weights*9/10 {
		t.Errorf("the first session took %d bytes, the second %d: %d less, want %d", took, more, saved, weights)
	}
	before := heap()
	again, err := second.(delegates.Signer).Use("")
	if err != nil {
		t.Fatal(err)
	}
	if grew := heap() - before; grew > 64<<10 {
		t.Errorf("a second session of one Load took %d bytes", grew)
	}
	want := answer(t, first)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	first = nil
	heap()
	if !bytes.Equal(answer(t, second), want) || !bytes.Equal(answer(t, again), want) {
		t.Error("another answer from shared weights")
	}
	again.Close()
	second.Close()
	second, again = nil, nil
	for end := time.Now().Add(10 * time.Second); e.packs.bytes() > 0; heap() {
		if time.Now().After(end) {
			t.Fatalf("%d bytes stay when no session is left", e.packs.bytes())
		}
	}
}

// TestPacks shares equal weights, from several goroutines at once, and no others.
func TestPacks(t *testing.T) {
	p := newPacks()
	make8 := func(n int) []int8 {
		w := make([]int8, n)
		for i := range w {
			w[i] = int8(i * 7)
		}
		return w
	}
	if small := make8(sharedFrom - 1); &p.share(small)[0] != &small[0] || p.bytes() != 0 {
		t.Error("small weights are shared")
	}
	got := make([][]int8, 8)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i] = p.share(make8(sharedFrom + i%2)) })
	}
	all.Wait()
	for i, w := range got {
		if !slices.Equal(w, make8(sharedFrom+i%2)) || &w[0] != &got[i%2][0] {
			t.Errorf("weights %d are others, or a copy", i)
		}
	}
	if want := 2*sharedFrom + 1; p.bytes() != want {
		t.Errorf("%d bytes, want %d", p.bytes(), want)
	}
	// Another content under the hash of w.
	w, other := make8(3*sharedFrom), make([]int8, 3*sharedFrom)
	key := packHash{len(w), maphash.Bytes(p.seed, unsafe.Slice((*byte)(unsafe.Pointer(&w[0])), len(w)))}
	p.mu.Lock()
	p.all[key] = weak.Make(&other[0])
	p.mu.Unlock()
	if &p.share(w)[0] != &w[0] {
		t.Error("another content of the same hash was taken")
	}
	before := p.bytes()
	if p.forget(key); p.bytes() != before {
		t.Error("weights in use were forgotten")
	}
	runtime.KeepAlive(other)
}
