.PHONY: help demo test lint types notebooks lab clean
PYTHON ?= python3
BIN := .venv/bin

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.tested: .venv/.installed
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@

demo: .venv/.installed  ## analyse the built-in sample corpus into demo/
	$(BIN)/newsvane demo demo/

test: .venv/.tested  ## run the whole suite
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: .venv/.tested  ## format and lint
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

types: .venv/.tested  ## check the types
	$(BIN)/mypy

notebooks: .venv/.tested  ## run the notebooks on the sample corpus
	$(BIN)/python -m pytest tests/test_notebooks.py

lab: demo  ## open the notebooks on the sample corpus
	$(BIN)/newsvane lab demo/

clean:  ## remove what the targets made
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
