#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml: every package with its hashes, for every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
.venv/bin/uv pip compile pyproject.toml --extra models --extra callers --extra dev --universal --generate-hashes \
  --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock "$@"
