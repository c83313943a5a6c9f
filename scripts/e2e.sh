#!/usr/bin/env bash
# End to end: makes a small city with the given binary, imports and serves it on a free port, and lets a browser use it.
set -euo pipefail
onemap=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

"$onemap" generate --grids 60 --buildings 5000 --complaints 20000 --seed 7 --out "$work/files"
"$onemap" import --store "$work/city.gpkg" --from "$work/files" >"$work/import.log"

# The server prints its address when it is ready.
exec 3< <(exec "$onemap" serve --store "$work/city.gpkg" --listen 127.0.0.1:0 2>"$work/serve.log")
server=$!
read -r -t 60 -u 3 line || { cat "$work/serve.log" >&2; exit 1; }
address=${line##* }
cd web
BASE_URL="$address" ONEMAP_BIN="$onemap" ONEMAP_STORE="$work/city.gpkg" npm run e2e
