package reference

import (
	bin "encoding/binary"
	"errors"
	"fmt"
)

// resources is the state of a model outside of its tensors: variables by container and
// name, tables by number, and which subgraphs of CALL_ONCE have run.
type resources struct {
	ids       map[[2]string]int32
	variables []*variable
	tables    map[int32]*table
	done      map[*frame]bool
}

// variable is a resource variable.
type variable struct {
	value
	set bool
}

func newResources() resources {
	return resources{ids: map[[2]string]int32{}, tables: map[int32]*table{}, done: map[*frame]bool{}}
}

// id returns the number of a variable.
func (r *resources) id(container, name string, mem *memory) int32 {
	key := [2]string{container, name}
	id, ok := r.ids[key]
	if !ok {
		id = int32(len(r.variables))
		r.ids[key] = id
		r.variables = append(r.variables, &variable{value: value{late: true, mem: mem}})
	}
	return id
}

// reset forgets all values; the variables' memory is kept.
func (r *resources) reset(mem *memory) {
	for _, v := range r.variables {
		v.set = false
	}
	for _, t := range r.tables {
		mem.used -= t.bytes
	}
	clear(r.tables)
	clear(r.done)
}

var errHandle = errors.New("its first input is no handle of a variable")

// variableOf returns the variable that a handle stands for.
func (r *resources) variableOf(handle *value) (*variable, error) {
	id, ok := handle.handle()
	if !ok || id < 0 || int(id) >= len(r.variables) {
		return nil, errHandle
	}
	return r.variables[id], nil
}

// handle returns the number in a handle, false where it holds none.
func (v *value) handle() (int32, bool) {
	if len(v.Data) != 4 {
		return 0, false
	}
	return int32(bin.LittleEndian.Uint32(v.Data)), true
}

// giveHandle is a kernel that writes a handle.
func giveHandle(out *value, id int32) kernel {
	b := bin.LittleEndian.AppendUint32(nil, uint32(id))
	return serial(func() error {
		if out.Type.Bits() > 0 {
			copy(out.Data, b)
			return nil
		}
		return out.set(b)
	})
}

// tableOf returns the table that a handle stands for.
func (r *resources) tableOf(handle *value) (*table, error) {
	id, ok := handle.handle()
	if t := r.tables[id]; ok && t != nil {
		return t, nil
	}
	return nil, fmt.Errorf("its first input is no handle of a table")
}
