# Every target sets up what it needs. The first run takes a few minutes, later ones none.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
NAME ?=

.PHONY: setup demo run test test-llm lint format bench eval eval-quick clean help

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## Make .venv with the locked packages, and assemble the models

$(READY): requirements.lock pyproject.toml
	@echo "==> Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
	  || { echo "Python 3.11 or 3.12 is needed: set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "==> Installing the locked packages with the speech models (about 450 MB to download, a few minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "==> Checking and assembling the models, training the reader"
	@$(BIN)/voice-agent models
	@touch $@
	@echo "==> Ready"

demo: $(READY) ## A recorded caller phones the real server and books a visit
	@$(BIN)/voice-agent demo

run: $(READY) ## The server on a sample clinic; says what to paste into Twilio
	@$(BIN)/voice-agent db init
	@$(BIN)/voice-agent db seed --if-empty
	@$(BIN)/voice-agent serve

test: $(READY) ## All tests (on PostgreSQL too, where VOICE_AGENT_TEST_POSTGRES_URL names a server)
	@$(BIN)/pytest

LLAMA := build/test-llm
test-llm: $(READY) $(LLAMA)/.ready ## The LLM reader against a real llama.cpp server (the first time it is compiled: 10 to 30 minutes)
	@VOICE_AGENT_TEST_LLAMA_PYTHON=$(LLAMA)/venv/bin/python \
	  VOICE_AGENT_TEST_LLAMA_MODEL="$$(cat $(LLAMA)/model/.whole)" \
	  $(BIN)/pytest -v -s tests/understanding/test_llama_server.py

$(LLAMA)/.ready: scripts/llama_server/install.sh scripts/llama_server/server.lock scripts/llama_server/model.lock
	@scripts/llama_server/install.sh $(LLAMA) $(BIN)/python
	@touch $@

lint: $(READY) ## Formatting, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(READY) ## Put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY) ## Performance: JSON and plots under build/bench (NAME=latency runs one)
	@$(BIN)/voice-agent bench $(NAME)

eval: $(READY) ## Call quality: the suite four times by text, 30 calls with sound (half an hour); report under build/eval
	@$(BIN)/voice-agent eval --sound 30

eval-quick: $(READY) ## Call quality by text, with thresholds, in under two minutes
	@$(BIN)/voice-agent eval --quick

clean: ## Remove what was built; the models' cache stays
	rm -rf build .venv *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
