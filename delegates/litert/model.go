//go:build native

package litert

/*
#include <stdlib.h>

#include "functions.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// model is a file that LiteRT read, and the signature that stands for its first subgraph.
type model struct {
	m         C.LiteRtModel
	signature C.size_t
	// inputs and outputs are those of the subgraph: types, and their places in the signature.
	inputs, outputs []place
}

// place is a tensor of the first subgraph.
type place struct {
	kind  C.LiteRtRankedTensorType
	index C.size_t // in the signature
}

// newModel reads the file at path.
func newModel(v *environment, path string) (*model, error) {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	m := &model{}
	if err := check("LiteRT does not read the model", C.LiteRtCreateModelFromFile(v.e, name, &m.m)); err != nil {
		return nil, err
	}
	if err := m.find(); err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

// find looks for the signature of the first subgraph. LiteRT makes one for a model without.
func (m *model) find() error {
	var main, sub C.LiteRtSubgraph
	var n C.size_t
	if C.LiteRtGetModelSubgraph(m.m, 0, &main) != 0 || C.LiteRtGetNumModelSignatures(m.m, &n) != 0 {
		return errors.New("LiteRT finds no subgraph in the model")
	}
	for i := range n {
		var s C.LiteRtSignature
		if C.LiteRtGetModelSignature(m.m, i, &s) != 0 || C.LiteRtGetSignatureSubgraph(s, &sub) != 0 || sub != main {
			continue
		}
		m.signature = i
		return m.places(s, main)
	}
	return errors.New("LiteRT finds no signature of the model's first subgraph")
}

func (m *model) places(s C.LiteRtSignature, main C.LiteRtSubgraph) (err error) {
	var ins, outs, sins, souts C.size_t
	if C.LiteRtGetNumSubgraphInputs(main, &ins) != 0 || C.LiteRtGetNumSubgraphOutputs(main, &outs) != 0 ||
		C.LiteRtGetNumSignatureInputs(s, &sins) != 0 || C.LiteRtGetNumSignatureOutputs(s, &souts) != 0 {
		return errors.New("LiteRT does not count the model's inputs and outputs")
	}
	if ins != sins || outs != souts {
		return fmt.Errorf("the model's first subgraph has %d inputs and %d outputs, its signature %d and %d", ins, outs, sins, souts)
	}
	in := func(i C.size_t, t *C.LiteRtTensor) bool { return C.LiteRtGetSubgraphInput(main, i, t) == 0 }
	sin := func(i C.size_t, t *C.LiteRtTensor) bool { return C.LiteRtGetSignatureInputTensorByIndex(s, i, t) == 0 }
	out := func(i C.size_t, t *C.LiteRtTensor) bool { return C.LiteRtGetSubgraphOutput(main, i, t) == 0 }
	sout := func(i C.size_t, t *C.LiteRtTensor) bool { return C.LiteRtGetSignatureOutputTensorByIndex(s, i, t) == 0 }
	if m.inputs, err = match(ins, in, sin); err != nil {
		return fmt.Errorf("input %w", err)
	}
	if m.outputs, err = match(outs, out, sout); err != nil {
		return fmt.Errorf("output %w", err)
	}
	return nil
}

// match finds each tensor of a subgraph among those of its signature, whose order may differ.
func match(n C.size_t, subgraph, signature func(C.size_t, *C.LiteRtTensor) bool) ([]place, error) {
	list := make([]place, n)
	taken := make([]bool, n)
	for i := range n {
		var t, u C.LiteRtTensor
		if !subgraph(i, &t) || C.LiteRtGetRankedTensorType(t, &list[i].kind) != 0 {
			return nil, fmt.Errorf("%d has no type that LiteRT knows", i)
		}
		j := C.size_t(0)
		for ; j < n && (taken[j] || !signature(j, &u) || u != t); j++ {
		}
		if j == n {
			return nil, fmt.Errorf("%d is not in the model's signature", i)
		}
		taken[j], list[i].index = true, j
	}
	return list, nil
}

func (m *model) close() { C.LiteRtDestroyModel(m.m) }
