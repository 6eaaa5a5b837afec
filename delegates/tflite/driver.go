//go:build native

package tflite

/*
#include <dlfcn.h>
#include <stdlib.h>
*/
import "C"

import (
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
	list := make([]Symbol, len(functions))
	for i, name := range functions {
		list[i].Name = name
	}
	missing, err := Lookup(path, list)
	if err != nil {
		return nil, err
	}
	for _, name := range missing {
		return nil, fmt.Errorf("%s has no %s", path, name)
	}
	d := &driver{path: path, handle: dlopen(path, C.RTLD_NOW|C.RTLD_NOLOAD), f: map[string]unsafe.Pointer{}}
	for _, s := range list {
		d.f[s.Name] = s.Address
	}
	return d, nil
}
