/* A QEMU user-mode plugin (plugin API version 1, QEMU 7.2) that counts the instructions a
   program executes, over all its threads, and prints them to standard error at its end.
   Debian ships no qemu-plugin.h: what is used of it is declared here. */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

typedef uint64_t plugin_id;
struct tb;
extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct tb *));
extern size_t qemu_plugin_tb_n_insns(const struct tb *);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct tb *, void (*)(unsigned, void *), int flags, void *);
extern void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

static _Atomic uint64_t total;

static void executed(unsigned cpu, void *n)
{
	atomic_fetch_add_explicit(&total, (uintptr_t)n, memory_order_relaxed);
}

static void translated(plugin_id id, struct tb *b)
{
	qemu_plugin_register_vcpu_tb_exec_cb(b, executed, 0, (void *)qemu_plugin_tb_n_insns(b));
}

static void ended(plugin_id id, void *data)
{
	fprintf(stderr, "instructions %" PRIu64 "\n", total);
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, ended, NULL);
	return 0;
}
