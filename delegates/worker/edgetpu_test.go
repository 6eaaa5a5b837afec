//go:build linux

package worker_test

import (
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/delegates/worker"
	"edged/delegates/worker/workertest"
	"edged/models/graph"
	"edged/models/tflite"
)

// tpuModel is a model compiled for the Edge TPU of the tests: 3x - 5 of int8, and the type of
// the device.
func tpuModel(t testing.TB) delegates.Model {
	t.Helper()
	q := &graph.Quant{Scale: []float32{1}, ZeroPoint: []int64{0}}
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{
			{Name: "x", Type: graph.Int8, Shape: []int{1, 4}, Quant: q}, {Name: "y", Type: graph.Int8, Shape: []int{1, 4}, Quant: q},
			{Name: "device", Type: graph.Int8, Shape: []int{1}, Quant: q},
		},
		Inputs: []int{0}, Outputs: []int{1, 2},
		Ops: []graph.Op{{Code: graph.OpCustom, Custom: graph.EdgeTPUOperator, Version: 1, CustomOptions: []byte{3, 0xfb}, Inputs: []int{0}, Outputs: []int{1, 2}}},
	}}}
	file, err := tflite.Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	return delegates.Model{Name: "tpu", Graph: g, File: file}
}

func edgeTPU(t testing.TB, flags ...string) worker.Engine {
	t.Helper()
	e := workertest.Engine(t, "edgetpu")
	e.Driver = workertest.Build(t, "libedgetpu.so.1", append(flags, "edgetpu.c")...)
	return e
}

// The delegate takes the custom operator and computes it on the device that was chosen.
func TestEdgeTPU(t *testing.T) {
	m := tpuModel(t)
	for device, kind := range map[string]byte{"": 0, "usb": 1, "usb:0": 1, "pci:0": 0, ":1": 1, "/dev/apex_0": 0} {
		e := edgeTPU(t)
		e.Options = map[string]string{"device": device, "Performance": "Max"}
		if err := e.Supports(m.Graph); err != nil {
			t.Fatal(err)
		}
		s := open(t, e, m)
		out := make([]graph.Tensor, 2)
		in := []graph.Tensor{{Type: graph.Int8, Shape: []int{1, 4}, Data: []byte{1, 0xff, 100, 0x9c}}}
		if err := s.Invoke(t.Context(), in, out); err != nil {
			t.Fatal(err)
		}
		if want := "\xfe\xf8\x7f\x80"; string(out[0].Data) != want || out[1].Data[0] != kind {
			t.Errorf("%q: %x on device %d, wants %x on %d", device, out[0].Data, out[1].Data[0], want, kind)
		}
		if own, pieces := s.(delegates.Delegated).Delegated(); own != 0 || pieces != 1 {
			t.Errorf("%d operators on the library, %d pieces on delegates", own, pieces)
		}
	}
}

// Both devices are listed with their paths, and the library's version.
func TestEdgeTPUDevices(t *testing.T) {
	l, err := edgeTPU(t).Probe(t.Context())
	want := "pci:0 /dev/apex_0, usb:0 /sys/bus/usb/devices/2-1, BuildLabel"
	if got := strings.Join(l.Devices, ", "); err != nil || !strings.HasPrefix(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

// What does not go together is refused with the reason.
func TestEdgeTPURefuses(t *testing.T) {
	compiled, plain := tpuModel(t), reluModel(t, 4)
	said := func(err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	said(workertest.Engine(t, "xnnpack").Supports(compiled.Graph), "compiled for the Edge TPU")
	said(reference.New().Supports(compiled.Graph), "compiled for the Edge TPU")
	said(edgeTPU(t).Supports(plain.Graph), "edgetpu_compiler")
	_, err := edgeTPU(t, `-DVERSION="BuildLabel(COMPILER=6.3.0 20170516,DATE=redacted), RuntimeVersion(14)"`).Load(t.Context(), compiled, delegates.Options{})
	said(err, "crashes from 2.12 on")
	e := edgeTPU(t)
	e.Options = map[string]string{"device": "usb:1"}
	_, err = e.Load(t.Context(), compiled, delegates.Options{})
	said(err, `no Edge TPU "usb:1"; there are pci:0 /dev/apex_0, usb:0`)
	e.Driver = "libedgetpu-nowhere.so.1"
	_, err = e.Probe(t.Context())
	said(err, "libedgetpu-nowhere.so.1: cannot open")
	e.Driver = "libm.so.6"
	_, err = e.Probe(t.Context())
	said(err, "libm.so.6 has no edgetpu_version")
}
