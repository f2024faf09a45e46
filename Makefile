# Every target carries a line after two hashes: `make help` prints it, and a test wants it there.

PYTHON ?= python3
PORT ?= 8000
DEMO := .venv/demo
DEV := .venv/dev
SOURCES := $(shell find src -type f -not -path '*/__pycache__/*' 2>/dev/null)
# As many tests at once as there are processors.
AT_ONCE := -n auto --dist worksteal
PIP_FLAGS := --quiet --disable-pip-version-check --no-input
LOCK := $(DEV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command 'make lock'

# $(call venv,FOLDER,LOCKS): a virtual environment that holds exactly what the locks say.
define venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is too old or missing: Mellanrum needs Python 3.11 or later. Name another: make PYTHON=python3.12"; exit 1; }
	@rm -rf $(1)
	@$(PYTHON) -m venv $(1) || \
		{ rm -rf $(1); echo "$(PYTHON) could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing $(2) into $(1)"
	@$(1)/bin/python -m pip install $(PIP_FLAGS) --require-hashes $(foreach lock,$(2),-r $(lock))
endef

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format bench docs pictures golden messages lock clean

help:  ## print this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1|/' | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

demo: $(DEMO)/.installed  ## make a report in demo/ from published figures, then fill a site with it and serve it; PORT=8000
	@$(DEMO)/bin/mellanrum demo demo
	@$(DEMO)/bin/mellanrum serve --demo --data demo/site --port $(PORT)

test: $(DEV)/.installed lint  ## run the linters and every test; puts the programs the tests need in place
	@bash tools/system_packages.sh
	@$(DEV)/bin/python -m pytest $(AT_ONCE) $(PYTEST_FLAGS)
	@echo "The tests of the web once more, on PostgreSQL"
	@$(DEV)/bin/python -m pytest tests/web -m "not browser" --database postgresql $(AT_ONCE) $(PYTEST_FLAGS)

lint: $(DEV)/.installed  ## ruff, mypy, the floors of the house, links in the documentation
	@$(DEV)/bin/ruff check
	@$(DEV)/bin/ruff format --check
	@MELLANRUM_DATA=.mypy_cache/site $(DEV)/bin/mypy
	@$(DEV)/bin/lint-imports
	@$(DEV)/bin/python tools/check_docs.py

format: $(DEV)/.installed  ## lay the code out and mend what ruff can mend
	@$(DEV)/bin/ruff check --fix
	@$(DEV)/bin/ruff format

bench: $(DEMO)/.installed $(DEV)/.installed  ## measure time and memory against references in the same run; QUICK=1 only tries it
	@$(DEMO)/bin/python -m bench --engines $(if $(QUICK),--quick)
	@echo
	@PYTHONPATH=tests $(DEV)/bin/python -m bench --web $(if $(QUICK),--quick)  # PostgreSQL is among the parts of development

docs: $(DEV)/.installed  ## check that links between the documents hold
	@$(DEV)/bin/python tools/check_docs.py

pictures: $(DEV)/.installed  ## draw the pictures of the documents anew, from the demo
	@TERM=xterm $(DEV)/bin/python tools/pictures.py
	@$(DEV)/bin/python tools/web_pictures.py

golden: $(DEV)/.installed  ## write the golden files anew; read the difference before you commit it
	@MELLANRUM_GOLDEN=renew $(DEV)/bin/python -m pytest $(PYTEST_FLAGS)

messages: $(DEV)/.installed  ## bring the Swedish of the web up to its texts, print what lacks it; APP=economy for one app
	@$(DEV)/bin/python tools/messages.py $(APP)

lock: $(DEV)/.installed  ## renew the hash-pinned locks in requirements/
	@$(LOCK) --upgrade pyproject.toml --output-file requirements/runtime.txt
	@$(LOCK) --upgrade pyproject.toml --constraint requirements/runtime.txt --group dev --output-file requirements/dev.txt
	@$(LOCK) --upgrade --constraint requirements/dev.txt --group build --output-file requirements/build.txt

clean:  ## remove what make made
	rm -rf .venv demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(DEMO)/.locked: requirements/runtime.txt requirements/build.txt
	$(call venv,$(DEMO),$^)
	@touch $@

$(DEMO)/.installed: $(DEMO)/.locked pyproject.toml README.md LICENSE $(SOURCES)
	@$(DEMO)/bin/python -m pip install $(PIP_FLAGS) --no-deps --no-build-isolation --no-index --force-reinstall .
	@touch $@

$(DEV)/.locked: requirements/dev.txt requirements/build.txt
	$(call venv,$(DEV),$^)
	@touch $@

$(DEV)/.installed: $(DEV)/.locked pyproject.toml
	@$(DEV)/bin/python -m pip install $(PIP_FLAGS) --no-deps --no-build-isolation --no-index --editable .
	@touch $@
