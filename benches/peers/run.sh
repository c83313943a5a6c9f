#!/usr/bin/env bash
# Peers side by side, in one run, on the same data. Usage: run.sh [POINTS [LAYER…]]; needs the binaries of `cargo build --release --workspace`.
set -euo pipefail
cd "$(dirname "$0")"
release=${CARGO_TARGET_DIR:-../../target}/release
work=${BENCH_DIR:-$(mktemp -d)}
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r requirements.txt
"$work/venv/bin/python" locate.py "$release/measure" "$work" "${1:-10000000}"
"$work/venv/bin/python" assign.py "$release/onemap" "$work" "${1:-10000000}"
"$work/venv/bin/python" coverage.py "$release/coverage" "$work" "${@:2}"
# -P: not the coverage.py beside it for the coverage that numba knows.
"$work/venv/bin/python" -P hotspots.py "$release/hotspots" "$work"
# A generated city of 3,635 grids and 200,000 buildings, then the trade-off between compactness and roads in it.
[ -e "$work/city.gpkg" ] || {
  "$release/onemap" generate --grids 3635 --buildings 200000 --complaints 1000 --seed 7 --out "$work/city"
  "$release/onemap" import --store "$work/city.gpkg" --from "$work/city"
}
"$work/venv/bin/python" partition.py "$release/onemap" "$work/city.gpkg"
"$work/venv/bin/python" rebalance.py "$release/onemap" "$work/city"
for roads in 0 1 2 4 8; do
  echo "--roads $roads"
  "$release/onemap" plan propose --store "$work/city.gpkg" --roads "$roads" --out "$work/proposal.geojson" | grep -E "range|along|Polsby"
done
