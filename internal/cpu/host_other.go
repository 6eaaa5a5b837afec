//go:build !amd64

package cpu

func host() Features { return Features{} }
