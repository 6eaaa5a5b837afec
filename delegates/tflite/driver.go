//go:build native

package tflite

/*
#include <dlfcn.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// driver is an accelerator's library and its functions by name.
type driver struct {
	path   string
	handle unsafe.Pointer
	f      map[string]unsafe.Pointer
}

// openDriver opens a library, by path or by a name that the dynamic loader looks for, and
// finds functions in it. It stays open until the process ends.
func openDriver(path string, functions ...string) (*driver, error) {
	d := &driver{path: path, f: map[string]unsafe.Pointer{}}
	if d.handle = dlopen(path, C.RTLD_NOW|C.RTLD_LOCAL); d.handle == nil {
		return nil, errors.New(C.GoString(C.dlerror()))
	}
	for _, name := range functions {
		c := C.CString(name)
		d.f[name] = C.dlsym(d.handle, c)
		C.free(unsafe.Pointer(c))
		if d.f[name] == nil {
			return nil, fmt.Errorf("%s has no %s", path, name)
		}
	}
	return d, nil
}

func dlopen(path string, flags C.int) unsafe.Pointer {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	return C.dlopen(name, flags)
}
