package reference_test

import (
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

func TestXNNPACKOperators(t *testing.T) {
	enginetest.Run(t, reference.Engine{}, enginetest.Tolerance{Kernels: reference.XNNPACK}, false)
}
