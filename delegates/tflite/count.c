//go:build native

/* A delegate that takes no operators and counts who has them: put behind the others, it
   sees the plan that they left. */
#include "count.h"

#include <stdlib.h>
#include <string.h>

static TfLiteStatus prepare(TfLiteContext *context, TfLiteDelegate *delegate)
{
	struct edged_counts *c = delegate->data_;
	TfLiteIntArray *plan = NULL;
	if (context->GetExecutionPlan(context, &plan) != kTfLiteOk)
		return kTfLiteError;
	c->own = c->kernels = c->nnapi = 0;
	for (int i = 0; i < plan->size; i++) {
		TfLiteNode *node = NULL;
		TfLiteRegistration *registration = NULL;
		if (context->GetNodeAndRegistration(context, plan->data[i], &node, &registration) != kTfLiteOk)
			return kTfLiteError;
		if (!node->delegate) {
			c->own++;
			continue;
		}
		c->kernels++;
		c->nnapi += registration->custom_name && !strcmp(registration->custom_name, "TfLiteNnapiDelegate");
	}
	c->seen = 1;
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
