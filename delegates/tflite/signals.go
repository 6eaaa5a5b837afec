//go:build native

package tflite

/*
#include <signal.h>

static void edged_default_signals(void)
{
	static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
	for (unsigned i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
		signal(fatal[i], SIG_DFL);
}
*/
import "C"

// DieOfSignals makes a crash end the process by its signal, at once. Otherwise Go's runtime
// catches it, prints the stacks of all goroutines and exits with status 2.
func DieOfSignals() { C.edged_default_signals() }
