/* A libneuralnetworks.so for tests, of feature level 29. Its device "edged-test" takes RELU,
   ADD and FULLY_CONNECTED of float32 and computes them. Built with REFUSE it takes
   nothing, with FAIL its computations fail, with ALONE there is no device but NNAPI's own. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { MOST = 4096, TENSOR_FLOAT32 = 3, ADD = 0, FULLY_CONNECTED = 9, RELU = 19 };
enum { OK = 0, BAD_DATA = 4, OP_FAILED = 5 };

struct type { int32_t type; uint32_t rank; const uint32_t *dims; float scale; int32_t zero; };
struct memory { char *data; size_t size; };
struct operand { int32_t type; uint32_t rank, dims[8]; size_t elems; void *value; };
struct operation { int type; uint32_t in[8], out; };
struct model {
	struct operand operands[MOST];
	struct operation ops[MOST];
	uint32_t operand_count, op_count, in_count, out_count, in[MOST], out[MOST];
};
struct execution { struct model *m; void *data[MOST]; void *own[MOST]; };

int ANeuralNetworksMemory_createFromFd(size_t size, int protect, int fd, size_t offset, struct memory **out)
{
	struct memory *m = calloc(1, sizeof *m);
	m->data = mmap(NULL, size, protect, MAP_SHARED, fd, offset);
	m->size = size;
	*out = m;
	return m->data == MAP_FAILED ? BAD_DATA : OK;
}

void ANeuralNetworksMemory_free(struct memory *m)
{
	if (m)
		munmap(m->data, m->size);
	free(m);
}

int ANeuralNetworksModel_create(struct model **out) { return (*out = calloc(1, sizeof **out)) ? OK : BAD_DATA; }
int ANeuralNetworksModel_finish(struct model *m) { return m ? OK : BAD_DATA; }
int ANeuralNetworksModel_relaxComputationFloat32toFloat16(struct model *m, bool on) { return (void)on, m ? OK : BAD_DATA; }

void ANeuralNetworksModel_free(struct model *m)
{
	for (uint32_t i = 0; m && i < m->operand_count; i++)
		free(m->operands[i].value);
	free(m);
}

int ANeuralNetworksModel_addOperand(struct model *m, const struct type *t)
{
	if (m->operand_count == MOST || t->rank > 8)
		return BAD_DATA;
	struct operand *o = &m->operands[m->operand_count++];
	o->type = t->type;
	o->rank = t->rank;
	o->elems = 1;
	for (uint32_t i = 0; i < t->rank; i++)
		o->elems *= o->dims[i] = t->dims[i];
	return OK;
}

int ANeuralNetworksModel_setOperandValue(struct model *m, int32_t i, const void *value, size_t length)
{
	if (!value)
		return OK; /* an optional operand that is left out */
	void *copy = malloc(length);
	if (copy)
		memcpy(copy, value, length);
	m->operands[i].value = copy;
	return copy ? OK : BAD_DATA;
}

int ANeuralNetworksModel_setOperandValueFromMemory(struct model *m, int32_t i, const struct memory *from, size_t offset, size_t length)
{
	return ANeuralNetworksModel_setOperandValue(m, i, from->data + offset, length);
}

int ANeuralNetworksModel_addOperation(struct model *m, int type, uint32_t ins, const uint32_t *in, uint32_t outs, const uint32_t *out)
{
	if (m->op_count == MOST || ins > 8 || outs < 1)
		return BAD_DATA;
	struct operation *o = &m->ops[m->op_count++];
	o->type = type;
	memcpy(o->in, in, ins * sizeof *in);
	o->out = out[0];
	return OK;
}

int ANeuralNetworksModel_identifyInputsAndOutputs(struct model *m, uint32_t ins, const uint32_t *in, uint32_t outs, const uint32_t *out)
{
	if (ins > MOST || outs > MOST)
		return BAD_DATA;
	memcpy(m->in, in, (m->in_count = ins) * sizeof *in);
	memcpy(m->out, out, (m->out_count = outs) * sizeof *out);
	return OK;
}

int ANeuralNetworks_getDeviceCount(uint32_t *n)
{
#ifdef ALONE
	*n = 1;
#else
	*n = 2;
#endif
	return OK;
}

static const char *const names[] = {"edged-test", "nnapi-reference"};
int ANeuralNetworks_getDevice(uint32_t i, const char *const **out)
{
	uint32_t n;
	ANeuralNetworks_getDeviceCount(&n);
	return i < n ? (*out = &names[n == 1 ? 1 : i], OK) : BAD_DATA;
}

int ANeuralNetworksDevice_getName(const char *const *d, const char **out) { return *out = *d, OK; }
int ANeuralNetworksDevice_getVersion(const char *const *d, const char **out) { return (void)d, *out = "1", OK; }
int ANeuralNetworksDevice_getFeatureLevel(const char *const *d, int64_t *out) { return (void)d, *out = 29, OK; }
int ANeuralNetworksDevice_getType(const char *const *d, int32_t *out) { return *out = d == names ? 4 : 2, OK; }

