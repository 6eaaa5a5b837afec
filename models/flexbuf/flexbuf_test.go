package flexbuf_test

import (
	"encoding/binary"
	"testing"

	"edged/internal/testkit"
	"edged/models/flexbuf"
	"edged/models/graph"
	"edged/models/tflite"
)

func TestRoundTrip(t *testing.T) {
	b, err := flexbuf.Encode(map[string]any{"max_detections": 10, "h_scale": 5.0, "use_regular_nms": true, "offset": -3})
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, b)
	if m.Len() != 4 {
		t.Errorf("%d entries", m.Len())
	}
	if v, err := m.Int("max_detections", 0); v != 10 || err != nil {
		t.Errorf("int: %v, %v", v, err)
	}
	if v, err := m.Int("offset", 0); v != -3 || err != nil {
		t.Errorf("negative int: %v, %v", v, err)
	}
	if v, err := m.Float("h_scale", 0); v != 5 || err != nil {
		t.Errorf("float: %v, %v", v, err)
	}
	if v, err := m.Float("max_detections", 0); v != 10 || err != nil {
		t.Errorf("int as a float: %v, %v", v, err)
	}
	if v, err := m.Bool("use_regular_nms", false); !v || err != nil {
		t.Errorf("bool: %v, %v", v, err)
	}
	if v, err := m.Int("missing", 7); v != 7 || err != nil {
		t.Errorf("missing: %v, %v", v, err)
	}
}

func decode(t *testing.T, b []byte) flexbuf.Map {
	t.Helper()
	v, err := flexbuf.Root(b)
	if err != nil {
		t.Fatal(err)
	}
	m, err := v.Map()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestRealOptions reads what TensorFlow's converter wrote.
func TestRealOptions(t *testing.T) {
	m := decode(t, realOptions(t))
	for key, want := range map[string]float64{"max_detections": 10, "num_classes": 90, "y_scale": 10, "x_scale": 10, "h_scale": 5, "w_scale": 5} {
		if v, err := m.Float(key, -1); v != want || err != nil {
			t.Errorf("%s: %v, %v, want %v", key, v, err, want)
		}
	}
	if v, err := m.Float("nms_iou_threshold", 0); v < 0.59 || v > 0.61 || err != nil {
		t.Errorf("nms_iou_threshold: %v, %v", v, err)
	}
}

func realOptions(t testing.TB) []byte {
	g, err := tflite.Decode(testkit.Read(t, "vision", "detect.tflite"), tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range g.Subgraphs[0].Ops {
		if op.Code == graph.OpCustom {
			return op.CustomOptions
		}
	}
	t.Fatal("no custom operator")
	return nil
}

func TestRefused(t *testing.T) {
	good, err := flexbuf.Encode(map[string]any{"a": 1})
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(good) {
		v, err := flexbuf.Root(good[:n])
		if err != nil {
			continue
		}
		if m, err := v.Map(); err == nil {
			_, _ = m.Int("a", 0)
		}
	}
	if _, err := flexbuf.Root(nil); err == nil {
		t.Error("nothing is a buffer")
	}
	if _, err := flexbuf.Encode(map[string]any{"a": "text"}); err == nil {
		t.Error("a string was encoded")
	}
	far := append([]byte(nil), good...)
	binary.LittleEndian.PutUint64(far[len(far)-10:], 1<<62)
	if v, err := flexbuf.Root(far); err == nil {
		if _, err := v.Map(); err == nil {
			t.Error("an offset out of the buffer was followed")
		}
	}
}

// FuzzMap reads any bytes as the attributes of a custom operator.
func FuzzMap(f *testing.F) {
	b, err := flexbuf.Encode(map[string]any{"a": 1, "b": 2.5, "c": true})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, "a")
	f.Fuzz(func(_ *testing.T, b []byte, key string) {
		v, err := flexbuf.Root(b)
		if err != nil {
			return
		}
		if m, err := v.Map(); err == nil {
			_, _ = m.Int(key, 0)
			_, _ = m.Float(key, 0)
			_, _ = m.Bool(key, false)
		}
	})
}
