//go:build native

#include "count.h"

static void *watcher; /* the delegate; a process loads one model at a time */

static LiteRtStatus name(LiteRtAccelerator a, const char **out)
{
	(void)a;
	*out = "edged counts";
	return 0;
}

static LiteRtStatus version(LiteRtAccelerator a, LiteRtApiVersion *out)
{
	(void)a;
	*out = (LiteRtApiVersion){0, 1, 0};
	return 0;
}

static LiteRtStatus hardware(LiteRtAccelerator a, int *out)
{
	(void)a;
	*out = 0;
	return 0;
}

static LiteRtStatus compiles(LiteRtAccelerator a, bool *out)
{
	(void)a;
	*out = false; /* so that it is always asked */
	return 0;
}

static void keep(void *delegate) { (void)delegate; }

static LiteRtStatus delegate(void *context, LiteRtEnvironment e, LiteRtAccelerator a, LiteRtOptions o, LiteRtDelegateWrapper *out)
{
	(void)context, (void)e, (void)a, (void)o;
	return LiteRtWrapDelegate(watcher, keep, out);
}

LiteRtStatus edged_litert_watch(LiteRtEnvironment environment, void *d)
{
	LiteRtAccelerator a;
	LiteRtStatus s = LiteRtCreateAccelerator(&a);
	if (s != 0)
		return s;
	watcher = d;
	LiteRtSetAcceleratorGetName(a, name);
	LiteRtSetAcceleratorGetVersion(a, version);
	LiteRtSetAcceleratorGetHardwareSupport(a, hardware);
	LiteRtSetIsAcceleratorDelegateResponsibleForJitCompilation(a, compiles);
	LiteRtSetDelegateFunction(a, delegate);
	return LiteRtRegisterAccelerator(environment, a, NULL, keep);
}
