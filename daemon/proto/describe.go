package proto

import (
	"encoding/json"

	"edged/models/graph"
)

// Description is what is retained about a model.
type Description struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	Task    string `json:"task,omitempty"`
	Engine  string `json:"engine,omitempty"`
	Kernels string `json:"kernels,omitempty"`
	// Verified says whether the engine's answers were compared with the reference engine's.
	Verified bool     `json:"verified"`
	Own      int      `json:"own_operators,omitempty"`    // that the engine's library runs itself
	Pieces   int      `json:"delegated_pieces,omitempty"` // that its delegates took
	State    string   `json:"state"`                      // ready, or failed
	Error    string   `json:"error,omitempty"`
	Refused  []string `json:"refused,omitempty"` // engines that did not take it, and why
	Inputs   []Port   `json:"inputs,omitempty"`
	Outputs  []Port   `json:"outputs,omitempty"`
}

// The states of a model.
const (
	StateReady  = "ready"
	StateFailed = "failed"
)

// Port is one input or output of a model.
type Port struct {
	Name     string `json:"name"`
	Datatype string `json:"datatype"`
	Shape    []int  `json:"shape"`
}

// Ports describes tensors.
func Ports(list []graph.Tensor) []Port {
	var out []Port
	for _, t := range list {
		out = append(out, Port{Name: t.Name, Datatype: Datatype(t.Type), Shape: append([]int{}, t.Shape...)})
	}
	return out
}

// Encode writes the description as JSON.
func (d *Description) Encode() []byte {
	b, err := json.Marshal(d)
	if err != nil {
		// Strings and numbers always have a JSON form.
		panic(err)
	}
	return b
}
