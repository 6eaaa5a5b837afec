//go:build native

package tflite

/*
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct edged_search { uintptr_t address; const char *text; int found; };

// Whether the library that holds an address has a text in what it does not write to.
static int edged_search(struct dl_phdr_info *info, size_t size, void *data)
{
	struct edged_search *s = data;
	int here = 0;
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
		here |= info->dlpi_phdr[i].p_type == PT_LOAD && s->address - from < info->dlpi_phdr[i].p_memsz;
	}
	for (int i = 0; here && i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		if (p->p_type == PT_LOAD && p->p_flags & PF_R && !(p->p_flags & PF_W))
			s->found |= memmem((void *)(info->dlpi_addr + p->p_vaddr), p->p_filesz, s->text, strlen(s->text)) != NULL;
	}
	return here;
}

static int edged_mentions(void *address, const char *text)
{
	struct edged_search s = {(uintptr_t)address, text, 0};
	dl_iterate_phdr(edged_search, &s);
	return s.found;
}

static int edged_nn_count(void *f, uint32_t *n) { return ((int (*)(uint32_t *))f)(n); }
static int edged_nn_device(void *f, uint32_t i, void **d) { return ((int (*)(uint32_t, void **))f)(i, d); }

static const char *edged_nn_name(void *f, const void *d)
{
	const char *name = NULL;
	return ((int (*)(const void *, const char **))f)(d, &name) == 0 ? name : NULL;
}
*/
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

// nnapiName is the name by which TensorFlow Lite opens NNAPI.
const nnapiName = "libneuralnetworks.so"

// NNAPI is Android's Neural Networks API: a library with the drivers of devices.
type NNAPI struct {
	Path    string
	Devices []string // names
}

// mostDevices bounds what a driver says of how many there are.
const mostDevices = 64

// OpenNNAPI opens the library at path so that TensorFlow Lite finds it. It is an error where
// TensorFlow Lite would go on without it, silently: without NNAPI in it, and with no device
// but NNAPI's own on the processor.
func (l *Library) OpenNNAPI(path string) (*NNAPI, error) {
	if err := l.Has("nnapi"); err != nil {
		return nil, err
	}
	if !l.mentions(nnapiName) {
		return nil, fmt.Errorf("%s is TensorFlow Lite without NNAPI: it opens no %s", l.Path, nnapiName)
	}
	const count, get, name = "ANeuralNetworks_getDeviceCount", "ANeuralNetworks_getDevice", "ANeuralNetworksDevice_getName"
	d, err := openDriver(path, count, get, name)
	if err != nil {
		return nil, err
	}
	// The dynamic loader gives the library that is open to whoever asks for its soname.
	if dlopen(nnapiName, C.RTLD_NOW|C.RTLD_NOLOAD) != d.handle {
		return nil, fmt.Errorf("%s: its soname is not %s, by which TensorFlow Lite asks for it", path, nnapiName)
	}
	n := &NNAPI{Path: path}
	var devices C.uint32_t
	if code := C.edged_nn_count(d.f[count], &devices); code != 0 {
		return nil, fmt.Errorf("%s tells no devices: error %d", path, int(code))
	}
	for i := range min(devices, mostDevices) {
		var device unsafe.Pointer
		if C.edged_nn_device(d.f[get], i, &device) == 0 {
			n.Devices = append(n.Devices, sentence(C.GoString(C.edged_nn_name(d.f[name], device))))
		}
	}
	if len(n.Devices) < 2 {
		return nil, fmt.Errorf("%s has no accelerator, only [%s]", path, strings.Join(n.Devices, ", "))
	}
	return n, nil
}

// mentions reports whether the library holds a text: the name of what it opens, say.
func (l *Library) mentions(text string) bool {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	return C.edged_mentions(l.base, c) != 0
}
