# Two commands do everything: `make site` builds the site, `make test` runs all checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# npm writes this file last of all.
INSTALLED := node_modules/.package-lock.json
JUDGES := tests/tools/$(INSTALLED)
LIGHTHOUSE := benchmarks/lighthouse/$(INSTALLED)

.PHONY: site test thorough serve check lint fix fuzz bench large lighthouse clean

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

# Whether ten thousand practices in six languages fit into the memory of a hosted runner; takes half an hour.
large: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.growing

# What a telephone on a slow line gets, by Lighthouse: nine visits of half a minute each.
lighthouse: site $(VENV)/browser.stamp $(LIGHTHOUSE)
	$(BIN)/python -m benchmarks.loading

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

# Node.js comes with the environment; what it runs is locked by digest and runs nothing while it is installed.
%/$(INSTALLED): %/package-lock.json $(VENV)/dev.stamp
	cd $* && $(CURDIR)/$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Browser, Java, gettext, curl and R come from Debian when the machine has none.
$(VENV)/browser.stamp: $(VENV)/dev.stamp scripts/install-browser.sh
	scripts/install-browser.sh
	touch $@
