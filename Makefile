# Every step installs what it needs; `make run` and `make test` are all that anyone must know.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
PORT ?= 8050
MUNICIPALITIES ?= 12
DATA_DIR := $(or $(PROGRAMKOLLEN_DATA_DIR),$(CURDIR)/var)
BIN := .venv/bin

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# Everything is compiled once: where Python writes no bytecode, each start would do it anew.
setup: .venv/run.stamp ## Install what running needs into .venv
setup-dev: .venv/dev.stamp ## Install what testing and checking need as well

.venv/bin/uv: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv .venv
	./.ci/retry $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $@

.venv/run.stamp: .venv/bin/uv requirements/run.txt pyproject.toml
	./.ci/retry $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q etl indicators dashboard
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	./.ci/retry $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt
	touch $@

run: setup ## Set up, publish the reconstructed releases, start web and worker (PORT=8050)
	@PROGRAMKOLLEN_DATA_DIR='$(DATA_DIR)' exec $(BIN)/programkollen run --port $(PORT)

demo: setup ## The same on a store of its own with made-up returns (MUNICIPALITIES=12)
	@export PROGRAMKOLLEN_DATA_DIR='$(DATA_DIR)/demo' PROGRAMKOLLEN_DEMO=true; \
	  $(BIN)/programkollen demo --municipalities $(MUNICIPALITIES); \
	  exec $(BIN)/programkollen run --port $(PORT)

test: setup-dev ## Run all tests (browser and PostgreSQL included)
	./.ci/browser
	./.ci/pango
	./.ci/provider
	./.ci/checkers
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not soak"

soak: setup-dev ## Run the long tests too
	./.ci/browser
	./.ci/pango
	./.ci/provider
	./.ci/checkers
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: setup-dev ## Lint, types and contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What is compared with lives apart: its dependencies are no business of ours.
.venv/bench.stamp: .venv/bin/uv requirements/bench.txt
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/bench
	./.ci/retry $(BIN)/uv pip install --quiet --compile-bytecode --python .venv/bench/bin/python --require-hashes -r requirements/bench.txt
	touch $@

bench: setup-dev .venv/bench.stamp ## Print the measured figures
	for program in bench/*.py; do echo "== $$program"; $(BIN)/python $$program; done

pictures: setup-dev ## Take a picture of every page, as each reader, into build/pictures
	./.ci/browser
	PYTHONPATH=.:tests $(BIN)/python tests/accessibility/pictures.py

requirements: .venv/bin/uv ## Pin all dependencies anew, with hashes
	for set in "run " "dev --extra test --extra check"; do \
	  $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 pyproject.toml $${set#* } --output-file requirements/$${set%% *}.txt; done
	echo uv | $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --python-version 3.11 - --output-file requirements/uv.txt

.PHONY: help setup setup-dev run demo test soak check bench pictures requirements
