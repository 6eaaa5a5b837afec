#!/usr/bin/env bash
# Runs every fuzz target for a time each:  cross/fuzz.sh 30s
set -euo pipefail
cd "$(dirname "$0")/.."
for file in $(git ls-files '*_test.go' | xargs grep -l '^func Fuzz'); do
	for target in $(grep -oP '^func \KFuzz\w+' "$file"); do
		echo "== $(dirname "$file") $target"
		go test -run='^$' -fuzz="^$target\$" -fuzztime="${1:-30s}" "./$(dirname "$file")"
	done
done
