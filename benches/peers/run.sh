#!/usr/bin/env bash
# Peers side by side, in one run, on the same files. Usage: run.sh [POINTS]; needs target/release/onemap.
set -euo pipefail
cd "$(dirname "$0")"
work=${BENCH_DIR:-$(mktemp -d)}
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r requirements.txt
"$work/venv/bin/python" assign.py ../../target/release/onemap "$work" "${1:-10000000}"
