package reference

import (
	"errors"
	"fmt"
)

var errNoValue = errors.New("the variable has no value yet")

// buildReadVariable copies a variable.
func buildReadVariable(p *prep) (kernel, error) {
	m, handle, out := p.m, p.in(0), p.out(0)
	return serial(func() error {
		v, err := m.variableOf(handle)
		switch {
		case err != nil:
			return err
		case !v.set:
			return errNoValue
		case v.Type != out.Type:
			return fmt.Errorf("the variable is %v, the output %v", v.Type, out.Type)
		case !out.late && v.Elems() != out.Elems():
			return fmt.Errorf("the variable has shape %v, the output %v", v.Shape, out.Shape)
		}
		return out.assign(&v.value)
	}), nil
}
