//go:build native

package litert

/*
#include <stdlib.h>

#include "count.h"

static LiteRtStatus edged_environment(char *directory, LiteRtEnvironment *e)
{
	LiteRtEnvOption o = {kLiteRtRuntimeLibraryDir, {.type = kLiteRtAnyString, .str_value = directory}};
	return LiteRtCreateEnvironment(1, &o, e);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// environment holds the accelerators that a library found.
type environment struct {
	e         C.LiteRtEnvironment
	directory *C.char // the library keeps the pointer
}

// newEnvironment makes one with the accelerator libraries of a directory.
func newEnvironment(directory string) (*environment, error) {
	v := &environment{directory: C.CString(directory)}
	if err := check("LiteRT makes no environment", C.edged_environment(v.directory, &v.e)); err != nil {
		C.free(unsafe.Pointer(v.directory))
		return nil, err
	}
	return v, nil
}

// gpu returns the name of the GPU accelerator, or an error where none was found.
func (v *environment) gpu() (string, error) {
	var n C.size_t
	if err := check("LiteRT lists no accelerators", C.LiteRtGetNumAccelerators(v.e, &n)); err != nil {
		return "", err
	}
	for i := range n {
		var a C.LiteRtAccelerator
		var hardware C.int
		var name *C.char
		if C.LiteRtGetAccelerator(v.e, i, &a) != 0 || C.LiteRtGetAcceleratorHardwareSupport(a, &hardware) != 0 {
			continue
		}
		if hardware&C.kLiteRtGpu != 0 && C.LiteRtGetAcceleratorName(a, &name) == 0 {
			return C.GoString(name), nil
		}
	}
	return "", fmt.Errorf("no GPU accelerator in %s; libLiteRtWebGpuAccelerator.so belongs there", C.GoString(v.directory))
}

// watch puts a delegate behind those of the accelerators.
func (v *environment) watch(delegate unsafe.Pointer) error {
	return check("LiteRT takes no accelerator", C.edged_litert_watch(v.e, delegate))
}

func (v *environment) close() {
	C.LiteRtDestroyEnvironment(v.e)
	C.free(unsafe.Pointer(v.directory))
}
