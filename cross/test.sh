#!/usr/bin/env bash
# Runs the unit tests of models/, delegates/ and internal/ on emulated processors:
#   cross/test.sh arm64 arm 386
# 386 needs no emulator on an amd64 machine: it is the quick look at 32 bits.
# Judge's answers come from .cache/judge, which the same tests filled natively.
set -euo pipefail
cd "$(dirname "$0")/.."

export CGO_ENABLED=0 GOARM=7
# A worker starts programs, which an emulator of one program does not emulate.
packages=$(go list ./models/... ./delegates/... ./internal/... | grep -v /delegates/worker)
for arch in "$@"; do
	case $arch in
	arm64) qemu="$PWD/cross/one_core.sh $(command -v qemu-aarch64-static) -cpu cortex-a76" ;;
	arm) qemu="$PWD/cross/one_core.sh $(command -v qemu-arm-static)" ;;
	386) qemu=env ;;
	*) echo "cross/test.sh: no emulator for $arch" >&2; exit 2 ;;
	esac
	echo "== $arch under $qemu"
	GOARCH=$arch go build -o /dev/null ./cmd/edged
	GOARCH=$arch EDGED_REQUIRE=1 go test -short -timeout 30m -exec "$qemu" $packages
	[ $arch = arm64 ] || continue
	# The processor above has a dot product. This one has none.
	echo "== cortex-a72"
	GOARCH=$arch EDGED_REQUIRE=1 go test -short -timeout 30m -exec "${qemu/a76/a72}" ./internal/kernel ./delegates/reference
	cross/count.sh check
done
