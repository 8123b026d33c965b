# Two commands matter: `make demo` and `make test`. Bare `make` lists them all.
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SERVE ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo test journeys check fix messages libraries player lock clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*?## ' $(MAKEFILE_LIST) | awk -F ':.*?## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: .venv/ready libraries player ## Set everything up, load the demo, start web, worker and beat (SERVE=0: without starting)
	@$(MAKE) --no-print-directory .venv/messages
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(MANAGE) demo
ifneq ($(SERVE),0)
	DEMO_CODES_FOR=baon.example DRAFT_VOICES=1 $(BIN)/honcho start -p 8000
endif

test: .venv/ready-dev libraries player ## Set up and run the fast tests
	@$(MAKE) --no-print-directory .venv/messages
	$(BIN)/python -m pytest -n auto -m "not browser and not slow" $(ARGS)

journeys: .venv/ready-dev libraries player ## Run the slow tests, properties by many examples, and the journeys in a real browser
	@$(MAKE) --no-print-directory .venv/messages
	$(BIN)/python -m pytest -n auto -m "hypothesis and not slow" --hypothesis-profile=thorough $(ARGS)
	$(BIN)/python -m pytest -m "slow and not browser" $(ARGS)
	$(BIN)/python -m pytest -m browser $(ARGS)

check: .venv/ready-dev .venv/messages ## What CI checks besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd packages/h5p-python && ../../$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet .
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m scripts.compile

fix: .venv/ready-dev ## Mend what a machine can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: .venv/ready-dev ## Collect the words of the interface into locale/
	$(BIN)/python -m scripts.messages

libraries: ## The system libraries that PDFs and complex scripts need
	@sh scripts/libraries.sh

player: | .venv/bin/python ## The core of the H5P player, from npm
	@$(BIN)/python -m scripts.player

lock: ## Write the files of requirements anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra grow --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.txt
	uv pip compile pyproject.toml --extra grow --extra dev --constraint requirements.txt --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-dev.txt
	uv pip compile --group node --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-node.txt

clean: ## Forget the demo's data; the code stays
	rm -rf var

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/packages: scripts/packages.py | .venv/bin/python
	@$(BIN)/python -m scripts.packages
	@touch $@

.venv/ready: requirements.txt | .venv/bin/python .venv/packages
	@test -f .venv/ready-dev || $(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt | .venv/bin/python .venv/packages
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/ready

.venv/messages: $(wildcard locale/*/LC_MESSAGES/django.po)
	$(BIN)/python -m scripts.compile
	@touch $@
