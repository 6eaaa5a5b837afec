package proto

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"

	"edged/daemon/place"
	"edged/models/graph"
	"edged/models/task"
)

// Result is an answer on its way out.
type Result struct {
	Model, Version, ID string
	Run                place.Run // who answered
	Queue              time.Duration
	Answer             task.Result
}

// wireResult is a result in the v2 form, with result and parameters of our own.
type wireResult struct {
	Model      string       `json:"model_name"`
	Version    string       `json:"model_version"`
	ID         string       `json:"id"`
	Outputs    []wireTensor `json:"outputs"`
	Result     *wireAnswer  `json:"result,omitempty"`
	Parameters wireStages   `json:"parameters"`
}

type wireTensor struct {
	Name       string          `json:"name"`
	Datatype   string          `json:"datatype"`
	Shape      []int           `json:"shape"`
	Parameters *wireBinary     `json:"parameters,omitempty"`
	Data       json.RawMessage `json:"data,omitempty"`
}

type wireBinary struct {
	Size int `json:"binary_data_size"`
}

type wireStages struct {
	Engine       string     `json:"engine"`
	Kernels      string     `json:"kernels,omitempty"`
	Verified     bool       `json:"verified"`
	Own          int        `json:"own_operators,omitempty"`    // that the engine's library runs itself
	Pieces       int        `json:"delegated_pieces,omitempty"` // that its delegates took
	Attempts     int        `json:"attempts"`
	Milliseconds wireTiming `json:"milliseconds"`
}

type wireTiming struct {
	Queue       float64 `json:"queue"`
	Preprocess  float64 `json:"preprocess"`
	Invoke      float64 `json:"invoke"`
	Postprocess float64 `json:"postprocess"`
}

// ms rounds to microseconds, so that answers stay readable.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// Encode writes a result in the form of its request. The outputs are those the request
// names; without names all of them for the task tensor and none for others, whose result
// says what they mean.
func Encode(r *Request, res *Result) ([]byte, error) {
	w := wireResult{
		Model: res.Model, Version: res.Version, ID: res.ID, Outputs: []wireTensor{},
		Parameters: wireStages{
			Engine: res.Run.Engine, Kernels: res.Run.Kernels, Verified: res.Run.Verified, Attempts: max(res.Run.Attempts, 1),
			Own: res.Run.Own, Pieces: res.Run.Pieces,
			Milliseconds: wireTiming{
				Queue: ms(res.Queue), Preprocess: ms(res.Answer.Timing.Preprocess),
				Invoke: ms(res.Answer.Timing.Invoke), Postprocess: ms(res.Answer.Timing.Postprocess),
			},
		},
	}
	outputs, err := r.selected(&res.Answer)
	if err != nil {
		return nil, err
	}
	var rest []byte
	for _, t := range outputs {
		x := wireTensor{Name: t.Name, Datatype: Datatype(t.Type), Shape: append([]int{}, t.Shape...)}
		if r.Form == Binary {
			x.Parameters = &wireBinary{len(t.Data)}
			rest = append(rest, t.Data...)
		} else if x.Data, err = appendNumbers(nil, t); err != nil {
			return nil, err
		}
		w.Outputs = append(w.Outputs, x)
	}
	if res.Answer.Kind != task.Raw {
		if w.Result, err = answer(&res.Answer); err != nil {
			return nil, err
		}
	}
	doc, err := json.Marshal(w)
	if err != nil || r.Form != Binary {
		return doc, err
	}
	out := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(doc)+len(rest)), uint32(len(doc)))
	return append(append(out, doc...), rest...), nil
}

// selected returns the outputs an answer holds.
func (r *Request) selected(a *task.Result) ([]graph.Tensor, error) {
	if len(r.Outputs) == 0 {
		if a.Kind != task.Raw {
			return nil, nil
		}
		return a.Outputs, nil
	}
	var out []graph.Tensor
	for _, name := range r.Outputs {
		i := slices.IndexFunc(a.Outputs, func(t graph.Tensor) bool { return t.Name == name })
		if i < 0 {
			return nil, Errorf(BadRequest, "no output %.80q; the model has %q", name, names(a.Outputs))
		}
		out = append(out, a.Outputs[i])
	}
	return out, nil
}

func names(list []graph.Tensor) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Name
	}
	return out
}

// appendNumbers writes a tensor's elements as a flat JSON array. JSON has no NaN and no
// infinity: they become null.
func appendNumbers(b []byte, t graph.Tensor) ([]byte, error) {
	size, known := t.Type.Bits()/8, datatypes[Datatype(t.Type)] == t.Type
	if size == 0 || !known {
		return nil, Errorf(Unsupported, "output %q is of type %v, which JSON has no form for: use the binary form", t.Name, t.Type)
	}
	b = append(b, '[')
	for i := 0; i+size <= len(t.Data); i += size {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendElement(b, t.Type, t.Data[i:])
	}
	return append(b, ']'), nil
}

func appendElement(b []byte, t graph.DType, d []byte) []byte {
	le := binary.LittleEndian
	switch t {
	case graph.Float32:
		return appendFloat(b, float64(math.Float32frombits(le.Uint32(d))), 32)
	case graph.Float64:
		return appendFloat(b, math.Float64frombits(le.Uint64(d)), 64)
	case graph.Int8:
		return strconv.AppendInt(b, int64(int8(d[0])), 10)
	case graph.Int16:
		return strconv.AppendInt(b, int64(int16(le.Uint16(d))), 10)
	case graph.Int32:
		return strconv.AppendInt(b, int64(int32(le.Uint32(d))), 10)
	case graph.Int64:
		return strconv.AppendInt(b, int64(le.Uint64(d)), 10)
	case graph.Bool:
		return strconv.AppendBool(b, d[0] != 0)
	}
	var u uint64
	for i := range t.Bits() / 8 {
		u |= uint64(d[i]) << (8 * i)
	}
	return strconv.AppendUint(b, u, 10)
}

func appendFloat(b []byte, f float64, bits int) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, f, 'g', -1, bits)
}