static bool takes(const struct model *m, const struct operation *op)
{
	const struct operand *a = &m->operands[op->in[0]], *b = &m->operands[op->in[1]], *out = &m->operands[op->out];
#ifdef REFUSE
	return false;
#endif
	if (a->type != TENSOR_FLOAT32 || out->type != TENSOR_FLOAT32)
		return false;
	switch (op->type) {
	case RELU: return true;
	case ADD: return b->type == TENSOR_FLOAT32 && a->elems == out->elems && b->elems == out->elems;
	case FULLY_CONNECTED: return b->type == TENSOR_FLOAT32;
	}
	return false;
}

int ANeuralNetworksModel_getSupportedOperationsForDevices(const struct model *m, const char *const *const *d, uint32_t n, bool *out)
{
	(void)d, (void)n;
	for (uint32_t i = 0; i < m->op_count; i++)
		out[i] = takes(m, &m->ops[i]);
	return OK;
}

int ANeuralNetworksCompilation_create(struct model *m, struct model **out) { return *out = m, OK; }
int ANeuralNetworksCompilation_createForDevices(struct model *m, const char *const *const *d, uint32_t n, struct model **out) { return (void)d, (void)n, *out = m, OK; }
void ANeuralNetworksCompilation_free(struct model *m) { (void)m; }
int ANeuralNetworksCompilation_setPreference(struct model *m, int32_t p) { return (void)m, (void)p, OK; }
int ANeuralNetworksCompilation_finish(struct model *m) { return (void)m, OK; }

int ANeuralNetworksExecution_create(struct model *m, struct execution **out)
{
	*out = calloc(1, sizeof **out);
	return *out ? (*out)->m = m, OK : BAD_DATA;
}

void ANeuralNetworksExecution_free(struct execution *e)
{
	for (int i = 0; e && i < MOST; i++)
		free(e->own[i]);
	free(e);
}

int ANeuralNetworksExecution_setInput(struct execution *e, int32_t i, const struct type *t, const void *p, size_t n) { return (void)t, (void)n, e->data[e->m->in[i]] = (void *)p, OK; }
int ANeuralNetworksExecution_setOutput(struct execution *e, int32_t i, const struct type *t, void *p, size_t n) { return (void)t, (void)n, e->data[e->m->out[i]] = p, OK; }
int ANeuralNetworksExecution_setInputFromMemory(struct execution *e, int32_t i, const struct type *t, const struct memory *m, size_t at, size_t n) { return ANeuralNetworksExecution_setInput(e, i, t, m->data + at, n); }
int ANeuralNetworksExecution_setOutputFromMemory(struct execution *e, int32_t i, const struct type *t, const struct memory *m, size_t at, size_t n) { return ANeuralNetworksExecution_setOutput(e, i, t, m->data + at, n); }

static float fuse(float v, int act)
{
	float low = act == 2 ? -1 : 0, high = act == 2 ? 1 : 6;
	if (act == 0)
		return v;
	return v < low ? low : act != 1 && v > high ? high : v;
}

static const void *at(struct execution *e, uint32_t i) { return e->data[i] ? e->data[i] : e->m->operands[i].value; }

static int run(struct execution *e, const struct operation *op)
{
	const struct operand *out = &e->m->operands[op->out];
	if (!e->data[op->out])
		e->data[op->out] = e->own[op->out] = calloc(out->elems, sizeof(float));
	const float *a = at(e, op->in[0]), *b = op->type == RELU ? NULL : at(e, op->in[1]), *c = op->type == FULLY_CONNECTED ? at(e, op->in[2]) : NULL;
	const int32_t *act = op->type == RELU ? NULL : at(e, op->in[op->type == FULLY_CONNECTED ? 3 : 2]);
	float *y = e->data[op->out];
	if (!a || !y || (op->type != RELU && (!b || !act)))
		return BAD_DATA;
	uint32_t wide = op->type == FULLY_CONNECTED ? e->m->operands[op->in[1]].dims[1] : 0, high = op->type == FULLY_CONNECTED ? e->m->operands[op->in[1]].dims[0] : 0;
	for (size_t i = 0; i < out->elems; i++) {
		float v = a[op->type == FULLY_CONNECTED ? 0 : i];
		switch (op->type) {
		case RELU: v = fuse(v, 1); break;
		case ADD: v = fuse(v + b[i], *act); break;
		case FULLY_CONNECTED:
			v = c ? c[i % high] : 0;
			for (uint32_t k = 0; k < wide; k++)
				v += a[i / high * wide + k] * b[i % high * wide + k];
			v = fuse(v, *act);
		}
		y[i] = v;
	}
	return OK;
}

int ANeuralNetworksExecution_compute(struct execution *e)
{
	int code = OK;
#ifdef FAIL
	return OP_FAILED;
#endif
	for (uint32_t i = 0; i < e->m->op_count && code == OK; i++)
		code = run(e, &e->m->ops[i]);
	return code;
}

int ANeuralNetworksExecution_startCompute(struct execution *e, void **event) { return *event = e, ANeuralNetworksExecution_compute(e); }
int ANeuralNetworksEvent_wait(void *event) { return (void)event, OK; }
void ANeuralNetworksEvent_free(void *event) { (void)event; }
