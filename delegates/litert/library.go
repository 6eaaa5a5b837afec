//go:build native

package litert

/*
#include "functions.h"
#include "table.h"

static const char *edged_name(int i) { return edged_litert_functions[i].name; }
static void edged_set(int i, void *address) { edged_litert_address[i] = address; }
*/
import "C"

import (
	"errors"
	"fmt"

	"edged/delegates/tflite"
)

// Library is a LiteRT library that was opened. It stays so until the process ends.
type Library struct {
	Path string // as it was opened
}

// Open opens the first of these libraries that can be, by path or by a name that the dynamic
// loader looks for. A process opens one: the trampolines have one address each. The error
// says what each path lacked.
func Open(paths ...string) (*Library, error) {
	errs := []error{errors.New("no LiteRT library is named")}
	for i, path := range paths {
		lib, err := open(path)
		if err == nil {
			return lib, nil
		}
		errs = append(errs[:min(i, len(errs))], err)
	}
	return nil, errors.Join(errs...)
}

// section is the one of functions.txt: all of it is needed.
const section = "base"

func open(path string) (*Library, error) {
	list := make([]tflite.Symbol, int(C.edged_litert_count))
	for i := range list {
		list[i] = tflite.Symbol{Name: C.GoString(C.edged_name(C.int(i))), Section: section}
	}
	missing, err := tflite.Lookup(path, list)
	if err != nil {
		return nil, err
	}
	if name, lacks := missing[section]; lacks {
		return nil, fmt.Errorf("%s is no LiteRT library: it has no %s", path, name)
	}
	for i, s := range list {
		C.edged_set(C.int(i), s.Address)
	}
	return &Library{path}, nil
}

// statuses are the library's numbers that say something.
var statuses = map[C.LiteRtStatus]string{
	1: "invalid argument", 2: "out of memory", 3: "runtime failure", 4: "missing input", 5: "unsupported",
	6: "not found", 7: "timeout", 8: "wrong version", 500: "file error", 501: "not a model", 502: "library not loaded",
	503: "serialization", 504: "compilation", 1000: "index out of bounds", 1001: "wrong type", 1002: "wrong graph",
}

// check makes an error of a status that is not 0.
func check(what string, status C.LiteRtStatus) error {
	if status == 0 {
		return nil
	}
	if text, ok := statuses[status]; ok {
		return fmt.Errorf("%s: %s", what, text)
	}
	return fmt.Errorf("%s: status %d", what, int(status))
}
