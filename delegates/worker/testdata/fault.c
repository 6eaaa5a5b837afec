/* An external delegate for tests. It takes RELU of float32 and computes it; the option
   "fault" makes it fail in one of many ways, from invocation number "after" on (0: while
   the model is loaded), in one of "one_in" invocations, drawn from "seed". The fault slow
   sleeps "ms" milliseconds; the fault random is one of those that end or hang a process. */
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <tensorflow/lite/c/common.h>

enum { relu = 19, after_none = 1 << 30 };

static char fault[32];
static long after = after_none, one_in, ms = 100, seed = 1, invocations;
static uint64_t state = 1;

/* xorshift64: the next number drawn. */
static uint64_t draw(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static const char *const killers[] = {"segfault", "abort", "exit", "stack", "memory", "spin", "sleep", "stop", "term"};

static int overflow(volatile char *above)
{
	volatile char here[4096];
	here[0] = above[0];
	return overflow(here) + here[0];
}

/* Writes over every shared mapping of the process: its tensors, that is. */
static void scribble(void)
{
	char line[512];
	FILE *maps = fopen("/proc/self/maps", "r");
	while (maps && fgets(line, sizeof line, maps)) {
		unsigned long from, to;
		char mode[8];
		if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 && mode[1] == 'w' && mode[3] == 's')
			memset((void *)from, 0xa5, to - from);
	}
	if (maps)
		fclose(maps);
}

static void fork_bomb(void)
{
	for (int i = 0; i < 1000; i++)
		if (fork() == 0)
			for (;;)
				pause();
}

static void allocate(void)
{
	for (;;) {
		char *p = malloc(16 << 20);
		if (!p)
			abort();
		memset(p, 1, 16 << 20);
	}
}

/* Says in the process's last words what it managed to do that it should not. */
static void escape(void)
{
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		fprintf(stderr, "escaped: a socket\n");
	if (kill(getppid(), 0) == 0)
		fprintf(stderr, "escaped: a signal to the parent\n");
	if (open("/etc/passwd", O_RDONLY) >= 0)
		fprintf(stderr, "escaped: /etc/passwd\n");
	if (open("/tmp/escaped", O_CREAT | O_WRONLY, 0600) >= 0)
		fprintf(stderr, "escaped: a file in /tmp\n");
	if (execl("/bin/true", "true", (char *)NULL) != -1 || system("true") == 0)
		fprintf(stderr, "escaped: a program\n");
	fprintf(stderr, "tried to escape\n");
	abort();
}

static TfLiteStatus fail(void)
{
	if (!strcmp(fault, "segfault"))
		raise(SIGSEGV), *(volatile int *)8 = 1;
	else if (!strcmp(fault, "abort"))
		abort();
	else if (!strcmp(fault, "exit"))
		exit(0);
	else if (!strcmp(fault, "stack"))
		overflow("x");
	else if (!strcmp(fault, "memory"))
		allocate();
	else if (!strcmp(fault, "forks"))
		fork_bomb();
	else if (!strcmp(fault, "scribble"))
		scribble();
	else if (!strcmp(fault, "spin"))
		for (;;)
			__asm__ volatile("");
	else if (!strcmp(fault, "sleep"))
		for (;;)
			pause();
	else if (!strcmp(fault, "stop")) {
		kill(getpid(), SIGSTOP);
		for (;;) /* until the stop has come to this thread */
			pause();
	} else if (!strcmp(fault, "term")) {
		signal(SIGTERM, SIG_IGN);
		for (;;)
			pause();
	} else if (!strcmp(fault, "escape"))
		escape();
	else if (!strcmp(fault, "error"))
		return kTfLiteError;
	return kTfLiteOk;
}

static void flip(float *f)
{
	uint32_t bits;
	memcpy(&bits, f, sizeof bits);
	uint32_t flipped = bits ^ 1u << 30;
	if ((flipped >> 23 & 255) == 255) /* that would be no number */
		flipped = bits ^ 1u << 29;
	memcpy(f, &flipped, sizeof flipped);
}

static TfLiteStatus lengthen(TfLiteContext *context, TfLiteTensor *out)
{
	TfLiteIntArray *dims = calloc(1, sizeof *dims + out->dims->size * sizeof(int));
	memcpy(dims, out->dims, sizeof *dims + out->dims->size * sizeof(int));
	dims->data[dims->size - 1] *= 2;
	return context->ResizeTensor(context, out, dims); /* which takes dims */
}

