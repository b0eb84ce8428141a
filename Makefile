# Everything sets itself up: on a machine with Python 3.11 or later and make, any target works from a fresh clone.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# One more than there are cores: many tests wait for processes, time limits or a server.
JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
WORKSPACE ?= learnfastapi-workspace

.DEFAULT_GOAL := help
.PHONY: help start test course check bench study format wheel clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

start: $(VENV)/.installed  ## install, make a workspace, open the first lesson
	@$(BIN)/learnfastapi start $(WORKSPACE)
	@cd $(WORKSPACE) && $(CURDIR)/$(BIN)/learnfastapi next

test: $(VENV)/.installed-dev  ## run the tests
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal

course: $(VENV)/.installed-dev  ## prove that the lessons and exercises are in order; prints how well they judge
	$(BIN)/learnfastapi author check .
	$(BIN)/learnfastapi author check examples/pack-water-meters/water_meters

check: $(VENV)/.installed-dev  ## format, lint, types, tests and the course, as in CI
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal
	$(MAKE) course

bench: $(VENV)/.installed-dev  ## how fast a verdict is, against plain pytest; takes some minutes
	$(BIN)/python -m benchmarks

study: $(VENV)/.installed-dev  ## what `review` keeps in mind in ninety days, against fixed intervals
	$(BIN)/python -m benchmarks.study

format: $(VENV)/.installed-dev  ## format and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

wheel: $(VENV)/.installed-dev  ## build dist/*.whl
	$(BIN)/python -m hatchling build --target wheel

clean:  ## remove what was made, but no workspace
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache

# constraints.txt holds the versions that development and CI use. A learner gets them too from a checkout.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: \`$(PYTHON)\` is too old: Python 3.11 or later is needed"; echo; \
	    echo "hint: name another one, as in \`make PYTHON=python3.13 start\`"; exit 2; } >&2
	@echo "Making $(VENV) and installing; the first time takes a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
