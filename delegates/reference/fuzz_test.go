package reference_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"time"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

const (
	fuzzArena = 4 << 20               // bytes a fuzzed model may ask for
	fuzzTime  = 2 * time.Second       // of the processor that one run may take
	fuzzLoop  = 20 * time.Millisecond // until a run with loops is cancelled
	fuzzMAC   = 50 * time.Nanosecond  // and so much more for each multiplication
)

// FuzzRun decodes, validates, loads and runs any bytes within a budget of memory and time.
func FuzzRun(f *testing.F) {
	for _, b := range smallFiles() {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { runFile(t, b) })
}

// smallFiles returns model files to start from: one case of each operator, and the small
// models of the shared data folder where that is at hand.
func smallFiles() (files [][]byte) {
	for _, pattern := range []string{"invalid/*", "ops/*"} {
		paths, _ := filepath.Glob(filepath.Join(testkit.Root(), "..", "shared", "data", pattern))
		for _, p := range paths {
			if b, err := os.ReadFile(p); err == nil && len(b) < 8<<10 {
				files = append(files, b)
			}
		}
	}
	cases := enginetest.Cases()
	for name, c := range enginetest.Unjudged() {
		cases["unjudged "+name] = []enginetest.Case{c}
	}
	for _, stem := range slices.Sorted(maps.Keys(cases)) {
		if b, err := tflite.Encode(cases[stem][0].Graph); err == nil && len(b) < 32<<10 {
			files = append(files, b)
		}
	}
	return files
}

// runFile runs a file once and reports whether it could be run.
func runFile(t *testing.T, b []byte) bool {
	g, err := tflite.Decode(b, tflite.Limits{Packed: 1 << 20})
	if err != nil || graph.Validate(g) != nil {
		return false
	}
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Arena: fuzzArena})
	if err != nil {
		return false
	}
	defer s.Close()
	sig := s.Signature()
	for i := range sig.Inputs {
		sig.Inputs[i].Data = make([]byte, sig.Inputs[i].Bytes())
		for j := range sig.Inputs[i].Data {
			sig.Inputs[i].Data[j] = byte(j*37 + 11)
		}
	}
	limit := fuzzTime
	for _, o := range s.(delegates.Profiler).Operators() {
		limit += time.Duration(o.MACs) * fuzzMAC
	}
	if loops(g) {
		limit = fuzzLoop // it may well never end
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	start := processor(t)
	err = s.Invoke(ctx, sig.Inputs, make([]graph.Tensor, len(sig.Outputs)))
	if took := processor(t) - start; ctx.Err() != nil && took > max(limit, fuzzTime)/2 {
		t.Errorf("one run took %v of the processor, too long for its size", took)
	}
	return err == nil
}

// processor returns the time this program has had of the processors: the clock on the wall
// would measure what else runs on the machine.
func processor(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func loops(g *graph.Graph) bool {
	for _, s := range g.Subgraphs {
		for _, op := range s.Ops {
			if op.Code == graph.OpWhile {
				return true
			}
		}
	}
	return false
}

// mutations is how many damaged files TestDamagedFiles runs; EDGED_MUTATIONS sets another
// number for longer runs.
const mutations = 30_000

// TestDamagedFiles changes a few bytes of real files at random. The fuzzer seldom gets past
// the decoder, because offsets break; most of these files still decode.
func TestDamagedFiles(t *testing.T) {
	n := mutations
	if testing.Short() {
		n /= 10
	}
	n = number(t, "EDGED_MUTATIONS", n)
	files, r, ran := smallFiles(), rand.New(rand.NewPCG(11, uint64(n))), 0
	for i := range n {
		b := slices.Clone(files[i%len(files)])
		for range 1 + r.IntN(4) {
			damage(r, b)
		}
		func() {
			defer func() {
				if v := recover(); v != nil || t.Failed() {
					path := filepath.Join(os.TempDir(), fmt.Sprintf("damaged-%d.tflite", i))
					os.WriteFile(path, b, 0o644)
					t.Fatalf("file %d, kept as %s: %v\n%s", i, path, v, debug.Stack())
				}
			}()
			if runFile(t, b) {
				ran++
			}
		}()
	}
	t.Logf("%d files, %d of them ran", n, ran)
	if ran < n/20 || ran == n {
		t.Errorf("%d of %d ran: the damage is not what it should be", ran, n)
	}
}

// damage changes one byte, or one number of 32 bits to a value at some edge.
func damage(r *rand.Rand, b []byte) {
	if r.IntN(2) == 0 || len(b) < 8 {
		b[r.IntN(len(b))] = byte(r.Uint32())
		return
	}
	edges := []uint32{0, 1, 2, 3, 4, 7, 255, 65536, 1 << 30, 1<<31 - 1, 1 << 31, 1<<32 - 1}
	binary.LittleEndian.PutUint32(b[r.IntN(len(b)-4)&^3:], edges[r.IntN(len(edges))])
}
