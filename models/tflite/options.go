package tflite

import (
	"fmt"
	"math"
	"reflect"

	"edged/models/graph"
)

// optionType says where the schema keeps an operator's attributes: in which of the two
// unions, under which member, and what they decode into.
type optionType struct {
	union int
	tag   uint8
	new   func() any // nil: a table without fields
}

// Slots of the Operator table for each of the two unions: the member's tag, the table.
var unionSlots = map[int][2]int{1: {3, 4}, 2: {11, 12}}

// decodeOptions reads an operator's attributes. An operator that leaves them out has the
// schema's defaults; attributes of another operator are an error.
func decodeOptions(t table, code graph.OpCode) any {
	o, known := optionTable[code]
	for union, slots := range unionSlots {
		tag := t.u8(slots[0])
		if tag != 0 && (!known || union != o.union || tag != o.tag) && code != graph.OpCustom {
			t.r.fail("%v has the attributes of another operator (member %d of BuiltinOptions%s)", code, tag, []string{"", "2"}[union-1])
			return nil
		}
	}
	if !known || o.new == nil {
		return nil
	}
	v := o.new()
	src := table{r: t.r}
	if t.u8(unionSlots[o.union][0]) != 0 {
		src, _ = t.sub(unionSlots[o.union][1])
	}
	readFields(src, reflect.ValueOf(v).Elem())
	return v
}

// readFields fills a struct whose fields are a table's in the order of the schema; blank
// fields stand for deprecated ones and the tag fb holds defaults other than zero.
func readFields(t table, v reflect.Value) {
	for slot := range v.NumField() {
		f := v.Type().Field(slot)
		if f.Name == "_" {
			continue
		}
		readField(t, slot, v.Field(slot), fieldDefault(f))
	}
}

// fieldDefault returns the default of a scalar field as its bits.
func fieldDefault(f reflect.StructField) uint64 {
	var n int64
	if s := f.Tag.Get("fb"); s != "" {
		if _, err := fmt.Sscan(s, &n); err != nil {
			panic("tflite: tag of " + f.Name + ": " + err.Error()) // held by a test
		}
	}
	return uint64(n)
}

func readField(t table, slot int, v reflect.Value, def uint64) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(t.bits(slot, 1, def) != 0)
	case reflect.Int8:
		v.SetInt(int64(int8(t.bits(slot, 1, def))))
	case reflect.Int32:
		v.SetInt(int64(int32(t.bits(slot, 4, def))))
	case reflect.Int64:
		v.SetInt(int64(t.bits(slot, 8, def)))
	case reflect.Uint32:
		v.SetUint(uint64(uint32(t.bits(slot, 4, def))))
	case reflect.Float32:
		v.SetFloat(float64(math.Float32frombits(uint32(t.bits(slot, 4, def)))))
	case reflect.String:
		v.SetString(t.str(slot))
	case reflect.Slice:
		readSlice(t, slot, v)
	default:
		panic("tflite: no attribute is a " + v.Type().String()) // held by a test
	}
}

func readSlice(t table, slot int, v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *[]int32:
		*p = t.i32s(slot)
	case *[]int64:
		*p = t.i64s(slot)
	case *[]float32:
		*p = t.f32s(slot)
	case *[]bool:
		*p = t.bools(slot)
	case *[]uint32:
		*p = scalars(t, slot, 4, func(v uint64) uint32 { return uint32(v) })
	case *[]byte:
		*p = t.bytes(slot)
	default:
		panic("tflite: no attribute is a " + v.Type().String()) // held by a test
	}
}
