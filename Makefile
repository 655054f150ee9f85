# Every target works on a fresh machine: Python 3.11 or newer and a package index, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help install demo test check format bench bench-scale attack train assets screenshots clean

help:            ## list the targets
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:.*##' Makefile | sed -E 's/:.*## */\t/' | expand -t 12

install: $(VENV)/.done ## make the environment
$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "pip>=25.1"
	$(BIN)/python -m pip install --quiet -e . --group dev
	@touch $@

demo: install    ## build a desk from examples/ and print its records
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/citydesk --desk build/demo/citydesk.db demo

test: install    ## run the tests
	$(BIN)/python -m pytest

check: install   ## exactly what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: install  ## format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install   ## speed and memory (accuracy: see docs/bench.md)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.archives

bench-scale: install ## a million reports beside Splink (docs/scale.md; needs ../shared/corpus)
	$(BIN)/python -m pip install --quiet -e . --group bench
	$(BIN)/python -m benchmarks.scale

attack: install  ## try to break it for a bounded time (docs/security.md)
	$(BIN)/python -m pip install --quiet -e . --group attack
	$(BIN)/python -m attack

train: install   ## make every weights file again (needs ../shared/corpus)
	$(BIN)/python -m training all

assets:          ## make the desk's browser files again (needs Node and npm; nothing else does)
	cd assets && npm ci --no-audit --no-fund --silent && npm run build --silent

screenshots: install ## write docs/img/ (needs Chromium: apt-get install chromium)
	$(BIN)/python -m tests.web.browser.screenshots

clean:           ## remove what the targets made
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache
