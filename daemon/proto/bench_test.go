package proto_test

import (
	"testing"

	"edged/daemon/proto"
	"edged/models/graph"
	"edged/models/task"
)

const small = `{"id":"7","inputs":[{"name":"in","shape":[1,64],"datatype":"INT8","data":[` +
	`1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,` +
	`1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}]}`

func BenchmarkDecodeJSON64(b *testing.B) {
	d := decoder()
	for b.Loop() {
		if _, err := d.Decode(at, []byte(small), false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeBinary64(b *testing.B) {
	d := decoder()
	payload := []byte(frame(`{"inputs":[{"name":"in","shape":[1,64],"datatype":"INT8","parameters":{"binary_data_size":64}}]}`, make([]byte, 64)...))
	for b.Loop() {
		if _, err := d.Decode(at+"/bin/7", payload, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode64(b *testing.B) {
	res := answered(task.Raw, tensor("y", graph.Int8, make([]byte, 64), 1, 64))
	r := &proto.Request{}
	for b.Loop() {
		if _, err := proto.Encode(r, res); err != nil {
			b.Fatal(err)
		}
	}
}
