package reference_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// invalid says what the engine answers to the bad models that decode; an empty reason means
// that the model runs, as it does on LiteRT. Those missing here do not decode: see
// models/tflite.
var invalid = map[string]string{
	"2_subgraphs_dont_delegate_name.bin": "",
	"conv_huge_im2col.bin":               "",
	"custom_sinh.bin":                    "Sinh (operator 0) is not supported",
	"double_flex.bin":                    "FlexDouble (operator 0) is not supported",
	"empty_model.bin":                    "",
	"model_invoking_error.tflite":        "fake-op-double (operator 0) is not supported",
	"nested_while.bin":                   "context deadline exceeded", // on zeros it never ends
	"simple_add_dynamic_shape.tflite":    "",
	"softplus_flex.bin":                  "FlexSoftplus (operator 0) is not supported",
	"tensor_string_data_type.bin":        "ADD (operator 0): no kernel for string string to string",
	"while_op_with_forwarding_input.bin": "",
	"zero_size_constant.bin":             "",
}

func TestInvalidModels(t *testing.T) {
	paths, err := filepath.Glob(testkit.Data(t, "invalid", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no bad models in the shared data folder: %v", err)
	}
	decoded := 0
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		g, err := tflite.Decode(b, tflite.Limits{})
		if err != nil || graph.Validate(g) != nil {
			continue
		}
		decoded++
		name := filepath.Base(p)
		want, known := invalid[name]
		err = runOnce(g)
		switch {
		case !known:
			t.Errorf("%s is not in the table: %v", name, err)
		case want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
	if decoded != len(invalid) {
		t.Errorf("%d models decode, the table has %d", decoded, len(invalid))
	}
}

// runOnce loads a graph and runs it on zeros, one with loops for no longer than a moment.
func runOnce(g *graph.Graph) error {
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	sig := s.Signature()
	for i := range sig.Inputs {
		sig.Inputs[i].Data = make([]byte, sig.Inputs[i].Bytes())
	}
	ctx := context.Background()
	if loops(g) {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 200*time.Millisecond)
		defer cancel()
	}
	return s.Invoke(ctx, sig.Inputs, make([]graph.Tensor, len(sig.Outputs)))
}
