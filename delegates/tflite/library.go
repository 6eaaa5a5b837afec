//go:build native

package tflite

/*
#include "c/trampolines.h"
#include <tensorflow/lite/c/c_api.h>

static const char *edged_name(int i) { return edged_tflite_functions[i].name; }
static const char *edged_section(int i) { return edged_tflite_functions[i].section; }
static void edged_set(int i, void *address) { edged_tflite_address[i] = address; }
*/
import "C"

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unsafe"
)

// opened is the one library of this process: the trampolines have one address each.
var opened struct {
	sync.Mutex
	lib *Library
}

// Library is a TensorFlow Lite library that was opened. It stays so until the process ends.
type Library struct {
	Path    string // as it was opened
	Version string // TensorFlow's, like 2.19.0
	missing map[string]string
	base    unsafe.Pointer // an address in it
}

// Open opens the first of these libraries that can be, by path or by a name that the
// dynamic loader looks for, and finds the functions in it. A process opens one library: the
// same again gives the same, another is an error. The error says what each path lacked.
func Open(paths ...string) (*Library, error) {
	opened.Lock()
	defer opened.Unlock()
	var errs []error
	for _, path := range paths {
		if opened.lib != nil && opened.lib.Path == path {
			return opened.lib, nil
		}
		if opened.lib != nil {
			return nil, fmt.Errorf("%s: this process has opened %s already", path, opened.lib.Path)
		}
		lib, err := open(path)
		if err == nil {
			opened.lib = lib
			return lib, nil
		}
		errs = append(errs, err)
	}
	if len(errs) == 0 {
		return nil, errors.New("no TensorFlow Lite library is named")
	}
	return nil, errors.Join(errs...)
}

func open(path string) (*Library, error) {
	list := make([]Symbol, int(C.edged_tflite_count))
	for i := range list {
		list[i] = Symbol{Name: C.GoString(C.edged_name(C.int(i))), Section: C.GoString(C.edged_section(C.int(i)))}
	}
	missing, err := Lookup(path, list)
	if err != nil {
		return nil, err
	}
	lib := &Library{Path: path, missing: missing}
	if err := lib.Has("base"); err != nil {
		return nil, err
	}
	for i, s := range list {
		C.edged_set(C.int(i), s.Address)
		if s.Section == "base" {
			lib.base = s.Address
		}
	}
	lib.Version = C.GoString(C.TfLiteVersion())
	return lib, nil
}

// Has returns nil where the library has all functions of a section of functions.txt, like
// xnnpack, or an error naming the first it lacks.
func (l *Library) Has(section string) error {
	if name, lacks := l.missing[section]; lacks {
		return fmt.Errorf("%s has no %s", l.Path, name)
	}
	return nil
}

// sentence is an error's text on one line.
func sentence(text string) string { return strings.Join(strings.Fields(text), " ") }
