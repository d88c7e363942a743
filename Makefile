# What can be done here. Each target sets up what it needs; `make help` lists them.

PYTHON ?= python3
ARGS ?=

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help venv demo test test-conversations test-rooms test-rest lint types clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  PYTHON=python3.12 picks another Python, ARGS="..." is handed on, PORT=8080 moves the demo.'

demo: .venv/installed ## try the whole service in a browser: no account, no real texts (PORT=8080 moves it)
	$(BIN)/mutualaid demo $(if $(PORT),--port $(PORT)) $(ARGS)

# What the tests keep need not outlive a power cut, so it lies in memory where the system has a place for that.
test: export TMPDIR := $(or $(if $(wildcard /dev/shm/.),/dev/shm),$(TMPDIR),/tmp)
test: .venv/installed-dev ## run the tests (ARGS="-k relay" picks some)
	$(if $(ARGS),$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS),@$(MAKE) --no-print-directory -j3 test-conversations test-rooms test-rest)

# Three plain processes: two keep two cores at work, the third mostly waits for servers and browsers of its own. Handing
# out 8,700 small tests one by one would cost two cores a minute.
ROOMS := tests/service tests/web tests/house tests/gazetteer tests/language

test-conversations:
	$(BIN)/python -m pytest tests/test_transcripts.py

test-rooms:
	$(BIN)/python -m pytest $(ROOMS)

test-rest:
	$(BIN)/python -m pytest $(patsubst %,--ignore=%,tests/test_transcripts.py $(ROOMS))

lint: .venv/installed-dev ## look for slips and untidy code
	$(BIN)/ruff check $(ARGS) .

types: .venv/installed-dev ## check the types
	$(BIN)/mypy $(ARGS)

venv: .venv/installed-dev ## set up .venv with all that development needs

clean: ## remove .venv and what the tools left behind
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

# A .venv whose Python is gone is made anew.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>/dev/null | grep Python || echo missing)." >&2; \
		echo "Install one and name it, such as: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { \
		echo "$(PYTHON) cannot make a .venv; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
		rm -rf .venv; exit 1; }

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up .venv: once, half a minute or so ...'
	@$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up .venv for development: once, a minute or so ...'
	@$(INSTALL) --editable '.[dev]'
	@touch .venv/installed $@
