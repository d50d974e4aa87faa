#!/usr/bin/env bash
# Installs each service with nothing but the kit, imports it and lets it describe its API.
set -euo pipefail
uv=.venv/bin/uv
for service in placements funding accountability gateway; do
  home=build/isolated/$service
  rm -rf "$home"
  "$uv" venv --quiet --python .venv/bin/python "$home"
  "$uv" pip install --quiet --python "$home/bin/python" --constraint requirements.lock ./services/kit "./services/$service"
  (cd "$home" && bin/python - "$service" <<'PYTHON'
import importlib, importlib.util, sys

service = sys.argv[1]
app = importlib.import_module(f"{service}.main").build()
operations = sum(len(methods) for methods in app.openapi()["paths"].values())
others = {"placements", "funding", "accountability", "gateway", "onroll"} - {service}
strangers = [name for name in others if importlib.util.find_spec(name)]
assert operations and not strangers, (operations, strangers)
print(f"{service}: {operations} operations, alone")
PYTHON
  )
done
rm -rf build/isolated
