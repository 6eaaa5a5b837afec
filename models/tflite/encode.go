package tflite

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"unsafe"

	flatbuffers "github.com/google/flatbuffers/go"

	"edged/models/graph"
)

// Encode writes a graph as a .tflite file. Equal graphs give equal bytes: buffers are
// stored in the order of the tensors that use them, once for all tensors that share the
// same memory, and operator kinds in the order of first use. Decoding the file gives the
// graph back.
func Encode(g *graph.Graph) ([]byte, error) {
	e := &encoder{b: flatbuffers.NewBuilder(1 << 16), g: g, codeIndex: map[opCode]int{}, stored: map[blob]uint32{}}
	e.buffers = [][]byte{nil} // buffer 0 is the empty one
	size := int64(0)
	for _, s := range g.Subgraphs {
		for i := range s.Tensors {
			size += int64(len(s.Tensors[i].Data))
		}
	}
	if size > maxConstants {
		return nil, fmt.Errorf("tflite: %d bytes of constants, a file holds %d at most", size, maxConstants)
	}
	root, err := e.model()
	if err != nil {
		return nil, fmt.Errorf("tflite: %w", err)
	}
	e.b.FinishWithFileIdentifier(root, []byte(identifier))
	return pack(e.b.FinishedBytes(), g.Packed)
}

// maxConstants leaves room for the rest of a file below FlatBuffers' limit of 2 GiB.
const maxConstants = 1<<31 - 1<<26

// encoder writes one model. FlatBuffers grow from the end, so children come first.
type encoder struct {
	b         *flatbuffers.Builder
	g         *graph.Graph
	buffers   [][]byte
	codes     []opCode
	codeIndex map[opCode]int
	stored    map[blob]uint32
}

// blob names a stretch of memory.
type blob struct {
	start *byte
	size  int
}

// ref is the place of something already written; 0 means none.
type ref = flatbuffers.UOffsetT

func (e *encoder) model() (ref, error) {
	var subs, meta, sigs []ref
	for i, s := range e.g.Subgraphs {
		r, err := e.subgraph(s)
		if err != nil {
			return 0, fmt.Errorf("subgraph %d: %w", i, err)
		}
		subs = append(subs, r)
	}
	for _, m := range e.g.Metadata {
		meta = append(meta, e.table(e.str(0, m.Name), u32(1, e.buffer(m.Data))))
	}
	for _, s := range e.g.Signatures {
		sigs = append(sigs, e.signature(s))
	}
	var codes, buffers []ref
	for _, c := range e.codes {
		codes = append(codes, e.opCode(c))
	}
	for _, b := range e.buffers {
		buffers = append(buffers, e.table(e.aligned(0, b)))
	}
	return e.table(
		u32(modelVersion, 3),
		e.vector(modelCodes, codes),
		e.vector(modelSubgraphs, subs),
		e.str(modelDescription, e.g.Description),
		e.vector(modelBuffers, buffers),
		e.vector(modelMetadata, meta),
		e.vector(modelSignatures, sigs),
	), nil
}

// buffer stores a blob and returns its number.
func (e *encoder) buffer(b []byte) uint32 {
	if b == nil {
		return 0
	}
	key := blob{unsafe.SliceData(b), len(b)}
	if i, ok := e.stored[key]; ok && len(b) > 0 {
		return i
	}
	e.buffers = append(e.buffers, b)
	e.stored[key] = uint32(len(e.buffers) - 1)
	return e.stored[key]
}

func (e *encoder) opCode(c opCode) ref {
	return e.table(
		i8(0, int8(min(c.code, graph.OpPlaceholderForGreaterOpCodes))),
		e.str(1, c.custom),
		i32(2, int32(c.version), 1),
		i32(3, int32(c.code), 0),
	)
}

func (e *encoder) subgraph(s *graph.Subgraph) (ref, error) {
	var tensors, ops []ref
	for i := range s.Tensors {
		r, err := e.tensor(&s.Tensors[i])
		if err != nil {
			return 0, fmt.Errorf("tensor %d: %w", i, err)
		}
		tensors = append(tensors, r)
	}
	for i := range s.Ops {
		r, err := e.operator(&s.Ops[i])
		if err != nil {
			return 0, fmt.Errorf("operator %d: %w", i, err)
		}
		ops = append(ops, r)
	}
	return e.table(
		e.present(0, tensors),
		e.ints(1, s.Inputs, true),
		e.ints(2, s.Outputs, true),
		e.present(3, ops),
		e.str(4, s.Name),
	), nil
}

func (e *encoder) operator(op *graph.Op) (ref, error) {
	c := opCode{code: op.Code, custom: op.Custom, version: op.Version}
	i, ok := e.codeIndex[c]
	if !ok {
		i = len(e.codes)
		e.codeIndex[c] = i
		e.codes = append(e.codes, c)
	}
	fields := []field{
		u32(0, uint32(i)),
		e.ints(1, op.Inputs, true),
		e.ints(2, op.Outputs, true),
		e.bytes(5, op.CustomOptions, 1),
		e.bools(7, op.Mutating),
		e.ints(8, op.Intermediates, false),
	}
	options, err := e.options(op)
	if err != nil {
		return 0, err
	}
	return e.table(append(fields, options...)...), nil
}

func (e *encoder) signature(s graph.SignatureDef) ref {
	list := func(m []graph.TensorMap) (out []ref) {
		for _, x := range m {
			out = append(out, e.table(e.str(0, x.Name), u32(1, uint32(x.Tensor))))
		}
		return out
	}
	in, out := list(s.Inputs), list(s.Outputs)
	return e.table(e.vector(0, in), e.vector(1, out), e.str(2, s.Key), u32(4, uint32(s.Subgraph)))
}

// pack appends files to a model as an uncompressed ZIP whose offsets count from the start
// of the whole file, as TFLite's metadata library does.
func pack(model []byte, files map[string][]byte) ([]byte, error) {
	if len(files) == 0 {
		return model, nil
	}
	out := bytes.NewBuffer(slices.Clip(model))
	w := zip.NewWriter(out)
	w.SetOffset(int64(len(model)))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, fmt.Errorf("tflite: packed file %q: %w", name, err)
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
