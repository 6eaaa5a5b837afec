package graph

import "fmt"

// Padding says how a sliding window treats the border (schema.fbs, enum Padding).
type Padding int8

// The two paddings: PaddingSame yields ceil(in/stride) positions, PaddingValid only
// those where the whole window lies inside the input.
const (
	PaddingSame Padding = iota
	PaddingValid
)

// Activation is a function fused into an operator (schema.fbs, enum
// ActivationFunctionType).
type Activation int8

// The fused activations.
const (
	ActNone Activation = iota
	ActRelu
	ActReluN1To1
	ActRelu6
	ActTanh
	ActSignBit
)

// String returns the activation's name in lower case.
func (a Activation) String() string {
	names := [...]string{"none", "relu", "relu_n1_to_1", "relu6", "tanh", "sign_bit"}
	if a < 0 || int(a) >= len(names) {
		return fmt.Sprintf("activation %d", int8(a))
	}
	return names[a]
}
