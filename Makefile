# What a person runs is what CI runs. Everything happens in .venv; nothing of the machine's own Python is used.
PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The tests read the dataset with Spark as well where there is a Java that Spark 4 runs on: 17 or newer.
SPARK := $(shell java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])' && echo .venv/spark)

.DEFAULT_GOAL := help
SECONDS ?= 60
# Dozens of processes of the tests import the same modules: what one has compiled, the others need not.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help crawl test test-real test-wheel coverage bench long torture fuzz lint audit pins tables wheel clean

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

crawl: .venv/run ## Crawl the demo site into output/data; a second time crawls its second day
	@$(BIN)/thinktap demo --crawl --port $(PORT)

test: .venv/dev $(SPARK) lint ## Check the code and run every test
	@$(BIN)/python -m pytest -n 3 --dist worksteal # three keep two cores busy: much of a test is waiting

test-real: .venv/dev ## Crawl a real WordPress, where its packages are installed, and compare with its database
	@$(BIN)/python -m pytest tests/real -m real -n 2 --dist worksteal

test-wheel: .venv/dev ## Install the wheel and crawl with it, under each Python that is here, from 3.11 to 3.13
	@$(BIN)/python -m pytest tests/test_wheel.py -m long -n 3

coverage: .venv/dev $(SPARK) ## Run every test, and say which lines and branches none of them reaches
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=90

long: .venv/dev ## Run what takes minutes: pages of megabytes, a worker's memory, and properties with 1,000 examples
	@$(BIN)/python -m pytest -m "long or hypothesis" --hypothesis-profile=long --timeout=1800

torture: .venv/dev ## Kill, cut off, fill up and read a dataset for half an hour, crawl hostile sites for as long, and print what happened
	@$(BIN)/python -m pytest tests/torture -m torture -n 2 --dist worksteal -rP
	@$(BIN)/python -m pytest tests/hostile -m torture -n 2 --dist worksteal

fuzz: .venv/dev ## Feed each parser for SECONDS=60 with what atheris makes up, where it is installed in .venv
	@$(BIN)/python tests/hostile/fuzz.py --seconds $(SECONDS)

bench: .venv/dev .venv/bench ## Run every benchmark, for hours, and write bench.md; BENCH="--short" or BENCH=report for less
	@$(BIN)/python benchmarks $(BENCH)

lint: .venv/dev ## Check the code only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

audit: .venv/audit ## Look the pinned packages up among known advisories; needs the internet
	@$(BIN)/pip-audit --disable-pip --require-hashes -r requirements/run.txt -r requirements/delta.txt

pins: .venv/dev ## Make requirements/*.txt anew from pyproject.toml
	@for set in run dev delta dask spark bench audit; do \
		with="--group build"; \
		case $$set in delta|dask|dev) with="$$with --extra delta";; esac; \
		case $$set in dask|dev) with="$$with --extra dask";; esac; \
		case $$set in dev) with="$$with --extra otel";; esac; \
		case $$set in dev|spark|bench|audit) with="$$with --group $$set";; esac; \
		case $$set in delta|dask|spark|bench|audit) with="$$with --constraint requirements/dev.txt";; esac; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" \
			pyproject.toml $$with --output-file requirements/$$set.txt; \
	done

tables: .venv/run ## Write the tables of docs/dataset.md anew from output/schema.py
	@sed '/^## Tables$$/q' docs/dataset.md > .tables.md
	@$(BIN)/python -m output.documents.dictionary >> .tables.md
	@mv .tables.md docs/dataset.md

wheel: .venv/run ## Build the wheel, into dist/
	@$(BIN)/python -m hatchling build --target wheel

clean: ## Remove what make has made; output/data stays
	rm -rf .venv .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# pip refuses hashes together with -e: the pinned packages first, the project second. --no-deps, for the pins are the
# whole set: pip 23 looks for another release of a pinned package that a second one asks for with an extra.
.venv/run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "thinktap needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing pinned packages into .venv ..."
	@$(PIP) install --no-deps --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

.venv/spark: requirements/spark.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/spark.txt
	@touch $@

# For --output s3://… and other object stores.
.venv/delta: requirements/delta.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/delta.txt
	@touch $@

# For --engine dask, whatever the output is.
.venv/dask: requirements/dask.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/dask.txt
	@touch $@

# For benchmarks/ alone: what is measured beside ours, and what trains the block model.
.venv/bench: requirements/bench.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

.venv/audit: requirements/audit.txt .venv/run
	@$(PIP) install --no-deps --require-hashes -r requirements/audit.txt
	@touch $@
