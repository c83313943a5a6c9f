#!/usr/bin/env bash
# End to end: makes a small city with the given binary, imports and serves it on a free port, and lets a browser use it.
set -euo pipefail
onemap=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

"$onemap" generate --grids 60 --buildings 5000 --complaints 20000 --seed 7 --out "$work/files"
"$onemap" import --store "$work/city.gpkg" --from "$work/files" >"$work/import.log"
"$onemap" serve --store "$work/city.gpkg" --listen 127.0.0.1:0 >"$work/serve.log" 2>&1 &
server=$!

# The server prints its address when it is ready; a reader of the log waits for that line or for the server's end.
address=$(timeout 60 tail -n +1 -f --pid=$server "$work/serve.log" | grep -m1 -o 'http://[0-9.:]*') ||
  { cat "$work/serve.log" >&2; exit 1; }
cd web
BASE_URL="$address" npm run e2e
