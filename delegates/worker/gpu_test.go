//go:build linux

package worker_test

import (
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/worker/workertest"
)

func TestGPU(t *testing.T) {
	e := workertest.GPU(t)
	l, err := e.Probe(t.Context())
	t.Log(l, err)
	for _, name := range []string{"vision/mobilenet_v2_1.0_224_quant.tflite", "vision/tf2_mobilenet_v2_1.0_224_ptq.tflite"} {
		enginetest.RunModel(t, e, enginetest.Tolerance{LSB: 0, Kernels: "xnnpack"}, []int{1}, strings.Split(name, "/")...)
	}
	_ = delegates.Options{}
}