/* Makes the answer a wrong one, where that is the fault. */
static TfLiteStatus spoil(TfLiteContext *context, TfLiteTensor *out, const float *first)
{
	size_t n = out->bytes / sizeof(float);
	if (!strcmp(fault, "wrong"))
		out->data.f[0] += 1;
	else if (!strcmp(fault, "nan"))
		out->data.f[0] = NAN;
	else if (!strcmp(fault, "flip"))
		flip(&out->data.f[draw() % n]);
	else if (!strcmp(fault, "constant"))
		for (size_t i = 0; i < n; i++)
			out->data.f[i] = 0.5f;
	else if (!strcmp(fault, "stale"))
		memcpy(out->data.f, first, out->bytes);
	else if (!strcmp(fault, "slow"))
		usleep(ms * 1000);
	else if (!strcmp(fault, "length"))
		return lengthen(context, out);
	return kTfLiteOk;
}

static TfLiteStatus invoke(TfLiteContext *context, TfLiteNode *node)
{
	const TfLiteTensor *in = &context->tensors[node->inputs->data[0]];
	TfLiteTensor *out = &context->tensors[node->outputs->data[0]];
	for (size_t i = 0; i < in->bytes / sizeof(float); i++)
		out->data.f[i] = in->data.f[i] > 0 ? in->data.f[i] : 0;
	static float *first;
	if (!first && (first = malloc(out->bytes)))
		memcpy(first, out->data.f, out->bytes);
	if (++invocations < after || draw() % one_in)
		return kTfLiteOk;
	if (!strcmp(fault, "random"))
		strcpy(fault, killers[draw() % (sizeof killers / sizeof *killers)]);
	TfLiteStatus status = spoil(context, out, first);
	return status == kTfLiteOk ? fail() : status;
}

static TfLiteStatus prepare(TfLiteContext *context, TfLiteDelegate *delegate)
{
	TfLiteIntArray *plan;
	if (context->GetExecutionPlan(context, &plan) != kTfLiteOk)
		return kTfLiteError;
	TfLiteIntArray *take = calloc(1, sizeof *take + plan->size * sizeof(int));
	for (int i = 0; i < plan->size; i++) {
		TfLiteNode *node;
		TfLiteRegistration *registration;
		if (context->GetNodeAndRegistration(context, plan->data[i], &node, &registration) != kTfLiteOk)
			return kTfLiteError;
		if (registration->builtin_code == relu)
			take->data[take->size++] = plan->data[i];
	}
	TfLiteRegistration kernel = {.invoke = invoke, .builtin_code = kTfLiteBuiltinDelegate, .custom_name = "fault", .version = 1};
	TfLiteStatus status = context->ReplaceNodeSubsetsWithDelegateKernels(context, kernel, take, delegate);
	free(take);
	return after == 0 ? fail() : status;
}

TfLiteDelegate *tflite_plugin_create_delegate(char **keys, char **values, size_t count, void (*report)(const char *))
{
	static TfLiteDelegate d = {.Prepare = prepare};
	const struct {
		const char *key;
		long *value;
	} numbers[] = {{"after", &after}, {"one_in", &one_in}, {"ms", &ms}, {"seed", &seed}};
	enum { count_numbers = sizeof numbers / sizeof *numbers };
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < count_numbers && strcmp(keys[i], numbers[k].key))
			k++;
		if (k < count_numbers)
			*numbers[k].value = atol(values[i]);
		else if (!strcmp(keys[i], "fault"))
			strncpy(fault, values[i], sizeof fault - 1);
		else {
			report("unknown option");
			return NULL;
		}
	}
	if (one_in <= 0)
		one_in = !strcmp(fault, "flip") ? 1000 : 1;
	if (after == after_none && *fault)
		after = 1;
	state = seed * 0x9e3779b97f4a7c15u | 1;
	if (!strcmp(fault, "random")) /* each process has one: the next has another */
		state ^= (uint64_t)getpid() << 32;
	for (int i = 0; i < 8; i++)
		draw();
	return &d;
}

void tflite_plugin_destroy_delegate(TfLiteDelegate *d) { (void)d; }
