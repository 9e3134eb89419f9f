# Everything that is done with gradlab from its checkout. Needs Swift, make and git; ncurses is installed if it is missing.

PREFIX ?= /usr/local
RELEASE = .build/release/gradlab
SOURCES = Sources Tests Package.swift

.PHONY: run build test check bench format lint install ncurses

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

install: build ## copies the program, the lessons and the data under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/gradlab
	install $(RELEASE) $(DESTDIR)$(PREFIX)/bin/gradlab
	cp -R lessons assets $(DESTDIR)$(PREFIX)/share/gradlab/

ncurses:
	@.ci/ncurses
