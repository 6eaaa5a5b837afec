package tflite

import (
	"fmt"

	"edged/models/graph"
)

// identifier is the FlatBuffers file identifier of TFLite models (schema.fbs).
const identifier = "TFL3"

// Limits bound what a file may ask for. A zero field takes its default.
type Limits struct {
	File    int64 // bytes of the file; default 2 GiB - 1
	Tensors int   // of all subgraphs together; default 1 Mi
	Ops     int   // of all subgraphs together; default 1 Mi
	Packed  int64 // bytes of all packed files together, unpacked; default 64 MiB
}

func (l Limits) filled() Limits {
	or := func(v, d int64) int64 {
		if v == 0 {
			return d
		}
		return v
	}
	return Limits{
		File: or(l.File, 1<<31-1), Packed: or(l.Packed, 64<<20),
		Tensors: int(or(int64(l.Tensors), 1<<20)), Ops: int(or(int64(l.Ops), 1<<20)),
	}
}

// Decode reads a .tflite file. The graph's constants are parts of the file: neither may be
// changed. What is returned is well-formed but not yet checked; graph.Validate does that.
// The error says where in the model the file is wrong.
func Decode(file []byte, l Limits) (*graph.Graph, error) {
	l = l.filled()
	if int64(len(file)) > l.File {
		return nil, fmt.Errorf("tflite: %d bytes, more than the limit of %d", len(file), l.File)
	}
	if len(file) < 8 || string(file[4:8]) != identifier {
		return nil, fmt.Errorf("tflite: not a .tflite file: the identifier %s is missing", identifier)
	}
	d := &decoder{r: newReader(file), limits: l, g: &graph.Graph{}}
	d.model(d.r.root())
	if d.r.err != nil {
		return nil, fmt.Errorf("tflite: %w", d.r.err)
	}
	packed, err := unpack(file, l.Packed)
	if err != nil {
		return nil, fmt.Errorf("tflite: %w", err)
	}
	d.g.Packed = packed
	return d.g, nil
}

// decoder holds what the parts of a model refer to while it is read.
type decoder struct {
	r       *reader
	limits  Limits
	g       *graph.Graph
	codes   []opCode
	buffers [][]byte
	tensors int
	ops     int
}

// opCode is an entry of the model's table of operator kinds.
type opCode struct {
	code    graph.OpCode
	custom  string
	version int
}

// Slots of the Model table.
const (
	modelVersion = iota
	modelCodes
	modelSubgraphs
	modelDescription
	modelBuffers
	modelMetadataBuffer
	modelMetadata
	modelSignatures
	modelExternalGroups
	modelExternalBuffers
)

func (d *decoder) model(t table) {
	d.g.Version = int(t.u32(modelVersion))
	if d.r.err == nil && d.g.Version != 3 {
		d.r.fail("schema version %d is not 3", d.g.Version)
	}
	d.g.Description = t.str(modelDescription)
	t.tables(modelBuffers, "buffer", d.buffer)
	if _, n, _ := t.vec(modelExternalBuffers, 4); n > 0 {
		d.r.fail("its weights are in other files (external buffers)")
	}
	t.tables(modelCodes, "operator code", d.code)
	t.tables(modelSubgraphs, "subgraph", d.subgraph)
	t.tables(modelMetadata, "metadata", func(_ int, t table) {
		d.g.Metadata = append(d.g.Metadata, graph.Metadata{Name: t.str(0), Data: d.data(t.u32(1))})
	})
	t.tables(modelSignatures, "signature", d.signature)
}

// buffer reads one blob. Files over 2 GiB keep theirs behind the FlatBuffer, at an offset.
func (d *decoder) buffer(_ int, t table) {
	b := t.bytes(0)
	if off, size := t.u64(1), t.u64(2); off > 1 {
		if off > uint64(len(d.r.b)) || size > uint64(len(d.r.b))-off {
			d.r.fail("%d bytes at %d lie outside the file", size, off)
			return
		}
		b = d.r.b[off : off+size : off+size]
	}
	d.buffers = append(d.buffers, b)
}

// data returns a buffer by number.
func (d *decoder) data(i uint32) []byte {
	if i == 0 && len(d.buffers) == 0 {
		return nil // buffer 0 is empty by convention, and small writers leave it out
	}
	if uint64(i) >= uint64(len(d.buffers)) {
		d.r.fail("buffer %d is not one of %d", i, len(d.buffers))
		return nil
	}
	return d.buffers[i]
}

// code reads one operator kind. Numbers over 127 are in a second field: the greater counts.
func (d *decoder) code(_ int, t table) {
	c := opCode{custom: t.str(1), version: int(t.i32(2, 1))}
	c.code = max(graph.OpCode(t.i8(0)), graph.OpCode(t.i32(3, 0)))
	switch {
	case !c.code.Known():
		d.r.fail("%v is not known", c.code)
	case c.code == graph.OpCustom && c.custom == "":
		d.r.fail("a custom operator has no name")
	}
	d.codes = append(d.codes, c)
}

func (d *decoder) subgraph(_ int, t table) {
	s := &graph.Subgraph{Name: t.str(4), Inputs: t.ints(1), Outputs: t.ints(2)}
	if _, n, _ := t.vec(0, 4); n+d.tensors > d.limits.Tensors {
		d.r.fail("more than %d tensors", d.limits.Tensors)
	}
	if _, n, _ := t.vec(3, 4); n+d.ops > d.limits.Ops {
		d.r.fail("more than %d operators", d.limits.Ops)
	}
	d.tensors += t.tables(0, "tensor", func(_ int, t table) { s.Tensors = append(s.Tensors, d.tensor(t)) })
	d.ops += t.tables(3, "operator", func(_ int, t table) { s.Ops = append(s.Ops, d.operator(t)) })
	d.g.Subgraphs = append(d.g.Subgraphs, s)
}

func (d *decoder) operator(t table) graph.Op {
	i := t.u32(0)
	if uint64(i) >= uint64(len(d.codes)) {
		d.r.fail("operator code %d is not one of %d", i, len(d.codes))
		return graph.Op{}
	}
	c := d.codes[i]
	op := graph.Op{
		Code: c.code, Custom: c.custom, Version: c.version,
		Inputs: t.ints(1), Outputs: t.ints(2), Mutating: t.bools(7), Intermediates: t.ints(8),
		CustomOptions: d.customOptions(t),
	}
	if c.code != graph.OpCustom {
		op.Custom = ""
	}
	op.Options = decodeOptions(t, c.code)
	return op
}

// customOptions are in the table or, in files over 2 GiB, behind the FlatBuffer.
func (d *decoder) customOptions(t table) []byte {
	off, size := t.u64(9), t.u64(10)
	if off <= 1 {
		return t.bytes(5)
	}
	if off > uint64(len(d.r.b)) || size > uint64(len(d.r.b))-off {
		d.r.fail("%d bytes of custom options at %d lie outside the file", size, off)
		return nil
	}
	return d.r.b[off : off+size : off+size]
}

func (d *decoder) signature(_ int, t table) {
	s := graph.SignatureDef{Key: t.str(2), Subgraph: int(int32(t.u32(4)))}
	t.tables(0, "input", func(_ int, t table) { s.Inputs = append(s.Inputs, tensorMap(t)) })
	t.tables(1, "output", func(_ int, t table) { s.Outputs = append(s.Outputs, tensorMap(t)) })
	d.g.Signatures = append(d.g.Signatures, s)
}

func tensorMap(t table) graph.TensorMap {
	return graph.TensorMap{Name: t.str(0), Tensor: int(int32(t.u32(1)))}
}
