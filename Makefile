# Two commands matter: `make run` starts the bot, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test format bench bench-broadcast bench-quality draft-tools learn evaluate lock clean

run: $(VENV)/.run
	@$(BIN)/exchange-bot run

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/exchange-bot check
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# How fast the matching and the requests are, beside peers in the same run.
bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.matching_speed
	$(BIN)/python -m tests.benchmarks.request_throughput

# Broadcasts: pace and answers meanwhile, a million subscribers, 200 kills; about half an hour.
# On PostgreSQL too where EXCHANGE_BOT_TEST_POSTGRES_URL is set; else ON="--on sqlite".
bench-broadcast: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.broadcasts pace $(ON)
	$(BIN)/python -m tests.benchmarks.broadcasts million $(ON)
	$(BIN)/python -m tests.benchmarks.broadcasts kills $(ON)

# What is answered rightly, beside usual methods; DATA=FOLDER adds the public sets in a folder.
bench-quality: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.answer_quality $(DATA)

# Learns the judging anew from the base and the tuning questions (knowledge/weights.json).
learn: $(VENV)/.dev
	$(BIN)/python -m tests.quality.learn_weights

# What is answered rightly of the questions that were never used for tuning.
evaluate: $(VENV)/.run
	$(BIN)/exchange-bot evaluate tests/questions/*_held_out_*.yaml

# Both environments are one .venv: `run` installs what the bot needs, `dev` adds the tools.
$(VENV)/.run: requirements/run.lock requirements/build.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.lock -r requirements/build.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run $(VENV)/.draft requirements/dev.lock
	$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

# What `exchange-bot draft` needs for .docx and .pdf, with all that the bot needs.
draft-tools: $(VENV)/.draft
$(VENV)/.draft: $(VENV)/.run requirements/draft.lock
	$(PIP) install --require-hashes -r requirements/draft.lock
	@touch $@

# Resolves anew. The locks hold versions and hashes for every platform, and no addresses.
UV_COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
lock: $(VENV)/.dev
	$(PIP) install uv
	$(UV_COMPILE) --group dev -o requirements/dev.lock
	$(UV_COMPILE) -c requirements/dev.lock -o requirements/run.lock
	$(UV_COMPILE) -c requirements/dev.lock --extra draft -o requirements/draft.lock
	$(BIN)/uv pip compile --group build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet -o requirements/build.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
