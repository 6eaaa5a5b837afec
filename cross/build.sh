#!/usr/bin/env bash
# Builds the static program for each target, os/arch or os/arch/variant, into dist/:
#   cross/build.sh linux/amd64 linux/arm64 linux/arm/7
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p dist
for target in "$@"; do
	IFS=/ read -r os arch variant <<<"$target"
	out=dist/edged-$os-$arch${variant:+v$variant}
	CGO_ENABLED=0 GOOS=$os GOARCH=$arch GOARM=${variant:-7} go build -trimpath -ldflags='-s -w' -o "$out" ./cmd/edged
	ls -l "$out" | awk '{print $9, $5, "bytes"}'
done
