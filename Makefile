# Everything runs in a virtual environment of its own; nothing else needs to be installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/kg: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer; call make with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(BIN)/pytest: $(BIN)/kg requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(BIN)/sphinx-build: $(BIN)/pytest docs/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r docs/requirements.txt
	@touch $@

.PHONY: install
install: $(BIN)/kg ## Make the virtual environment with the command kg

.PHONY: yasgui
yasgui: $(BIN)/pytest ## Bring the SPARQL editor of kg serve from npm
	$(BIN)/python hatch_build.py yasgui

.PHONY: sigma
sigma: $(BIN)/pytest ## Bring sigma from npm, which draws large graphs
	$(BIN)/python hatch_build.py graphology sigma

.PHONY: demo
demo: install ## Build the graph of the five articles, ask it one question, name the page to open
	$(BIN)/kg build seeds
	$(BIN)/kg ask "who said what about Sochi"
	@echo "Now open output/index.html in a browser; more to ask: $(BIN)/kg ask --help, docs/questions.md."

# The W3C's tests of SPARQL: rdflib's source distribution carries them.
build/w3c/rdflib-6.1.1.tar.gz: | $(BIN)/pytest
	$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --no-binary rdflib --dest $(@D) rdflib==6.1.1

.PHONY: test
test: $(BIN)/pytest build/w3c/rdflib-6.1.1.tar.gz ## Run every check: ruff, oxlint, mypy, import-linter, pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --quiet --deny-warnings kg/pages/static kg/server/static
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile
	@for name in chromium chromium-browser google-chrome; do command -v $$name > /dev/null && exit 0; done; \
		echo "Chromium is missing, so the pages were not opened in a browser (Debian: apt-get install chromium)."
	@command -v virtuoso-t > /dev/null || \
		echo "Virtuoso is missing, so it was not asked (Debian: apt-get install virtuoso-opensource-7-bin)."

.PHONY: format
format: $(BIN)/pytest ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: docs
docs: $(BIN)/sphinx-build ## Build the documentation into build/docs, the ontology's too; a broken link is an error
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_queries.py
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -c docs -d build/doctrees . build/docs
	$(BIN)/python -m pylode kg/graph/ontology.ttl --outputfile build/docs/ontology.html
	@echo "Now open build/docs/index.html in a browser."

.PHONY: clean
clean: ## Remove what was built, the environment too
	rm -rf $(VENV) output dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
