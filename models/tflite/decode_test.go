package tflite

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/internal/testkit"
	"edged/models/graph"
)

// models returns every model file below the shared data folder that LiteRT loads.
func models(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(testkit.Data(t, "*", "*.tflite"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no models in the shared data folder: %v", err)
	}
	out := map[string][]byte{}
	for _, p := range paths {
		if filepath.Base(filepath.Dir(p)) == "invalid" {
			continue
		}
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(p)] = b
	}
	return out
}

func TestDecodeRealModels(t *testing.T) {
	for name, b := range models(t) {
		g, err := Decode(b, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ops := 0
		for _, s := range g.Subgraphs {
			ops += len(s.Ops)
		}
		if ops == 0 {
			t.Errorf("%s: no operators", name)
		}
	}
}

func TestEncodeIsStable(t *testing.T) {
	for name, b := range models(t) {
		first := reencode(t, name, b)
		if again := reencode(t, name, first); !bytes.Equal(first, again) {
			t.Errorf("%s: encoding what was encoded gives other bytes", name)
		}
	}
}

func reencode(t *testing.T, name string, b []byte) []byte {
	t.Helper()
	g, err := Decode(b, Limits{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out, err := Encode(g)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func TestRealModelsAreValid(t *testing.T) {
	for name, b := range models(t) {
		g, err := Decode(b, Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := graph.Validate(g); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// invalid says what is wrong with each file of the folder of bad models; an empty reason
// means that the file is well-formed and fails, if at all, in an engine.
var invalid = map[string]string{
	"0_subgraphs.bin":                     "the model has no subgraph",
	"2_subgraphs_dont_delegate_name.bin":  "",
	"add_shared_tensors.bin":              `ADD (operator 0): output 0, tensor 1 "input", has a value already`,
	"conv_huge_im2col.bin":                "",
	"crafted_root_offset_oob_8B.tflite":   "offset at 0 leads to 24, outside the file of 8 bytes",
	"custom_sinh.bin":                     "",
	"double_flex.bin":                     "",
	"empty_model.bin":                     "",
	"invalid_model.bin":                   "the identifier TFL3 is missing",
	"model_invoking_error.tflite":         "",
	"nested_while.bin":                    "",
	"no_subgraphs.bin":                    "the model has no subgraph",
	"simple_add_dynamic_shape.tflite":     "",
	"softplus_flex.bin":                   "",
	"sparse_tensor.bin":                   `the subgraph's input 0 is the constant tensor 0 "sparse_tensor"`,
	"tensor_string_data_type.bin":         "",
	"test_custom_node_with_init_data.bin": `the subgraph's input 1 is the constant tensor 1 "b"`,
	"while_op_with_forwarding_input.bin":  "",
	"zero_size_constant.bin":              "",
}

func TestInvalidModels(t *testing.T) {
	paths, err := filepath.Glob(testkit.Data(t, "invalid", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no bad models in the shared data folder: %v", err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		g, err := Decode(b, Limits{})
		if err == nil {
			err = graph.Validate(g)
		}
		want, known := invalid[filepath.Base(p)]
		switch {
		case !known:
			t.Errorf("%s is not in the table: %v", filepath.Base(p), err)
		case want == "" && err != nil:
			t.Errorf("%s: %v", filepath.Base(p), err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %q", filepath.Base(p), err, want)
		}
	}
}
