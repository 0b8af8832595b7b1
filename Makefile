# `make run` starts Shubbak, `make test` checks it. Both make what they need in .venv first.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
PYTEST := $(BIN)/pytest
# Many processes are started: what one has compiled, the others read.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.shubbak-test/pycache
# Settings for tools that load Django but must never reach a database.
BLIND := SHUBBAK_HOME=.shubbak-test SHUBBAK_POOL=0 DATABASE_URL='postgresql:///none?host=/nonexistent' \
	PYTHONPATH=. DJANGO_SETTINGS_MODULE=shubbak.config.settings

.PHONY: run test gates promises lock audit bench tools clean

run: .venv/.runtime
	@setpriv --pdeathsig TERM -- $(BIN)/shubbak run

test: .venv/.dev tools gates
	$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder tests

gates: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BLIND) $(BIN)/mypy shubbak tools bench
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet shubbak
	$(BIN)/python -m tests.architecture translations
	$(BLIND) $(BIN)/python -W ignore -m django makemigrations --check --dry-run

promises: .venv/.dev
	@bin/install-tools servers
	SHUBBAK_PROMISES=ci $(PYTEST) -n $(WORKERS) --dist loadfile tests/promises tests/journeys/test_every_pack.py

bench: .venv/.dev
	PYTHONPATH=. $(BIN)/python -m bench

# Debian's chromium and poppler (the promises want real mail and scan servers too): installed when we may, else the command to run is said.
tools:
	@bin/install-tools

# Pin again, with hashes and without any address.
lock: .venv/.dev
	for name in uv runtime ocr analytics dev; do \
		$(BIN)/uv pip compile --upgrade --generate-hashes --no-header --quiet --no-emit-index-url \
			requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

# Known weaknesses of what is pinned, asked of OSV; wants the network. AT=… asks a mirror.
audit: .venv/.runtime
	$(BIN)/python tools/vulnerabilities.py requirements/runtime.txt requirements/dev.txt $(if $(AT),--at $(AT))

.venv/.runtime: requirements/runtime.txt requirements/uv.txt bin/make-venv
	@PYTHON="$(PYTHON)" bin/make-venv runtime

.venv/.dev: .venv/.runtime requirements/dev.txt
	@PYTHON="$(PYTHON)" bin/make-venv dev

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .shubbak-test
