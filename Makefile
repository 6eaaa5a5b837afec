# make test    everything that CI holds, on a fresh machine; installs what it needs
# make check   the quick part: format, vet, staticcheck, rules, unit tests without the judge's models
# make bench   ratios against LiteRT and a Python daemon, from one run
# make count   arm64 instructions of an inference beside TensorFlow Lite's, under QEMU
# make soak    a daemon whose native engine fails 10000 times (by hand: most of an hour)
# make avx512  tests of the AVX-512 kernels on a processor that Bochs emulates (by hand: minutes)
# make build   bin/edged for this machine;  make dist  for every target
# make worker  bin/edged-worker for this machine, which runs native engines (a C compiler)
# make runtime bin/lib: a TensorFlow Lite library for it (Maven), and LiteRT with its GPU
#              accelerator (pip)

SHELL := /bin/bash
GO ?= go
export CGO_ENABLED = 0
PYTHON := .venv/bin/python
TARGETS := linux/amd64 linux/arm64 linux/arm/7

.PHONY: all build dist worker runtime setup check lint test unit race cross bench count soak avx512 zoo fuzz clean

all: build

build:
	$(GO) build -trimpath -ldflags='-s -w' -o bin/edged ./cmd/edged

dist:
	cross/build.sh $(TARGETS)

worker:
	cross/worker.sh

runtime:
	cross/runtime.sh

setup:
	.ci/setup.sh

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

check: lint
	$(GO) test -short ./...

# The first pass fills .cache/judge, which the emulated processors read.
test: setup lint worker runtime unit race cross

unit:
	EDGED_REQUIRE=1 $(GO) test -timeout 30m ./...

race:
	CGO_ENABLED=1 EDGED_REQUIRE=1 $(GO) test -race -short -timeout 30m ./...

cross:
	cross/test.sh arm64 arm64-a72 arm 386

bench: setup build worker runtime
	EDGED_REQUIRE=1 $(GO) run ./bench

count:
	cross/count.sh

FAULTS ?= 10000
soak: setup worker runtime
	EDGED_REQUIRE=1 EDGED_FAULTS=$(FAULTS) $(GO) test -count=1 -timeout 4h -v -run 'TestSoak$$' ./daemon

avx512:
	cross/avx512.sh

zoo:
	models/zoo/train/train.sh

FUZZTIME ?= 30s
fuzz:
	cross/fuzz.sh $(FUZZTIME)

clean:
	rm -rf bin dist .cache
