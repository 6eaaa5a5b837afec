package graph

// Graph is a whole model: its subgraphs, the first of which is the one that runs, and
// what the file says about itself.
type Graph struct {
	Version     int // of the schema; 3
	Description string
	Subgraphs   []*Subgraph
	Signatures  []SignatureDef
	Metadata    []Metadata
	// Packed holds files appended to the model as a ZIP (labels, vocabularies), by name.
	Packed map[string][]byte
}

// Subgraph is a list of operators in the order they run.
type Subgraph struct {
	Name    string
	Tensors []Tensor
	Inputs  []int // indices into Tensors
	Outputs []int
	Ops     []Op
}

// Op is one operator with the tensors it reads and writes.
type Op struct {
	Code    OpCode
	Custom  string // the operator's name when Code is OpCustom
	Version int    // of the operator; types are never judged by it
	Inputs  []int  // indices into Tensors; -1: an optional input left out
	Outputs []int
	// Intermediates are tensors that carry quantization parameters of values inside the
	// operator (LSTM).
	Intermediates []int
	Mutating      []bool // which variable inputs the operator changes
	// Options is a pointer to the operator's own options type, Conv2DOptions for
	// example, never nil for an operator that has one. Operators without attributes
	// have nil.
	Options       any
	CustomOptions []byte // FlexBuffers, for custom operators
}

// Name returns the operator's name as messages give it: the schema's, or the custom
// operator's own.
func (o *Op) Name() string {
	if o.Code == OpCustom {
		return o.Custom
	}
	return o.Code.String()
}

// SignatureDef names a subgraph's inputs and outputs for callers.
type SignatureDef struct {
	Key      string
	Subgraph int
	Inputs   []TensorMap
	Outputs  []TensorMap
}

// TensorMap gives a tensor of a subgraph a name.
type TensorMap struct {
	Name   string
	Tensor int
}

// Metadata is a named blob, TFLITE_METADATA for example.
type Metadata struct {
	Name string
	Data []byte
}

// Signature is what a caller of a loaded model sees: inputs and outputs in order,
// without data.
type Signature struct {
	Key     string // of the SignatureDef; empty: the subgraph's own inputs and outputs
	Inputs  []Tensor
	Outputs []Tensor
}

// MetadataNamed returns the blob of that name, nil if there is none.
func (g *Graph) MetadataNamed(name string) []byte {
	for _, m := range g.Metadata {
		if m.Name == name {
			return m.Data
		}
	}
	return nil
}
