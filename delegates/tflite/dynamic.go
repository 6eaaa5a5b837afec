//go:build native

package tflite

/*
#include <dlfcn.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// load opens a library. What the dynamic loader says of a failure is kept for the thread
// that met it.
func load(path string) (unsafe.Pointer, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if handle := dlopen(path, C.RTLD_NOW|C.RTLD_LOCAL); handle != nil {
		return handle, nil
	}
	return nil, errors.New(C.GoString(C.dlerror()))
}

func dlopen(path string, flags C.int) unsafe.Pointer {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	return C.dlopen(name, flags)
}

// Symbol is a function that is looked for in a library.
type Symbol struct {
	Name    string
	Section string         // base, or the feature that needs it
	Address unsafe.Pointer // nil: the library lacks it
}

// Lookup opens the library at path, or of a name that the dynamic loader looks for, and fills
// in the addresses. It returns the first symbol that is missing in each section. The library
// stays open.
func Lookup(path string, list []Symbol) (missing map[string]string, err error) {
	handle, err := load(path)
	if err != nil {
		return nil, err
	}
	missing = map[string]string{}
	for i := range list {
		s := &list[i]
		name := C.CString(s.Name)
		s.Address = C.dlsym(handle, name)
		C.free(unsafe.Pointer(name))
		if _, known := missing[s.Section]; s.Address == nil && !known {
			missing[s.Section] = s.Name
		}
	}
	return missing, nil
}
