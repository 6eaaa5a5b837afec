package pipeline_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"edged/daemon/journal"
	"edged/daemon/pipeline"
	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/daemon/proto"
	"edged/daemon/sched"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/models/graph"
	"edged/models/task"
)

// relu is a model of one operator: 64 int8 in, those below 0 become 0.
func relu() *graph.Graph {
	q := &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{0}}
	tensor := func(name string) graph.Tensor {
		return graph.Tensor{Name: name, Type: graph.Int8, Shape: []int{1, 64}, HasRank: true, Quant: q}
	}
	return &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{tensor("x"), tensor("y")}, Inputs: []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}}
}

// load is what a daemon's loader does: validate, place, bind.
func load(ctx context.Context) (*pool.Loaded, error) {
	g := relu()
	if err := graph.Validate(g); err != nil {
		return nil, err
	}
	p, err := place.First{reference.Engine{}}.Choose(ctx, place.Job{Model: delegates.Model{Name: "relu", Graph: g}})
	if err != nil {
		return nil, err
	}
	t, err := task.Find(task.Raw)
	if err != nil {
		return nil, err
	}
	r, err := t.Bind(task.Bundle{Model: "relu", Graph: g, Invoker: p.Session})
	if err != nil {
		return nil, err
	}
	return &pool.Loaded{Runner: r, Bytes: 1000, Close: p.Session.Close}, nil
}

// way is everything between two topics.
type way struct {
	decoder  proto.Decoder
	journal  journal.Journal
	sched    *sched.Scheduler
	pipeline pipeline.Pipeline
	sent     chan journal.Outcome
}

func newWay(t testing.TB) *way {
	w := &way{
		decoder: proto.Decoder{Topics: proto.Topics{Device: "d"}}, journal: journal.NewMemory(journal.Limits{}),
		sched: sched.New(sched.Options{}), sent: make(chan journal.Outcome, 16),
		pipeline: pipeline.Pipeline{Pool: pool.New(0), Log: quiet},
	}
	if err := w.pipeline.Pool.Put(context.Background(), "relu", load); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.sched.Stop(context.Background())
		w.pipeline.Pool.Close()
	})
	return w
}

// receive takes a message the way the daemon does.
func (w *way) receive(topic string, payload []byte) error {
	arrived := time.Now()
	r, err := w.decoder.Decode(topic, payload, false)
	if err != nil {
		return err
	}
	k := journal.Key{Model: r.Model, ID: r.ID}
	switch v, o := w.journal.Accept(k, r.Sum); v {
	case journal.New:
	case journal.Finished:
		w.sent <- o
		return nil
	default:
		return fmt.Errorf("verdict %d", v)
	}
	return w.sched.Submit(&sched.Job{
		Model: r.Model, Priority: r.Priority, Deadline: arrived.Add(time.Minute),
		Run: func(ctx context.Context) {
			res, err := w.pipeline.Run(ctx, r, time.Since(arrived))
			var text []byte
			if err == nil {
				text, err = proto.Encode(r, res)
			}
			if err != nil {
				text = proto.EncodeError(r.ID, pipeline.Classify(err, proto.EngineFailed))
			}
			o := journal.Outcome{Topic: r.ReplyTo, Payload: text}
			w.journal.Finish(k, o)
			w.sent <- o
		},
		Refuse: func(error) {},
	})
}

// numbers are 64 elements from first on, as JSON.
func numbers(first int) string {
	list := make([]int, 64)
	for i := range list {
		list[i] = first + i
	}
	b, _ := json.Marshal(list)
	return string(b)
}

func ask(id string) []byte {
	return fmt.Appendf(nil, `{"id":%q,"inputs":[{"name":"x","shape":[1,64],"datatype":"INT8","data":%s}]}`, id, numbers(-32))
}

func TestWay(t *testing.T) {
	w := newWay(t)
	var first journal.Outcome
	for range 2 { // the second time the journal answers
		if err := w.receive("edged/d/models/relu/infer", ask("7")); err != nil {
			t.Fatal(err)
		}
		o := <-w.sent
		if first.Payload == nil {
			first = o
		}
		if !bytes.Equal(o.Payload, first.Payload) || o.Topic != "edged/d/models/relu/response/7" {
			t.Errorf("got %s on %s", o.Payload, o.Topic)
		}
	}
	var got struct {
		ID      string
		Outputs []struct {
			Name string
			Data []int
		}
	}
	if err := json.Unmarshal(first.Payload, &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != "7" || len(got.Outputs) != 1 || len(got.Outputs[0].Data) != 64 {
		t.Fatalf("got %s", first.Payload)
	}
	for i, v := range got.Outputs[0].Data {
		if v != max(0, i-32) {
			t.Errorf("element %d is %d", i, v)
		}
	}
}

func TestWayOfABadRequest(t *testing.T) {
	w := newWay(t)
	for i, body := range []string{
		`{"inputs":[{"name":"x","shape":[64],"datatype":"INT8","data":` + numbers(0) + `}]}`,
		`{"inputs":[{"name":"x","shape":[1,64],"datatype":"UINT8","data":` + numbers(0) + `}]}`,
		`{"inputs":[{"name":"z","shape":[1,64],"datatype":"INT8","data":` + numbers(0) + `}]}`,
		`{"outputs":[{"name":"z"}],"inputs":[{"name":"x","shape":[1,64],"datatype":"INT8","data":` + numbers(0) + `}]}`,
		`{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":["a text"]}]}`,
	} {
		if err := w.receive(fmt.Sprintf("edged/d/models/relu/infer/%d", i), []byte(body)); err != nil {
			t.Fatal(err)
		}
		if o := <-w.sent; !bytes.Contains(o.Payload, []byte(`"code":"BAD_REQUEST"`)) {
			t.Errorf("%s: got %s", body, o.Payload)
		}
	}
}

func TestWayOfABinaryRequest(t *testing.T) {
	w := newWay(t)
	doc := `{"inputs":[{"name":"x","shape":[1,64],"datatype":"INT8","parameters":{"binary_data_size":64}}]}`
	in := make([]byte, 64)
	in[0], in[1] = 0x80, 0x7f
	payload := append(append(binary.LittleEndian.AppendUint32(nil, uint32(len(doc))), doc...), in...)
	if err := w.receive("edged/d/models/relu/infer/bin/7", payload); err != nil {
		t.Fatal(err)
	}
	in[0] = 0
	if o := <-w.sent; !bytes.HasSuffix(o.Payload, in) {
		t.Errorf("got %q", o.Payload)
	}
}

// BenchmarkWay is the whole cost of a request of 64 bytes but for MQTT.
func BenchmarkWay(b *testing.B) {
	w := newWay(b)
	for i := 0; b.Loop(); i++ {
		if err := w.receive("edged/d/models/relu/infer", ask(fmt.Sprint(i))); err != nil {
			b.Fatal(err)
		}
		<-w.sent
	}
}
