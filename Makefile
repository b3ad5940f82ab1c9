# The only way in. `make` lists the targets.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help install run check format lint types layers docs docs-check test scenarios adequacy prove validate interviews bench bench-batch snapshots wheel clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m compileall -q src cli
	@touch $(READY)

install: $(READY) ## create the environment in .venv and install everything, pinned

run: $(READY) ## validate the knowledge, run the scenarios, show one look-up and one triage
	$(BIN)/surefoot validate
	@echo
	$(BIN)/surefoot test
	@echo
	$(BIN)/surefoot lookup foot drop --limit 3
	@echo
	$(BIN)/surefoot triage --with leg-weakness --with onset=sudden --with affected-side=left --with leg-complaint

check: lint types layers docs-check validate test scenarios adequacy prove ## everything that CI runs

format: $(READY) ## put the code into its canonical form
	$(BIN)/ruff check --quiet --fix src cli tests benchmarks tools || true
	$(BIN)/ruff format --quiet src cli tests benchmarks tools

lint: $(READY) ## ruff: rules and form
	$(BIN)/ruff check src cli tests benchmarks tools
	$(BIN)/ruff format --check src cli tests benchmarks tools

types: $(READY) ## mypy --strict
	$(BIN)/mypy

layers: $(READY) ## import-linter: who may import whom
	$(BIN)/lint-imports

docs: $(READY) ## write docs/reference from the code
	$(BIN)/python tools/generate.py

docs-check: $(READY) ## is docs/reference fresh?
	$(BIN)/python tools/generate.py --check

validate: $(READY) ## every check on every file of kb/ and scenarios/
	$(BIN)/surefoot validate

test: $(READY) ## pytest
	$(BIN)/pytest --numprocesses 2 --quiet

scenarios: $(READY) ## the scenario suite
	$(BIN)/surefoot test

adequacy: $(READY) ## do the scenarios show every part of the rules, and notice every mistake?
	$(BIN)/surefoot test --coverage
	$(BIN)/surefoot test --mutate

prove: $(READY) ## what must hold for every patient
	$(BIN)/surefoot prove --time-limit 60

interviews: $(READY) ## every patient of the suite, interviewed at a pseudo-terminal
	EVERY_INTERVIEW=1 $(BIN)/pytest tests/interviewing --quiet

bench: $(READY) ## benchmarks beside their peers (pytest-benchmark)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/pytest benchmarks --benchmark-only --quiet
	$(BIN)/python benchmarks/batch.py 300000 3

bench-batch: ROWS ?= 100000000
bench-batch: $(READY) ## batches of a million rows beside DuckDB and Polars, and ROWS=100000000 in one run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python benchmarks/batch.py 1000000 7
	$(BIN)/python benchmarks/whole_file.py $(ROWS) parquet numba

snapshots: $(READY) ## write the snapshots of the command line's output anew; read the diff
	$(BIN)/pytest tests/snapshots tests/mistakes tests/guides --quiet --rewrite-snapshots

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

clean: ## remove what the other targets made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .import_linter_cache .benchmarks .hypothesis
