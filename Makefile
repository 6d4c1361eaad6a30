# Motcua: the commands.  `make help` lists them.
#
# Needed beforehand: Python 3.11, 3.12 or 3.13 with venv, make, and for the
# browser tests Chromium.  `make check-machine` says what is missing.

PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3; do \
	$$each -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	2>/dev/null && echo $$each && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
NPM ?= $(shell command -v npm || echo $(CURDIR)/$(BIN)/npm)
VENDOR := src/motcua/pages/static/vendor

.DEFAULT_GOAL := help
.PHONY: help setup check-machine run worker test coverage loops test-browser lint types contracts sure format lock bench clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

check-machine:
	@test -n "$(PYTHON)" || { echo; \
	echo "Motcua needs Python 3.11, 3.12 or 3.13 with venv.  On Debian or Ubuntu:"; \
	echo "    sudo apt-get install -y python3 python3-venv make"; echo; exit 1; }

$(VENV)/.installed: requirements.lock setup.cfg | check-machine
	@echo "Setting up in $(VENV) with $(PYTHON) (about a minute, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENDOR)/.installed: package.json package-lock.json src/motcua/pages/vendor.py | $(VENV)/.installed
	@echo "Fetching the browser libraries ..."
	@PATH="$(PATH):$(CURDIR)/$(BIN)" $(NPM) ci --silent --ignore-scripts
	@$(BIN)/python -m motcua.pages.vendor
	@touch $@

setup: $(VENV)/.installed $(VENDOR)/.installed ## Set up everything that run and test need

run: setup ## Load the sample province and serve it on http://localhost:6543
	@$(BIN)/motcua serve development.ini

worker: setup ## Run the worker apart from the server (development.ini)
	@$(BIN)/motcua worker development.ini

test: setup ## Run every test, the browser's included
	@$(BIN)/python -m pytest -n auto --dist loadfile

coverage: setup ## Run every test and tell which branches none of them takes (twice as long)
	@$(BIN)/python -m pytest --cov --cov-report=term

loops: setup ## Play the loop of opinions 500 times, 50 steps each (about a quarter of an hour)
	@HYPOTHESIS=loops nice $(BIN)/python -m pytest -q tests/consultations/test_machine.py

test-browser: setup ## Run only the browser tests
	@$(BIN)/python -m pytest tests/browser

lint: setup ## Style, and the import contracts
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check src tests bench

contracts: setup ## Who may import whom
	@$(BIN)/lint-imports

types: setup ## Types
	@$(BIN)/mypy

sure: lint types contracts test ## Everything that will be asked of a change
	@$(BIN)/motcua check workflows/*/*.yaml

format: setup ## Write the code in the house style
	@$(BIN)/ruff check --fix -q src tests bench; $(BIN)/ruff format -q src tests bench

lock: setup ## Renew requirements.lock from requirements.in (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --override overrides.txt requirements.in -o requirements.lock

bench: setup ## Measure, and print the tables of docs/developing/performance.md
	@$(BIN)/python -m bench

clean: ## Remove what was set up; the data in var/ stays
	rm -rf $(VENV) node_modules $(VENDOR) build dist src/*.egg-info
