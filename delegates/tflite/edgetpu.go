//go:build native

package tflite

/*
#include <stdlib.h>
#include <tensorflow/lite/c/common.h>

struct edged_tpu_device { int type; const char *path; };
struct edged_tpu_option { const char *name, *value; };

static const char *edged_tpu_version(void *f) { return ((const char *(*)(void))f)(); }
static struct edged_tpu_device *edged_tpu_list(void *f, size_t *n) { return ((struct edged_tpu_device *(*)(size_t *))f)(n); }
static void edged_tpu_free(void *f, void *p) { ((void (*)(void *))f)(p); }

static TfLiteDelegate *edged_tpu_create(void *f, int type, const char *path, char **keys, char **values, size_t n)
{
	struct edged_tpu_option *o = calloc(n + 1, sizeof *o);
	for (size_t i = 0; o && i < n; i++) {
		o[i].name = keys[i];
		o[i].value = values[i];
	}
	TfLiteDelegate *d = o ? ((TfLiteDelegate *(*)(int, const char *, const struct edged_tpu_option *, size_t))f)(type, path, o, n) : NULL;
	free(o);
	return d;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"unsafe"
)

const (
	tpuVersion = "edgetpu_version"
	tpuList    = "edgetpu_list_devices"
	tpuFree    = "edgetpu_free_devices"
	tpuCreate  = "edgetpu_create_delegate"
	tpuDelete  = "edgetpu_free_delegate"
)

// EdgeTPU is libedgetpu (edgetpu_c.h).
type EdgeTPU struct {
	Version string
	Devices []TPU
	d       *driver
}

// OpenEdgeTPU opens libedgetpu at path. It is an error where it and this library are known
// not to go together, and where there is no device.
func (l *Library) OpenEdgeTPU(path string) (*EdgeTPU, error) {
	d, err := openDriver(path, tpuVersion, tpuList, tpuFree, tpuCreate, tpuDelete)
	if err != nil {
		return nil, err
	}
	e := &EdgeTPU{Version: sentence(C.GoString(C.edged_tpu_version(d.f[tpuVersion]))), d: d}
	if err := matches(e.Version, l.Version); err != nil {
		return nil, fmt.Errorf("%s does not go with %s: %w", path, l.Path, err)
	}
	var n C.size_t
	if list := C.edged_tpu_list(d.f[tpuList], &n); list != nil {
		for _, dev := range unsafe.Slice(list, min(n, mostDevices)) {
			e.Devices = append(e.Devices, TPU{USB: dev._type == 1, Path: C.GoString(dev.path)})
		}
		C.edged_tpu_free(d.f[tpuFree], unsafe.Pointer(list))
	}
	if len(e.Devices) == 0 {
		return nil, fmt.Errorf("%s finds no Edge TPU", path)
	}
	return e, nil
}

// tpuDelegate is libedgetpu's delegate on one device.
type tpuDelegate struct {
	d    *C.TfLiteDelegate
	free unsafe.Pointer
}

// delegate opens the device that the option device names and passes the others on.
func (e *EdgeTPU) delegate(options map[string]string) (*tpuDelegate, error) {
	device, err := choose(e.Devices, options["device"])
	if err != nil {
		return nil, err
	}
	options = maps.Clone(options)
	delete(options, "device")
	keys := slices.Sorted(maps.Keys(options))
	values := make([]string, len(keys))
	for i, k := range keys {
		values[i] = options[k]
	}
	path := C.CString(device.Path)
	defer C.free(unsafe.Pointer(path))
	ks, vs := stringArray(keys), stringArray(values)
	defer freeArray(ks, len(keys))
	defer freeArray(vs, len(keys))
	kind := C.int(0)
	if device.USB {
		kind = 1
	}
	d := C.edged_tpu_create(e.d.f[tpuCreate], kind, path, ks, vs, C.size_t(len(keys)))
	if d == nil {
		return nil, errors.New("libedgetpu does not open " + device.Path)
	}
	return &tpuDelegate{d, e.d.f[tpuDelete]}, nil
}

// Delete gives the delegate back to libedgetpu.
func (t *tpuDelegate) Delete() { C.edged_tpu_free(t.free, unsafe.Pointer(t.d)) }

// Ptr returns the C delegate.
func (t *tpuDelegate) Ptr() unsafe.Pointer { return unsafe.Pointer(t.d) }
