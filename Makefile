# Everything that is done with gradlab from its checkout. Needs Swift, make and git; ncurses is installed if it is missing.

PREFIX ?= /usr/local
RELEASE = .build/release/gradlab
BINARY ?= $(RELEASE)
SOURCES = Sources Tests Package.swift

.PHONY: run build test check bench format lint portability sanitize static install install-files uninstall pictures ncurses

run: build ## builds the lab and opens it
	@$(RELEASE)

build: ncurses ## the optimized program
	@swift build -c release --product gradlab

test: ncurses ## every test, the journeys through a real terminal included
	@swift test --disable-xctest

check: build ## proof-reads the lessons and proves their tasks by training
	@$(RELEASE) check

bench: build ## measures the training workloads
	@$(RELEASE) bench

format: ## brings the sources into the common layout
	@swift format -i -r $(SOURCES)

lint: ## the layout, and what must not be called
	@swift format lint --strict -r $(SOURCES)
	@.ci/lint

portability: ## the kernels as older processors and arm64 run them, as far as this machine can emulate them
	@.ci/portability

sanitize: ncurses ## every test under the thread sanitizer and under the address sanitizer
	@.ci/sanitize

static: ncurses ## the optimized program with Swift's own libraries inside; ncurses and the C library stay shared
	@swift build -c release --product gradlab --static-swift-stdlib --scratch-path .build/static
	@echo "Install it with: make install-files BINARY=.build/static/release/gradlab"

install: build install-files ## builds the program and installs it under PREFIX

install-files: ## installs the program that is built: BINARY, lessons, data, manual page, completions
	@.ci/install "$(BINARY)" "$(DESTDIR)$(PREFIX)"

uninstall: ## takes away what install has put under PREFIX
	@.ci/install --remove "$(DESTDIR)$(PREFIX)"

pictures: build ## draws the pictures of the readme anew
	@.ci/pictures $(RELEASE)

ncurses:
	@.ci/ncurses
