# Two commands matter: `make run` and `make test`. CI calls the same targets.
PYTHON ?= python3
COMMAND = @$(PYTHON) -m scripts

.DEFAULT_GOAL := help
.PHONY: help run test lint types seed setup schema lock screens bench bench-live bench-pages bench-views bench-start

help:          ## this list
	@grep -hE '^[a-z-]+: .*##' Makefile | sed -E 's/^([a-z-]+): *## ?/  make \1|/' | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'
run:           ## set up what is missing, load demo data, serve on http://localhost:8000 (PORT=, HOST=, DATA_DIR=)
	$(COMMAND) run
test:          ## everything that CI checks (ONLY=ruff,mypy,sqlite,... for some steps, CHROMIUM= for another browser)
	$(COMMAND) test
lint:          ## ruff, import contracts, eslint
	@ONLY=lint $(PYTHON) -m scripts test
types:         ## mypy and svelte-check
	@ONLY=types $(PYTHON) -m scripts test
seed:          ## load the demo data into an empty database
	$(COMMAND) seed
setup:         ## install all packages and build the pages, start nothing
	$(COMMAND) setup
schema:        ## write OpenAPI, the live protocol and the frontend's types again
	$(COMMAND) schema
lock:          ## compile requirements/*.in into lock files with hashes
	$(COMMAND) lock
screens:       ## pictures of every place in screens/
	$(COMMAND) screens
bench:         ## the benchmarks below
	$(COMMAND) bench
bench-live:    ## the live engine under load and faults (ONLY=storm,faults,... REPORT=1 into docs/operations/capacity.md)
	$(COMMAND) bench-live
bench-pages:   ## join page and thread page on a slow phone
	$(COMMAND) bench-pages
bench-views:   ## attendee, desk, speaker and stage with 500 questions on a slow processor
	$(COMMAND) bench-views
bench-start:   ## from `make run` to the first page
	$(COMMAND) bench-start
