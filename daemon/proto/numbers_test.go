package proto_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
)

// body is a request with one input.
func body(datatype, shape, data string) string {
	return fmt.Sprintf(`{"inputs":[{"name":"in","shape":%s,"datatype":"%s","data":%s}]}`, shape, datatype, data)
}

func TestNumbers(t *testing.T) {
	le := binary.LittleEndian
	f32 := func(f float32) []byte { return le.AppendUint32(nil, math.Float32bits(f)) }
	for _, c := range []struct {
		datatype, shape, data string
		want                  []byte
	}{
		{"BOOL", "[4]", "[true,false,1,0]", []byte{1, 0, 1, 0}},
		{"UINT8", "[2]", "[0, 255]", []byte{0, 255}},
		{"INT8", "[3]", "[-128,127,-0]", []byte{0x80, 0x7f, 0}},
		{"INT8", "[3]", "[1.0,1e2,-2.50E1]", []byte{1, 100, 0xe7}},
		{"UINT16", "[1]", "[65535]", []byte{255, 255}},
		{"INT16", "[1]", "[-2]", []byte{254, 255}},
		{"INT32", "[1]", "[-2147483648]", []byte{0, 0, 0, 0x80}},
		{"UINT32", "[1]", "[4294967295]", []byte{255, 255, 255, 255}},
		{"INT64", "[1]", "[9223372036854775807]", le.AppendUint64(nil, math.MaxInt64)},
		{"INT64", "[1]", "[-9007199254740993]", le.AppendUint64(nil, ^uint64(9007199254740992))},
		{"UINT64", "[1]", "[18446744073709551615]", le.AppendUint64(nil, math.MaxUint64)},
		{"FP32", "[1]", "[0.1]", f32(0.1)},
		{"FP32", "[1]", "[3.4028235e38]", f32(math.MaxFloat32)},
		{"FP64", "[1]", "[0.1]", le.AppendUint64(nil, math.Float64bits(0.1))},
		{"INT8", "[2,2]", "[[1,2],[3,4]]", []byte{1, 2, 3, 4}},
		{"INT8", "[2,2]", " [ 1 ,\n2,3,4 ] ", []byte{1, 2, 3, 4}},
		{"INT8", "[1,2,2]", "[[[1,2],[3,4]]]", []byte{1, 2, 3, 4}},
		{"INT8", "[]", "[5]", []byte{5}},
		{"INT8", "[0]", "[]", []byte{}},
		{"INT8", "[2,0]", "[[],[]]", []byte{}},
	} {
		r := decode(t, at, body(c.datatype, c.shape, c.data))
		if got := r.Payload.Tensors[0].Data; string(got) != string(c.want) {
			t.Errorf("%s %s: got %v, want %v", c.datatype, c.data, got, c.want)
		}
	}
}

func TestNumbersRefused(t *testing.T) {
	for _, c := range []struct{ datatype, shape, data, want string }{
		{"UINT8", "[1]", "[256]", "256 is no uint8"},
		{"UINT8", "[1]", "[-1]", "-1 is no uint8"},
		{"INT8", "[2]", "[1,-129]", "element 1: -129 is no int8"},
		{"INT8", "[1]", "[1.5]", "1.5 is no int8"},
		{"INT8", "[1]", "[1e-1]", "1e-1 is no int8"},
		{"INT64", "[1]", "[9223372036854775808]", "is no int64"},
		{"INT64", "[1]", "[1e18]", "is no int64"}, // past 2^53 a float says nothing exact
		{"INT8", "[1]", "[1e999999999]", "is no int8"},
		{"INT8", "[1]", "[1" + strings.Repeat("0", 5000) + "]", "is no int8"},
		{"FP32", "[1]", "[1e39]", "1e39 is no number"},
		{"FP64", "[1]", "[1e309]", "1e309 is no number"},
		{"FP32", "[1]", "[null]", "null is no number"},
		{"FP32", "[1]", "[true]", "true is no number"},
		{"FP32", "[1]", "[NaN]", "json"},
		{"FP32", "[1]", `["NaN"]`, "element 0 is no number"},
		{"FP32", "[1]", `[{}]`, "element 0 is no number"},
		{"BOOL", "[1]", "[2]", "2 is not true or false"},
		{"INT8", "[2,2]", "[[1],[2,3,4]]", "wants 2 there"},
		{"INT8", "[2,2]", "[[1,2,3,4]]", "wants 2 there"},
		{"INT8", "[2,2]", "[[1,2],3,4]", "1 arrays deep"},
		{"INT8", "[4]", "[[1,2],[3,4]]", "2 arrays deep"},
		{"INT8", "[2]", "[1,[2]]", "element 1 is an array"},
		{"INT8", "[2,1]", "[[1,[[[]]]]]", "element 1 is an array"},
		{"INT8", "[9]", "[[[[[[[[[1]]]]]]]]]", "deeper than 8"},
	} {
		_, e := refused(t, at, body(c.datatype, c.shape, c.data))
		if !strings.Contains(e.Error(), c.want) {
			t.Errorf("%s %.60s: got %v, want %q", c.datatype, c.data, e, c.want)
		}
		if !strings.Contains(e.Error(), `"in"`) && c.want != "json" {
			t.Errorf("%s: %v does not name the tensor", c.data, e)
		}
	}
}
