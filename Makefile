.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
PYTHON_BIN := .venv/bin/python
# Tests go in their order to whichever core is free, so that those that empty the database come last; tests/together.py
# names those that go to the same core.
BOTH_CORES := -n 2 --no-loadscope-reorder
# What talks to the database runs on both; of these folders, tests that do not are left out (tests/choosing.py).
ON_POSTGRESQL := tests/cms/api tests/cms/delivery tests/cms/editing tests/cms/epoch tests/cms/images tests/cms/importing tests/cms/search tests/faults tests/publications -m "not browser"
BENCHMARKS := --quiet -s --override-ini="python_files=bench_*.py" --override-ini="python_functions=bench_*"

help: ## List the recipes
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Create or update .venv from the lock file
	@.ci/setup.sh app

run: export DATA_DIR ?= $(CURDIR)/var
run: export PORT := $(PORT)
run: setup ## Serve website, admin and GraphQL on http://127.0.0.1:8000 (PORT=...), with a worker, a clock and a sender of webhooks
	@$(PYTHON_BIN) manage.py migrate --verbosity 0
	@$(PYTHON_BIN) manage.py create_groups
	@$(PYTHON_BIN) manage.py rebuild_search_index --missing --verbosity 0
	@$(PYTHON_BIN) manage.py load_example_site
	@echo "Website   http://127.0.0.1:$(PORT)/"
	@echo "Admin     http://127.0.0.1:$(PORT)/admin/"
	@echo "GraphQL   http://127.0.0.1:$(PORT)/graphql/"
	@PATH="$(CURDIR)/.venv/bin:$$PATH" DJANGO_SETTINGS_MODULE=cms.settings.development \
		exec .venv/bin/honcho --procfile docker/Procfile --app-root . start

development:
	@.ci/setup.sh development

check: development ## Format, lint, types, import contracts, migrations, schema copy
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types style consistency

style:
	.venv/bin/ruff format --check --quiet .
	.venv/bin/ruff check --quiet .
	.venv/bin/shellcheck .ci/setup.sh .ci/run docker/*.sh
	.venv/bin/hadolint docker/Dockerfile
	@.venv/bin/compose-lint docker/compose.yaml >/dev/null 2>&1 || .venv/bin/compose-lint docker/compose.yaml
	SITE_ADDRESS=localhost .venv/bin/caddy validate --config docker/Caddyfile --adapter caddyfile 2>/dev/null

types:
	.venv/bin/mypy

consistency:
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON_BIN) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON_BIN) manage.py print_schema --check

test: check ## Run the checks, then all tests, on SQLite and on PostgreSQL
	.venv/bin/pytest $(BOTH_CORES) --ignore=tests/benchmarks
	$(PYTHON_BIN) -m tests.on_postgresql $(BOTH_CORES) $(ON_POSTGRESQL)

coverage: development ## Say which lines no test runs, on either database; takes twice as long as the tests alone
	.venv/bin/pytest $(BOTH_CORES) --cov --cov-report= --ignore=tests/benchmarks
	$(PYTHON_BIN) -m tests.on_postgresql $(BOTH_CORES) --cov --cov-append --cov-report=term $(ON_POSTGRESQL)

expected: development ## Write the schema copy and the golden outputs of the tests anew
	DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON_BIN) manage.py print_schema --write
	UPDATE_EXPECTED=1 .venv/bin/pytest --quiet

bench: development ## Measure on SQLite and PostgreSQL; prints ratios (docs/performance.md)
	.venv/bin/pytest $(BENCHMARKS) tests/benchmarks
	$(PYTHON_BIN) -m tests.on_postgresql $(BENCHMARKS) tests/benchmarks/bench_search.py

lock: development ## Resolve the dependencies anew into requirements/*.txt
	.venv/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --python-version 3.11 --quiet --output-file requirements/app.txt
	.venv/bin/uv pip compile pyproject.toml --group test --group lint --constraint requirements/app.txt \
		--universal --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --python-version 3.11 --quiet --output-file requirements/development.txt

.PHONY: help setup run development check style types consistency test coverage expected bench lock
