#!/usr/bin/env bash
# Runs the unit tests of models/, delegates/ and internal/ on emulated processors, all at
# once, and prints what they say one after the other:
#   cross/test.sh 386 arm64 arm64-a72 arm
# 386 needs no emulator on an amd64 machine: it is the quick look at 32 bits. arm64 has a dot
# product; arm64-a72 has none, and is for internal/kernel and delegates/reference.
# Judge's answers come from .cache/judge, which the same tests filled natively.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0 GOARM=7 EDGED_REQUIRE=1
# A worker starts programs, which an emulator of one program does not emulate.
packages=$(go list ./models/... ./delegates/... ./internal/... | grep -v /delegates/worker)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# emulated ARCH COMMAND PACKAGE... runs tests of packages under the command.
emulated() {
	local under=$2
	export GOARCH=$1
	shift 2
	go build -o /dev/null ./cmd/edged
	go test -short -timeout 40m -exec "$under" "$@"
}

# run ARCH N tests for a processor, emulated on the Nth core.
run() {
	local one_core="$PWD/cross/one_core.sh $2"
	case $1 in
	386) emulated 386 env $packages ;;
	arm) emulated arm "$one_core $(command -v qemu-arm-static)" $packages ;;
	arm64)
		emulated arm64 "$one_core $(command -v qemu-aarch64-static) -cpu cortex-a76" $packages
		GOARCH='' cross/count.sh check
		;;
	arm64-a72) emulated arm64 "$one_core $(command -v qemu-aarch64-static) -cpu cortex-a72" ./internal/kernel ./delegates/reference ;;
	*) echo "cross/test.sh: no emulator for $1" >&2 && return 2 ;;
	esac
}

jobs=()
for arch in "$@"; do
	run "$arch" ${#jobs[@]} >"$logs/$arch" 2>&1 &
	jobs+=($!)
done
status=0
for i in "${!jobs[@]}"; do
	wait "${jobs[$i]}" || status=1
	arch=${@:$((i + 1)):1}
	echo "== $arch"
	cat "$logs/$arch"
done
exit $status
