/* A libedgetpu.so.1 for tests, with a device on PCIe and one on USB, which it finds only
   where it may do what libusb does. Its delegate takes edgetpu-custom-op and computes
   clamp(x * m + a) of int8, m and a being the operator's first two option bytes; where there
   is a second output, the type of the device goes there. */
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <tensorflow/lite/c/common.h>

#ifndef VERSION
#define VERSION "BuildLabel(COMPILER=9.4.0,DATE=redacted,TIME=redacted), RuntimeVersion(14)"
#endif

struct edgetpu_device { int type; const char *path; };
struct edgetpu_option { const char *name, *value; };

static int opened;

static int may_open(int family, int protocol)
{
	int fd = socket(family, SOCK_RAW, protocol);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

struct edgetpu_device *edgetpu_list_devices(size_t *n)
{
	*n = 0;
	if (!may_open(AF_NETLINK, NETLINK_KOBJECT_UEVENT) || may_open(AF_NETLINK, NETLINK_ROUTE) || may_open(AF_INET, 0))
		return NULL;
	struct edgetpu_device *list = calloc(2, sizeof *list);
	if (!list)
		return NULL;
	list[0] = (struct edgetpu_device){0, "/dev/apex_0"};
	list[1] = (struct edgetpu_device){1, "/sys/bus/usb/devices/2-1"};
	*n = 2;
	return list;
}

void edgetpu_free_devices(struct edgetpu_device *list) { free(list); }

const char *edgetpu_version(void) { return VERSION; }

static TfLiteStatus invoke(TfLiteContext *context, TfLiteNode *node)
{
	const TfLiteTensor *in = &context->tensors[node->inputs->data[0]];
	TfLiteTensor *out = &context->tensors[node->outputs->data[0]];
	const signed char *options = node->user_data;
	for (size_t i = 0; i < in->bytes; i++) {
		int y = in->data.int8[i] * options[0] + options[1];
		out->data.int8[i] = y < -128 ? -128 : y > 127 ? 127 : y;
	}
	if (node->outputs->size > 1)
		context->tensors[node->outputs->data[1]].data.int8[0] = opened;
	return kTfLiteOk;
}

static const void *custom_options;

static void *init(TfLiteContext *context, const char *buffer, size_t length)
{
	(void)context, (void)buffer, (void)length;
	return (void *)custom_options;
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
		if (registration->custom_name && !strcmp(registration->custom_name, "edgetpu-custom-op") && node->custom_initial_data_size >= 2) {
			custom_options = node->custom_initial_data;
			take->data[take->size++] = plan->data[i];
		}
	}
	TfLiteRegistration kernel = {.init = init, .invoke = invoke, .builtin_code = kTfLiteBuiltinDelegate, .custom_name = "edgetpu", .version = 1};
	TfLiteStatus status = context->ReplaceNodeSubsetsWithDelegateKernels(context, kernel, take, delegate);
	free(take);
	return status;
}

TfLiteDelegate *edgetpu_create_delegate(int type, const char *name, const struct edgetpu_option *options, size_t n)
{
	static TfLiteDelegate d = {.Prepare = prepare, .flags = 1};
	for (size_t i = 0; i < n; i++)
		if (strcmp(options[i].name, "Performance"))
			return NULL;
	if (strcmp(name, type ? "/sys/bus/usb/devices/2-1" : "/dev/apex_0"))
		return NULL;
	opened = type;
	return &d;
}

void edgetpu_free_delegate(TfLiteDelegate *d) { (void)d; }
