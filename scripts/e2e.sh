#!/usr/bin/env bash
# End to end: a small city is served by the given binary, and a browser uses it.
set -euo pipefail
onemap=$(realpath "$1")
cd "$(dirname "$0")/.."
. scripts/serve-small.sh
cd web
BASE_URL="$address" ONEMAP_BIN="$onemap" ONEMAP_STORE="$store" npm run e2e
