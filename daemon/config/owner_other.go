//go:build !unix

package config

// trusted returns nil: there are no file modes here to look at.
func trusted(string) error { return nil }
