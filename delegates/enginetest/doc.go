// Package enginetest is the test suite that every engine runs: small graphs for each
// operator and whole models, answered by the engine and by LiteRT itself.
//
// A file for each operator builds its cases. One case is a graph of many operators of
// one kind and type side by side, so that LiteRT is started once for all of them.
package enginetest
