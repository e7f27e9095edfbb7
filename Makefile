# What a person types, and what CI runs. The two that matter: `make app` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 = 1

.PHONY: app test test-postgres check check-long bench install fmt schema clean

app: $(VENV)/system-run install ## set up everything and open the application
	$(BIN)/assess app --demo

test: $(VENV)/system-test install ## set up everything and pass the tests
	$(BIN)/pytest

check: $(VENV)/system-test install ## format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

check-long: $(VENV)/system-test install ## what takes longer
	$(BIN)/pytest -m long --timeout 7200
	$(BIN)/pytest --hypothesis-profile=long --timeout 7200 \
	    tests/scoring/test_invariants.py tests/catalogue/test_mutations.py tests/presentation

test-postgres: $(VENV)/system-test install ## the same tests on a PostgreSQL server that is made for them
	$(BIN)/python -m tests.postgres $(BIN)/pytest

bench: $(VENV)/system-test install ## figures, with a peer or a limit beside them
	$(BIN)/python -m tests.bench

fmt: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: install ## write frameworks/framework.schema.json anew, after a change of the model
	$(BIN)/python -m assess.catalogue.schema

install: $(VENV)/installed

$(VENV)/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null; then \
	    VIRTUAL_ENV=$(VENV) uv pip install --quiet --require-hashes -r requirements.txt; \
	else \
	    $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/system-run: scripts/system-packages.txt
	scripts/system-packages.sh run
	@mkdir -p $(VENV)
	touch $@

$(VENV)/system-test: scripts/system-packages.txt
	scripts/system-packages.sh test
	@mkdir -p $(VENV)
	touch $@

clean:
	rm -rf $(VENV)
