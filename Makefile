# The two commands a new machine needs are `make demo` and `make test`; the rest is for who works on the code.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: install demo test check lint types contracts gate bench slow lock docs clean

install: $(READY)

$(READY): requirements.lock pyproject.toml
	@echo "installing into $(VENV): a few minutes, the first time only"
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)          ## crawl, tag, store and digest the bundled newsroom on loopback; prints the digest's path
	$(BIN)/govprism demo

test: export PYTHONDONTWRITEBYTECODE =
test: $(READY)          ## the tests: no network; bytecode is kept, as they start many processes
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: lint types contracts test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports --no-cache

gate: $(READY)          ## quality floors per language, on the labelled data when it is there
	$(BIN)/python bench/gate.py

slow: $(READY)          ## what takes longer: kill -9 fifty times, 500 corpora against the oracle, browsers
	$(BIN)/python -m pytest -m "slow or browser"

lock:                   ## needs uv; names no index, so that the lock works with any
	uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --quiet pyproject.toml -o requirements.lock

docs: $(READY)          ## write what is written from the catalogue and the schema
	$(BIN)/govprism codebook > docs/codebook.md

clean:
	rm -rf $(VENV) demo-out
