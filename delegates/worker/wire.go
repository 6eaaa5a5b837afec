package worker

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// kind says what a message is.
type kind uint32

const (
	kindLoaded kind = 1 + iota // worker: JSON Loaded
	kindAttach                 // daemon: JSON sizes, with the shared memory
	kindInvoke                 // daemon
	kindReset                  // daemon
	kindDone                   // worker: status, and what failed as text, or nanoseconds in the library
)

// maxMessage bounds a message in bytes: longer texts are cut.
const maxMessage = 64 << 10

const headerSize = 16

// message is one packet: kind, status and sequence number as little-endian u32, u32, u64,
// then the payload.
type message struct {
	kind    kind
	failed  bool
	seq     uint64
	payload []byte
}

func (m message) append(b []byte) []byte {
	status := uint32(0)
	if m.failed {
		status = 1
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(m.kind))
	b = binary.LittleEndian.AppendUint32(b, status)
	b = binary.LittleEndian.AppendUint64(b, m.seq)
	return append(b, m.payload[:min(len(m.payload), maxMessage-headerSize)]...)
}

func parse(b []byte) (m message, err error) {
	if len(b) < headerSize {
		return m, fmt.Errorf("a packet of %d bytes", len(b))
	}
	m.kind = kind(binary.LittleEndian.Uint32(b))
	status := binary.LittleEndian.Uint32(b[4:])
	m.seq = binary.LittleEndian.Uint64(b[8:])
	m.payload = b[headerSize:]
	if status > 1 {
		return m, fmt.Errorf("a packet with status %d", status)
	}
	m.failed = status == 1
	return m, nil
}

// Setup is what a worker is started with.
type Setup struct {
	Engine    string   `json:"engine"`    // see Engine.Kind
	Probe     bool     `json:"probe"`     // tell what the engine finds here, and load no model unless only that shows it
	Libraries []string `json:"libraries"` // to open the first of, by path or name
	Threads   int      `json:"threads"`
	Memory    int64    `json:"memory"`            // most bytes of private memory
	Cache     string   `json:"cache,omitempty"`   // file for packed weights
	Devices   []string `json:"devices,omitempty"` // device nodes it may open
	Reads     []string `json:"reads,omitempty"`   // what its driver reads of the kernel
	Shared    bool     `json:"shared,omitempty"`  // whether its library makes shared memory in /dev/shm
	UEvents   bool     `json:"uevents,omitempty"` // whether its driver listens to the kernel's news of devices
	// Driver is the accelerator's library: libneuralnetworks.so or libedgetpu.so.1.
	Driver string `json:"driver,omitempty"`
	// Environment are variables that drivers read; only those of DriverVariables are passed on.
	Environment map[string]string `json:"environment,omitempty"`
	// Delegate is a library with an external delegate or a GPU delegate; Options are passed to
	// it, or to the driver.
	Delegate string            `json:"delegate,omitempty"`
	Options  map[string]string `json:"options,omitempty"`
}

// Loaded is what a worker has made of the model.
type Loaded struct {
	Error   string `json:"error,omitempty"`
	Library string `json:"library"` // its path
	Version string `json:"version"`
	// Own is how many operators the library's own kernels run, Pieces how many pieces
	// delegates took.
	Own    int `json:"own"`
	Pieces int `json:"pieces"`
	// Taken is how many operators are in those pieces; 0: nobody knows.
	Taken int `json:"taken,omitempty"`
	// Device is what the pieces run on, as far as the library says.
	Device string `json:"device,omitempty"`
	// Devices are what the engine's driver has, in words.
	Devices []string `json:"devices,omitempty"`
	// Confined says what holds the process, or why something does not.
	Confined []string `json:"confined"`
}

// sizes are the bytes of each input and output in the shared memory.
type sizes struct {
	Inputs  []int `json:"inputs"`
	Outputs []int `json:"outputs"`
}

// align is where tensors begin: at cache lines, which every vector unit likes.
const align = 64

// places are the parts of the shared memory: inputs, then outputs.
func (s sizes) places() (in, out [][2]int, total int) {
	place := func(list []int) (p [][2]int) {
		for _, n := range list {
			p = append(p, [2]int{total, total + n})
			total += (n + align - 1) / align * align
		}
		return p
	}
	in = place(s.Inputs)
	out = place(s.Outputs)
	return in, out, max(total, align)
}

// slices cuts memory into places.
func slices(memory []byte, places [][2]int) [][]byte {
	out := make([][]byte, len(places))
	for i, p := range places {
		out[i] = memory[p[0]:p[1]:p[1]]
	}
	return out
}

// unmarshal decodes a payload; an empty one is an error, too.
func unmarshal[T any](payload []byte) (v T, err error) {
	if len(payload) == 0 {
		return v, errors.New("an empty payload")
	}
	err = json.Unmarshal(payload, &v)
	return v, err
}

func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // structs of strings and numbers
	}
	return b
}
