# Two commands do everything: `make site` builds the site, `make test` runs all checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# npm writes this file last of all.
INSTALLED := node_modules/.package-lock.json
JUDGES := tests/tools/$(INSTALLED)
LIGHTHOUSE := benchmarks/lighthouse/$(INSTALLED)
# Tools that stand apart from the libraries of the site.
AUDIT := $(VENV)/audit
EXITS := $(VENV)/exits
BILL := $(VENV)/bill
SUPPLY := PYTHONPATH=scripts
NPM_AUDIT := $(CURDIR)/$(BIN)/npm audit --package-lock-only --audit-level=high

.PHONY: site test thorough serve check lint fix fuzz bench large lighthouse audit sbom exits dependencies locks clean

site: $(VENV)/site.stamp
	$(BIN)/atd build

serve: $(VENV)/site.stamp
	$(BIN)/atd serve

check: $(VENV)/site.stamp
	$(BIN)/atd check

test: lint $(VENV)/browser.stamp $(JUDGES)
	$(BIN)/atd check
	$(BIN)/atd schema --check
	$(BIN)/atd translate sync --check
	$(BIN)/atd urls --check
	$(BIN)/pytest -n auto --dist worksteal

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check scripts tests benchmarks
	$(BIN)/ruff format --check scripts tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry scripts

fix: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix scripts tests benchmarks
	$(BIN)/ruff format scripts tests benchmarks

# Judged again in every language and width, page by page: what the tests look at in samples of languages.
thorough: $(VENV)/browser.stamp $(JUDGES)
	$(BIN)/pytest -n auto --dist worksteal -m thorough

# Longer than the tests allow: damaged records and random bytes by the ten thousand.
fuzz: $(VENV)/dev.stamp
	$(BIN)/python tests/fuzz/fuzz.py

# How fast beside others: a table of ratios, measured in one run, and the page in docs/development.
bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks

# Whether ten thousand practices in six languages fit into the memory of a hosted runner; takes a quarter of an hour.
large: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.growing

# What a telephone on a slow line gets, by Lighthouse: nine visits of half a minute each.
lighthouse: site $(VENV)/browser.stamp $(LIGHTHOUSE)
	$(BIN)/python -m benchmarks.loading

# Licences, and what is known to be unsafe. Needs the network; when nobody answers it fails and says so.
audit: $(VENV)/dev.stamp $(AUDIT)/stamp
	$(SUPPLY) $(BIN)/python -m supply licences requirements-dev.lock
	$(SUPPLY) $(AUDIT)/bin/python -m supply licences requirements-audit.lock
	$(SUPPLY) $(BIN)/python -m supply licences tests/tools/package-lock.json
	$(SUPPLY) $(BIN)/python -m supply licences benchmarks/lighthouse/package-lock.json
	$(SUPPLY) $(AUDIT)/bin/python -m supply vulnerabilities
	cd tests/tools && $(NPM_AUDIT)
	cd benchmarks/lighthouse && $(NPM_AUDIT)

# What the site is made with, as CycloneDX: from an environment that holds the locked libraries and nothing else.
sbom: build/sbom.cdx.json

build/sbom.cdx.json: $(AUDIT)/stamp requirements.lock pyproject.toml
	rm -rf $(BILL) && $(PYTHON) -m venv $(BILL)
	$(BILL)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	mkdir -p build
	$(AUDIT)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
	  --validate --output-file $@ $(BILL)/bin/python
	$(SUPPLY) $(AUDIT)/bin/python -m supply bill $@
	rm -rf $(BILL)

# The same pages without MkDocs and Material: docs/development/leaving.md.
exits: $(VENV)/dev.stamp $(EXITS)/stamp
	$(SUPPLY) $(BIN)/python -m supply licences requirements-exits.lock $(EXITS)
	EXITS=$(CURDIR)/$(EXITS) $(BIN)/pytest tests/exits/exits.py

# Writes docs/development/dependencies.md.
dependencies:
	$(SUPPLY) $(PYTHON) -m supply table

# Renews the locks, after pyproject.toml was changed; needs pip-compile (pip-tools) and the network.
COMPILE := pip-compile --quiet --allow-unsafe --strip-extras --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
GROUP := $(PYTHON) -c 'import sys, tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"][sys.argv[1]], sep="\n")'
locks:
	$(COMPILE) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra dev -o requirements-dev.lock pyproject.toml
	$(COMPILE) --extra bench -o requirements-bench.lock pyproject.toml
	$(GROUP) audit | $(COMPILE) -o requirements-audit.lock -
	$(GROUP) exits | $(COMPILE) -c requirements-dev.lock -o requirements-exits.lock -

clean:
	rm -rf $(VENV) site .site-building-* tests/tools/node_modules benchmarks/lighthouse/node_modules

# Setuptools comes with the environment, so that nothing unlocked is downloaded.
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check

$(VENV)/site.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/site.stamp requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/bench.stamp: $(VENV)/site.stamp requirements-bench.lock
	$(INSTALL) --require-hashes -r requirements-bench.lock
	touch $@

$(AUDIT)/stamp: $(VENV)/site.stamp requirements-audit.lock
	test -x $(AUDIT)/bin/pip || $(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	touch $@

# MaterialX brings files of Material's names, so both forks lie in a folder of their own, which a test puts before the others.
$(EXITS)/stamp: $(VENV)/site.stamp requirements-exits.lock
	rm -rf $(EXITS)
	$(INSTALL) --no-deps --require-hashes --target $(EXITS) -r requirements-exits.lock
	touch $@

# Node.js comes with the environment; what it runs is locked by digest and runs nothing while it is installed.
%/$(INSTALLED): %/package-lock.json $(VENV)/dev.stamp
	cd $* && $(CURDIR)/$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Browser, Java, gettext, curl and R come from Debian when the machine has none.
$(VENV)/browser.stamp: $(VENV)/dev.stamp scripts/install-browser.sh
	scripts/install-browser.sh
	touch $@
