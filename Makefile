# Workback: two commands on a fresh machine: `make play` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help setup play run test gallery snapshots lint check bench lock browser

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: .venv/ready ## Make the virtual environment and install everything, by hash

.venv/ready: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps -e .
	touch $@

play: setup ## A Slack on your machine with Workback in it, at http://127.0.0.1:8642
	$(BIN)/workback play

run: setup ## The bot with real Slack settings, from the environment or .env
	$(BIN)/workback run

browser:
	@sh scripts/browser.sh

test: setup browser ## All tests, PostgreSQL and browser included
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

gallery: setup ## Every view with short, long and hostile texts, as one page
	$(BIN)/python -m playground.samples

snapshots: setup ## Take the views as they are now for the ones that tests expect
	$(BIN)/pytest -q tests/playground/test_samples.py --snapshot-update

lint: setup ## Style, types, the direction of imports and the Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

check: lint test ## Everything that must be green

bench: setup ## What Workback costs, beside a bare Bolt app; writes bench/results.json
	$(BIN)/python -m bench $(QUESTION)

lock: setup ## Write the lock files anew
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements.lock -o requirements-dev.lock
