#!/usr/bin/env bash
# Makes the Python environment at $1 with the first Python of at least 3.11 that it finds.
set -eu
target=$1
[ -x "$target/bin/python" ] && exit 0
for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  command -v "$python" >/dev/null 2>&1 || continue
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "This Python cannot make environments: on Debian and Ubuntu, apt install python3-venv." >&2
    exit 1
  fi
  exec "$python" -m venv "$target"
done
echo "Onroll needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3." >&2
exit 1
