# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Each installs what it needs into .venv, with the hashes of requirements/, and only when that
# changed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
WORKERS ?= 2
FUZZ_S ?= 10

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: help install demo test test-slow check fix bench eval docs fuzz lock clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

install: $(DEV)  ## install everything that building and testing needs into .venv

demo: $(RUNTIME)  ## five exchanges across the border, with a real model on this machine
	@$(BIN)/douane demo

test: $(DEV)  ## all tests but the slow ones
	$(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist=worksteal --hypothesis-profile=ci

test-slow: $(DEV)  ## tests that take minutes or fetch Node.js packages
	$(BIN)/python -m pytest -m slow --hypothesis-profile=ci

check: $(DEV)  ## linters, types, and the import contracts of the house
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(DEV)  ## let the linters repair what they can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV)  ## measure Douane beside its peers; writes docs/performance.md
	$(BIN)/python -m benchmarks.run --scenario all

eval: $(DEV)  ## measure detection beside Presidio; writes docs/detection.md
	$(BIN)/python -m benchmarks.detection

docs: $(DEV)  ## write the pages of docs/reference that are made from code
	$(BIN)/python -m tests.architecture.pages

fuzz: $(DEV)  ## every parser of untrusted bytes, FUZZ_S seconds each
	$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_S)

lock: $(DEV)  ## resolve requirements/*.txt anew, with hashes
	$(COMPILE) --upgrade pyproject.toml --output-file requirements/runtime.txt
	$(COMPILE) --upgrade pyproject.toml requirements/dev.in \
		--constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(COMPILE) --upgrade requirements/build.in \
		--constraint requirements/dev.txt --output-file requirements/build.txt

clean:  ## remove what was installed, fetched and cached
	rm -rf $(VENV) .cache .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache build dist

# dev.txt holds all of runtime.txt and build.txt, so whoever has it needs neither.
$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what tests and linters need into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(RUNTIME) $@

$(RUNTIME): requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing Douane into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Douane needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11"; exit 2; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "No venv module; on Debian: apt-get install python3-venv"; exit 2; }
