#!/usr/bin/env bash
# Sees to a Chromium and an nginx for the browser tests, where this machine lets it; never fails.
set -u
find_chromium() { [ -n "${CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome; }
wanted=""
find_chromium >/dev/null 2>&1 || wanted="chromium"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || wanted="$wanted nginx-light"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  # shellcheck disable=SC2086  # a list of package names
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
fi
find_chromium >/dev/null 2>&1 || .venv/bin/playwright install chromium >/dev/null 2>&1 ||
  echo "No Chromium here: the browser tests will say that they did not run. Install Chromium or set CHROMIUM." >&2
exit 0
