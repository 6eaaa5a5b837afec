//go:build native

package tflite

/*
#include <stdlib.h>
#include <tensorflow/lite/c/c_api.h>

static TfLiteDelegate *edged_xnnpack(int32_t threads, const char *cache)
{
	TfLiteXNNPackDelegateOptions o = TfLiteXNNPackDelegateOptionsDefault();
	o.num_threads = threads;
	o.flags |= kTfLiteXNNPackFlagQS8 | kTfLiteXNNPackFlagQU8;
	if (cache)
		o.weight_cache_file_path = cache;
	return TfLiteXNNPackDelegateCreate(&o);
}
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/mattn/go-tflite/delegates"
)

// xnnpack is the XNNPACK delegate with its kernels for signed and unsigned 8-bit models. It
// is not go-tflite's: that one links two libraries more and leaves those kernels off.
type xnnpack struct {
	d     *C.TfLiteDelegate
	cache *C.char // the delegate keeps the pointer
}

var _ delegates.Delegater = (*xnnpack)(nil)

// newXNNPACK makes the delegate. A weight cache is a file in which it keeps packed weights
// for the next load, known to libraries since 2.18; empty: none.
func newXNNPACK(lib *Library, threads int, cache string) (*xnnpack, error) {
	if err := lib.Has("xnnpack"); err != nil {
		return nil, err
	}
	x := &xnnpack{}
	if cache != "" {
		if !since(lib.Version, 2, 18) {
			return nil, fmt.Errorf("%s is version %s: a weight cache needs 2.18", lib.Path, lib.Version)
		}
		x.cache = C.CString(cache)
	}
	x.d = C.edged_xnnpack(C.int32_t(threads), x.cache)
	if x.d == nil {
		return nil, errors.New("the library could not make its XNNPACK delegate")
	}
	// The options' layout is the library's: what it read is what it says here.
	const want = C.kTfLiteXNNPackFlagQS8 | C.kTfLiteXNNPackFlagQU8
	if got := C.TfLiteXNNPackDelegateGetFlags(x.d); got&want != want {
		x.Delete()
		return nil, fmt.Errorf("%s: the XNNPACK delegate did not take its options (flags %#x)", lib.Path, int(got))
	}
	return x, nil
}

// Delete frees the delegate, after the interpreter that uses it.
func (x *xnnpack) Delete() {
	C.TfLiteXNNPackDelegateDelete(x.d)
	C.free(unsafe.Pointer(x.cache))
}

// Ptr returns the C delegate.
func (x *xnnpack) Ptr() unsafe.Pointer { return unsafe.Pointer(x.d) }
