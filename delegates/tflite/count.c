//go:build native

/* A delegate that takes no operators and counts who has them: put behind the others, it
   sees the plan that they left. */
#include "count.h"

#include <stdlib.h>
#include <string.h>

/* What a piece's node holds; a delegate of the newer kind has one pointer more. */
struct params {
	void *delegate;
	const TfLiteIntArray *replaced;
};

struct opaque_params {
	void *delegate, *data;
	const TfLiteIntArray *replaced;
};

/* How many operators a delegate's piece holds. */
static int held(const TfLiteNode *node, int old)
{
	const TfLiteIntArray *replaced = NULL;
	if (!node->builtin_data)
		return 0;
	if (!old && node->delegate->opaque_delegate_builder)
		replaced = ((const struct opaque_params *)node->builtin_data)->replaced;
	else
		replaced = ((const struct params *)node->builtin_data)->replaced;
	return replaced ? replaced->size : 0;
}

static void count(struct edged_counts *c, const TfLiteNode *node, const TfLiteRegistration *registration)
{
	if (!node->delegate) {
		c->own++;
		return;
	}
	int n = held(node, c->old);
	c->kernels++;
	c->nnapi += registration->custom_name && !strcmp(registration->custom_name, "TfLiteNnapiDelegate");
	c->taken += n;
	if (registration->custom_name && !strcmp(registration->custom_name, "TfLiteXNNPackDelegate")) {
		c->xnnpack_kernels++;
		c->xnnpack += n;
	}
}

static TfLiteStatus prepare(TfLiteContext *context, TfLiteDelegate *delegate)
{
	struct edged_counts *c = delegate->data_;
	TfLiteIntArray *plan = NULL;
	if (context->GetExecutionPlan(context, &plan) != kTfLiteOk)
		return kTfLiteError;
	*c = (struct edged_counts){.seen = 1, .old = c->old};
	for (int i = 0; i < plan->size; i++) {
		TfLiteNode *node = NULL;
		TfLiteRegistration *registration = NULL;
		if (context->GetNodeAndRegistration(context, plan->data[i], &node, &registration) != kTfLiteOk)
			return kTfLiteError;
		count(c, node, registration);
	}
	return kTfLiteOk;
}

TfLiteDelegate *edged_counter(void)
{
	TfLiteDelegate *d = calloc(1, sizeof *d);
	struct edged_counts *c = calloc(1, sizeof *c);
	if (!d || !c) {
		free(d);
		free(c);
		return NULL;
	}
	d->data_ = c;
	d->Prepare = prepare;
	d->flags = 1; /* dynamic tensors are no reason to leave it out */
	return d;
}

void edged_counter_free(TfLiteDelegate *d)
{
	free(d->data_);
	free(d);
}
