#!/usr/bin/env bash
# Runs a command on one of the cores this process may use, the Nth of them, counted on from
# the first where there are fewer:
#   cross/one_core.sh N COMMAND...
# An emulated program runs its loads and stores as the processor below does, and x86 lets a
# load overtake an earlier store. Go's synchronisation on ARM relies on its not doing so:
# wakes get lost, and tests hang. On one core nobody sees the difference.
set -euo pipefail
n=$1
shift
cores=()
for range in $(awk '/^Cpus_allowed_list/ {gsub(",", " ", $2); print $2}' /proc/self/status); do
	mapfile -t -O ${#cores[@]} cores < <(seq "${range%-*}" "${range#*-}")
done
exec taskset -c "${cores[n % ${#cores[@]}]}" "$@"
