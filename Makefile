# The two commands of the README; each sets up everything on a fresh machine with Python ≥ 3.11.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint
.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

demo: .venv/ready
	$(BIN)/depesche read examples/anruf.txt --published 2024-03-15

test: .venv/ready
	$(BIN)/python -m pytest

lint: .venv/ready
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
