#!/usr/bin/env bash
# Prints the folder of a Node of at least 20.19: the one on the path, else one brought as a Python wheel.
set -eu
enough='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && node -e "$enough" 2>/dev/null; then
  dirname "$(command -v node)"
  exit 0
fi
echo "Node (as a Python wheel) ..." >&2
VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet --require-hashes -r infra/node.lock
echo "$PWD/.venv/bin"
