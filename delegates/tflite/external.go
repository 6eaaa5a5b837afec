//go:build native

package tflite

/*
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <tensorflow/lite/c/common.h>

typedef TfLiteDelegate *(*edged_create)(char **keys, char **values, size_t count, void (*report)(const char *));
typedef void (*edged_destroy)(TfLiteDelegate *);

// What a plugin says while it makes its delegate; one is made at a time.
static char edged_plugin_said[512];

static const char *edged_plugin_last(void) { return edged_plugin_said; }

static void edged_plugin_report(const char *text)
{
	strncpy(edged_plugin_said, text, sizeof edged_plugin_said - 1);
}

static TfLiteDelegate *edged_plugin_create(void *create, char **keys, char **values, size_t count)
{
	edged_plugin_said[0] = 0;
	return ((edged_create)create)(keys, values, count, edged_plugin_report);
}

static void edged_plugin_destroy(void *destroy, TfLiteDelegate *d) { ((edged_destroy)destroy)(d); }
*/
import "C"

import (
	"fmt"
	"maps"
	"slices"
	"unsafe"
)

// external is a delegate of a library that exports tflite_plugin_create_delegate and
// tflite_plugin_destroy_delegate (tensorflow/lite/delegates/external).
type external struct {
	d       *C.TfLiteDelegate
	destroy unsafe.Pointer
}

// newExternal makes the delegate of the library at path with these options.
func newExternal(path string, options map[string]string) (*external, error) {
	handle, err := load(path)
	if err != nil {
		return nil, err
	}
	create, err := symbol(handle, path, "tflite_plugin_create_delegate")
	if err != nil {
		return nil, err
	}
	destroy, err := symbol(handle, path, "tflite_plugin_destroy_delegate")
	if err != nil {
		return nil, err
	}
	keys := slices.Sorted(maps.Keys(options))
	values := make([]string, len(keys))
	for i, k := range keys {
		values[i] = options[k]
	}
	ks, vs := stringArray(keys), stringArray(values)
	defer freeArray(ks, len(keys))
	defer freeArray(vs, len(keys))
	d := C.edged_plugin_create(create, ks, vs, C.size_t(len(keys)))
	if d == nil {
		return nil, fmt.Errorf("%s makes no delegate: %s", path, sentence(C.GoString(C.edged_plugin_last())))
	}
	return &external{d, destroy}, nil
}

func symbol(handle unsafe.Pointer, path, name string) (unsafe.Pointer, error) {
	c := C.CString(name)
	defer C.free(unsafe.Pointer(c))
	p := C.dlsym(handle, c)
	if p == nil {
		return nil, fmt.Errorf("%s is no delegate: it has no %s", path, name)
	}
	return p, nil
}

// stringArray is a C array of C strings.
func stringArray(list []string) **C.char {
	a := (**C.char)(C.calloc(C.size_t(len(list)+1), C.size_t(unsafe.Sizeof((*C.char)(nil)))))
	for i, s := range list {
		unsafe.Slice(a, len(list))[i] = C.CString(s)
	}
	return a
}

func freeArray(a **C.char, n int) {
	for _, s := range unsafe.Slice(a, n) {
		C.free(unsafe.Pointer(s))
	}
	C.free(unsafe.Pointer(a))
}

// Delete gives the delegate back to its library.
func (e *external) Delete() { C.edged_plugin_destroy(e.destroy, e.d) }

// Ptr returns the C delegate.
func (e *external) Ptr() unsafe.Pointer { return unsafe.Pointer(e.d) }
