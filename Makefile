# Everything runs in .venv; the first call sets it up, later calls do not. Needed: make and Python 3.11 or newer.
PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
SETUP := pyproject.toml constraints.txt
LOG := $(VENV)/setup.log
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1

PINS := \# Resolved together and tested; the package itself asks for less. Renewed by: make constraints
DEV := ".[all,dev]"
DOCS := ".[all,docs]"
# $(call install,what,its name): one line on success, the end of the log on failure
install = @echo "setting up: $(2) (once)"; $(PIP) $(1) >$(LOG) 2>&1 || { tail -n 20 $(LOG); exit 1; }

.DEFAULT_GOAL := help
.PHONY: help demo test torture lint types imports docs bench check constraints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.with-all ## the whole way on the shipped example, into ./minsheng-demo/
	@$(BIN)/minsheng demo

test: $(VENV)/.with-dev ## all tests
	@$(BIN)/python -m pytest -q -n $(JOBS)

torture: $(VENV)/.with-dev ## faults in full: killed writers, crowds, flipped bits, backups while writing (some minutes)
	@MINSHENG_TORTURE=full $(BIN)/python -m pytest -q --durations=0 --durations-min=1 tests/torture

lint: $(VENV)/.with-dev ## style, and that the code is formatted
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.with-dev ## mypy --strict on the package, on caller code and on the benchmarks
	@$(BIN)/mypy

imports: $(VENV)/.with-dev ## the order of the rooms: who may import whom
	@$(BIN)/lint-imports --no-logo

docs: $(VENV)/.with-docs ## the documentation, into ./site/
	@$(BIN)/mkdocs build --strict --quiet >$(VENV)/docs.log 2>&1 || { cat $(VENV)/docs.log; exit 1; }
	@echo "written: site/index.html"

bench: $(VENV)/.with-dev ## speed beside what a user would pick instead
	@$(BIN)/python benchmarks/run.py

check: lint types imports test docs ## all of it

constraints: ## pin what a fresh environment resolves to now
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" \
	  && "$$folder"/bin/python -m pip install --quiet --disable-pip-version-check ".[all,dev,docs]" \
	  && { echo "$(PINS)"; "$$folder"/bin/python -m pip freeze --exclude minsheng | LC_ALL=C sort -f; } >"$$folder"/pins \
	  && ! grep -nE '@|://|^-e' "$$folder"/pins && cp "$$folder"/pins constraints.txt

clean: ## remove what make made
	rm -rf $(VENV) site dist minsheng-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.venv-made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
	  echo "$(PYTHON) can not make a virtual environment: install its venv module (Debian, Ubuntu: sudo apt-get install python3-venv)"; exit 1; }
	@touch $@

$(VENV)/.with-all: $(SETUP) | $(VENV)/.venv-made
	$(call install,-e ".[all]",minsheng and what it needs)
	@touch $@

$(VENV)/.with-dev: $(SETUP) $(VENV)/.with-all
	$(call install,-e $(DEV),the tools of the tests)
	@touch $@

$(VENV)/.with-docs: $(SETUP) $(VENV)/.with-all
	$(call install,-e $(DOCS),the tools of the documentation)
	@touch $@
