package graph

import "fmt"

// OpCodes is one more than the highest builtin operator number known here.
const OpCodes = OpCode(len(opNames))

// Known reports whether the operator's number has a name in the schema.
func (c OpCode) Known() bool {
	return c >= 0 && c < OpCodes && opNames[c] != ""
}

// String returns the operator's name as the schema spells it, CONV_2D for example.
func (c OpCode) String() string {
	if !c.Known() {
		return fmt.Sprintf("operator %d", int32(c))
	}
	return opNames[c]
}
