//go:build native

package tflite

/*
#include <stdint.h>
#include <string.h>
#include <tensorflow/lite/c/common.h>

// The options of tensorflow/lite/delegates/gpu/delegate.h are returned by value, and versions
// append fields: the rest is room for them. What is here has been the same since 2.4.
typedef struct {
	int32_t is_precision_loss_allowed;
	int32_t inference_preference;
	int32_t priority1, priority2, priority3;
	int64_t experimental_flags;
	int32_t max_delegated_partitions;
	char rest[256];
} edged_gpu_options;

enum { edged_gpu_sustained = 1, edged_gpu_quantized = 1 };

static TfLiteDelegate *edged_gpu_create(void *defaults, void *create)
{
	edged_gpu_options o = ((edged_gpu_options (*)(void))defaults)();
	o.inference_preference = edged_gpu_sustained;
	o.experimental_flags |= edged_gpu_quantized;
	return ((TfLiteDelegate *(*)(const edged_gpu_options *))create)(&o);
}

static void edged_gpu_delete(void *f, TfLiteDelegate *d) { ((void (*)(TfLiteDelegate *))f)(d); }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// gpu is TensorFlow Lite's GPU delegate, in a library of its own.
type gpu struct {
	d      *C.TfLiteDelegate
	remove unsafe.Pointer
}

// newGPU makes the delegate of the library at path, to run many inferences with 8-bit models
// allowed.
func newGPU(path string) (*gpu, error) {
	list := []Symbol{{Name: "TfLiteGpuDelegateOptionsV2Default"}, {Name: "TfLiteGpuDelegateV2Create"}, {Name: "TfLiteGpuDelegateV2Delete"}}
	missing, err := Lookup(path, list)
	if err != nil {
		return nil, err
	}
	if name, lacks := missing[""]; lacks {
		return nil, fmt.Errorf("%s is no GPU delegate: it has no %s", path, name)
	}
	d := C.edged_gpu_create(list[0].Address, list[1].Address)
	if d == nil {
		return nil, fmt.Errorf("%s makes no GPU delegate", path)
	}
	return &gpu{d, list[2].Address}, nil
}

// Delete gives the delegate back to its library.
func (g *gpu) Delete() { C.edged_gpu_delete(g.remove, g.d) }

// Ptr returns the C delegate.
func (g *gpu) Ptr() unsafe.Pointer { return unsafe.Pointer(g.d) }
