#!/usr/bin/env bash
# The demo in split mode on this machine: gateway, three services, their workers and nginx, each a process of its own.
# infra/split.sh [PORT]. Ends everything it started on Ctrl-C, or when one of them ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
port=${1:-8000}
onroll=.venv/bin/onroll
nginx=$(command -v nginx || echo /usr/sbin/nginx)
[ -x "$nginx" ] || { echo "Split mode needs nginx: on Debian and Ubuntu, apt install nginx-light." >&2; exit 1; }

export ONROLL_MODE=demo ONROLL_BASE_URL=http://localhost:$port ONROLL_VAR=${ONROLL_VAR:-var} ONROLL_PROXIES='*'
run=$(mktemp -d "${TMPDIR:-/tmp}/onroll.XXXXXX") # a socket's path has to be short
mkdir -p "$run/run" "$ONROLL_VAR"
ln -sfn "$run" "$ONROLL_VAR/split" # where to look for nginx's log
end() {
  trap - EXIT INT TERM
  # shellcheck disable=SC2046  # a list of process ids
  kill $(jobs -p) 2>/dev/null || true
  wait || true
  rm -rf "$run"
}
trap end EXIT
trap 'exit 0' INT TERM

$onroll demo --seed-only
for service in gateway placements funding accountability; do
  $onroll serve "$service" --socket "$run/$service.sock" &
done

for service in gateway placements funding accountability; do
  for _ in $(seq 300); do [ ! -S "$run/$service.sock" ] || break; sleep 0.1; done
done

cp infra/nginx/*.conf "$run/"
echo "listen $port;" >"$run/listen.conf"
echo "root $PWD/frontend/dist;" >"$run/web.conf"
sed -i "s|/run/onroll/|$run/|" "$run/upstreams.conf"
user=""
[ "$(id -u)" != 0 ] || user="user root;" # the sockets are ours alone
"$nginx" -p "$run" -c "$run/nginx.conf" -g "daemon off; $user" &

for service in gateway placements funding accountability; do
  $onroll worker "$service" &
done

.venv/bin/python - "$ONROLL_BASE_URL" <<'PYTHON'
import sys, time, urllib.request
for _ in range(300):
    try:
        urllib.request.urlopen(f"{sys.argv[1]}/api/gateway/v1/session", timeout=2).close()
    except OSError:
        time.sleep(0.1)
    else:
        print(f"Serving in split mode on {sys.argv[1]}", flush=True)
        break
PYTHON
wait -n || true
echo "One of the processes ended." >&2
exit 1
