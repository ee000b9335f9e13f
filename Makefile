# Works on a machine with Python 3.11 or newer, pip and make. `make help` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
WORKERS ?= 2
MINUTES ?= 20

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test check lint bench endurance lock clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.core ## Virtual environment with the program, from the hashed lock
install-dev: $(VENV)/.dev ## The same with the tools for tests and lint

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# The project is installed editable and without dependencies: those come from the lock alone, each checked by hash.
# A stamp says that it was done, so that the second call is instant.
$(VENV)/.core: pyproject.toml requirements.txt requirements-build.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.txt -r requirements-build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.core
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.core ## Read the example articles into out/demo.graphml
	@mkdir -p out
	$(BIN)/actorgraph run examples/articles -o out/demo.graphml
	@echo "The network is in out/demo.graphml; open it with Gephi."

test: $(VENV)/.dev ## Run the tests (5 minutes on two cores); the reason of every skip is shown
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -rs

lint: $(VENV)/.dev ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: ## All that must hold before a commit is merged (15 minutes on two cores)
	.ci/run

bench: $(VENV)/.dev ## Scores (where the data are) and throughput
	@if [ -d ../shared/bench ]; then $(BIN)/python benchmarks/score.py; else echo "No ../shared/bench: scores skipped."; fi
	$(BIN)/python benchmarks/throughput.py

endurance: $(VENV)/.dev ## Long run: MINUTES=20 of extraction, memory recorded in benchmarks/RESULTS.md
	@# 5 is pytest's word for "no test has the mark".
	$(BIN)/python -m pytest -m endurance -rs || [ $$? -eq 5 ]
	$(BIN)/python benchmarks/endurance.py --minutes $(MINUTES) --record

lock: | $(BIN)/python ## Resolve the dependencies anew and write the requirements files
	$(PIP) install uv
	$(COMPILE) pyproject.toml --upgrade -o requirements.txt
	$(COMPILE) pyproject.toml --upgrade --constraints requirements.txt --extra small -o requirements-small.txt
	$(COMPILE) pyproject.toml --upgrade --constraints requirements.txt --extra dev -o requirements-dev.txt
	echo 'hatchling' | $(COMPILE) - --upgrade --constraints requirements-dev.txt -o requirements-build.txt

clean: ## Remove what the targets made, but not the virtual environment
	rm -rf out build dist benchmarks/work .pytest_cache .mypy_cache .ruff_cache .hypothesis
