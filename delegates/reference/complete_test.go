package reference_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/models/graph"
)

// wanted are the operators that converters write for the networks edged is made for.
const wanted = `ABS ADD ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE AVERAGE_POOL_2D BATCH_MATMUL
BATCH_TO_SPACE_ND BROADCAST_ARGS BROADCAST_TO CALL_ONCE CAST CEIL CONCATENATION CONV_2D CONV_3D
COS CUMSUM DEPTH_TO_SPACE DEPTHWISE_CONV_2D DEQUANTIZE DIV DYNAMIC_UPDATE_SLICE ELU
EMBEDDING_LOOKUP EQUAL EXP EXPAND_DIMS FILL FLOOR FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER
GATHER_ND GELU GREATER GREATER_EQUAL HARD_SWISH IF L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LESS
LESS_EQUAL LOG LOG_SOFTMAX LOGICAL_AND LOGICAL_OR LOGICAL_NOT LOGISTIC LSTM MATRIX_DIAG
MAX_POOL_2D MAXIMUM MEAN MINIMUM MIRROR_PAD MUL NEG NON_MAX_SUPPRESSION_V4
NON_MAX_SUPPRESSION_V5 NOT_EQUAL ONE_HOT PACK PAD PADV2 POW PRELU QUANTIZE RANGE READ_VARIABLE
REDUCE_ALL REDUCE_ANY REDUCE_MAX REDUCE_MIN REDUCE_PROD RELU RELU6 RELU_N1_TO_1 RELU_0_TO_1
RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR REVERSE_V2 RFFT2D ROUND RSQRT SCATTER_ND SELECT
SELECT_V2 SHAPE SIGN SIN SLICE SOFTMAX SPACE_TO_BATCH_ND SPACE_TO_DEPTH SPLIT SPLIT_V SQRT
SQUARE SQUARED_DIFFERENCE SQUEEZE STABLEHLO_COMPOSITE STRIDED_SLICE SUB SUM SVDF TANH TILE
TOPK_V2 TRANSPOSE TRANSPOSE_CONV UNIDIRECTIONAL_SEQUENCE_LSTM UNIDIRECTIONAL_SEQUENCE_RNN UNPACK
VAR_HANDLE WHERE WHILE ZEROS_LIKE`

// unjudged are operators that LiteRT's Python runs none of, and where they are tested.
var unjudged = map[graph.OpCode]string{
	graph.OpCall:            "TestCall",
	graph.OpHashtable:       "TestHashtable",
	graph.OpHashtableFind:   "TestHashtable",
	graph.OpHashtableImport: "TestHashtable",
	graph.OpHashtableSize:   "TestHashtable",
}

// TestComplete names the operators that are wanted and have no kernel, and those that
// have one and no case that LiteRT judges.
func TestComplete(t *testing.T) {
	judged := map[graph.OpCode]bool{}
	for _, cases := range enginetest.Cases() {
		for _, c := range cases {
			for _, s := range c.Graph.Subgraphs {
				for i := range s.Ops {
					judged[s.Ops[i].Code] = true
				}
			}
		}
	}
	names := strings.Fields(wanted)
	have := 0
	for code := range graph.OpCodes {
		kernel := code.Known() && code != graph.OpCustom && hasKernel(code)
		switch {
		case kernel:
			have++
			if !judged[code] && unjudged[code] == "" {
				t.Errorf("%v: no case in enginetest", code)
			}
		case slices.Contains(names, code.String()):
			t.Errorf("%v: no kernel", code)
		}
		if i := slices.Index(names, code.String()); i >= 0 {
			names = slices.Delete(names, i, i+1)
		}
	}
	if len(names) > 0 {
		t.Errorf("not operators: %v", names)
	}
	t.Logf("%d operators", have)
}

// hasKernel asks about a graph whose second operator has none.
func hasKernel(code graph.OpCode) bool {
	err := reference.Engine{}.Supports(&graph.Graph{Subgraphs: []*graph.Subgraph{{
		Ops: []graph.Op{{Code: code}, {Code: graph.OpCustom, Custom: "nothing"}},
	}}})
	var u *graph.UnsupportedError
	return errors.As(err, &u) && u.Index == 1
}
