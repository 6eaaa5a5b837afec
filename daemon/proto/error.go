package proto

import (
	"encoding/json"
	"fmt"
)

// Code is the kind of an error, for programs.
type Code string

// The codes of errors.
const (
	BadRequest   Code = "BAD_REQUEST"   // the request is at fault
	UnknownModel Code = "UNKNOWN_MODEL" // no model of that name is here
	TooLarge     Code = "TOO_LARGE"     // the request is over a limit
	Busy         Code = "BUSY"          // the model's queue is full: try again later
	Deadline     Code = "DEADLINE"      // the deadline passed before there was an answer
	Unsupported  Code = "UNSUPPORTED"   // the model needs what no engine here has
	EngineFailed Code = "ENGINE_FAILED" // the engine could not run the model
	NotReady     Code = "NOT_READY"     // the device is starting or stopping, or the model does not load
	Storage      Code = "STORAGE"       // the request could not be kept
	Duplicate    Code = "DUPLICATE"     // another request had the same id
)

// Error is an outcome that is no result.
type Error struct {
	Code Code
	Err  error
}

// Errorf makes an Error with a message.
func Errorf(c Code, format string, args ...any) *Error {
	return &Error{Code: c, Err: fmt.Errorf(format, args...)}
}

// Error returns the message.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the error inside.
func (e *Error) Unwrap() error { return e.Err }

// EncodeError writes an error as JSON: {id, error, code}.
func EncodeError(id string, e *Error) []byte {
	b, err := json.Marshal(struct {
		ID    string `json:"id,omitempty"`
		Error string `json:"error"`
		Code  Code   `json:"code"`
	}{id, e.Error(), e.Code})
	if err != nil {
		// Strings always have a JSON form.
		panic(err)
	}
	return b
}
