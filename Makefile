# demo   install, make invented lists, link them, show what was found
# test   install what the tests need, and pass
# check  format, lint, types, import rules
# bench  kernels and encoder, beside anonlink and faiss
# quality  F1 and more on labelled data, for every profile, beside Splink and anonlink
# plans  how well the plan of one list serves the other
# attacks  what attacks name of encoded lists, and of controls
# psi    two owners without a third beside a linkage unit: seconds, messages, F1
# fuzz   a million hostile inputs over all parsers; INPUTS=100000 for fewer
# names  how well names in one script find themselves in another
PYTHON ?= python3
BIN = .venv/bin
INPUTS = 1000000
# openmined-psi has no wheels for some platforms.
PSI = pip install --quiet --disable-pip-version-check -e '.[psi]' || echo 'no openmined-psi here: nothing of psi is run'

.PHONY: demo test check bench quality plans names attacks psi fuzz format clean

demo: .venv/.product
	PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/star_homecoming.sh demo

test: check
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest tests/kernels -p no:cacheprovider
	$(BIN)/pytest -n 2

check: .venv/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.developer .venv-bench/.peers
	$(BIN)/pytest benchmarks/test_*.py --benchmark-enable --benchmark-only -n 0
	$(BIN)/python benchmarks/engines.py --peers .venv-bench/bin/python
	$(BIN)/python benchmarks/registers.py

plans: .venv/.developer
	$(BIN)/python benchmarks/plans.py

attacks: .venv/.developer
	$(BIN)/python benchmarks/attacks.py

psi: .venv/.developer
	$(BIN)/python benchmarks/psi.py

fuzz: .venv-fuzz/.atheris
	.venv-fuzz/bin/python -m tests.fuzz.run --inputs $(INPUTS)

names: .venv/.developer
	$(BIN)/python benchmarks/names.py

quality: .venv/.developer .venv-peers/.peers
	$(BIN)/python benchmarks/quality.py --peers .venv-peers/bin/python
	$(BIN)/python benchmarks/repeats.py

format: .venv/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .venv-bench .venv-peers .venv-fuzz demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "matcher needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv

.venv/.product: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	$(BIN)/$(PSI)
	touch $@

.venv/.developer: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	$(BIN)/$(PSI)
	touch $@ .venv/.product

# anonlink imports pkg_resources, which newer setuptools no longer have.
.venv-bench/.peers:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check 'setuptools<80' anonlink==0.15.3 faiss-cpu
	touch $@

# clkhash wants an older NumPy than faiss does.
.venv-peers/.peers:
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check 'setuptools<80' \
		splink==4.0.17 clkhash==0.18.3 anonlink==0.15.3
	touch $@

# atheris has wheels for Linux and few versions of Python, so it is no part of `dev`.
.venv-fuzz/.atheris: .venv/bin/python pyproject.toml
	$(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/pip install --quiet --disable-pip-version-check -e . atheris==3.0.0
	.venv-fuzz/bin/$(PSI)
	touch $@
