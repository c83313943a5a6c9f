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
"$work/venv/bin/python" -P hotspots.py "$release/hotspots" "$work" 1000000
