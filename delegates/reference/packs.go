package reference

import (
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
	"unsafe"
	"weak"
)

// packs lets sessions of one file, or of files with the same layers, have packed weights in
// common, however they were loaded. It keeps none alive: weights go with the last session
// that has them. Its methods may be called from several goroutines.
type packs struct {
	seed maphash.Seed
	mu   sync.Mutex
	all  map[packHash]weak.Pointer[int8] // to the first of each
}

// packHash names weights by their length and their content's hash.
type packHash struct {
	size int
	hash uint64
}

// sharedFrom is the size in bytes of weights from which on they are worth sharing.
const sharedFrom = 4 << 10

func newPacks() *packs {
	return &packs{seed: maphash.MakeSeed(), all: map[packHash]weak.Pointer[int8]{}}
}

// share is a kernel.Sharer.
func (p *packs) share(w []int8) []int8 {
	if len(w) < sharedFrom {
		return w
	}
	key := packHash{len(w), maphash.Bytes(p.seed, unsafe.Slice((*byte)(unsafe.Pointer(&w[0])), len(w)))}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.all[key].Value(); first != nil {
		if old := unsafe.Slice(first, len(w)); slices.Equal(old, w) {
			return old
		}
		return w // another content of that hash
	}
	p.all[key] = weak.Make(&w[0])
	runtime.AddCleanup(&w[0], p.forget, key)
	return w
}

// forget drops weights that are gone, unless others of that name have come.
func (p *packs) forget(key packHash) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all[key].Value() == nil {
		delete(p.all, key)
	}
}

// bytes returns how much is shared now.
func (p *packs) bytes() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for key := range p.all {
		n += key.size
	}
	return n
}
