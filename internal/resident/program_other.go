//go:build !linux

package resident

// DropProgram does nothing where the system does not say what is mapped.
func DropProgram() {}
