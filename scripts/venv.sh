#!/usr/bin/env bash
# A Python environment with pinned packages, made anew when the pins change. Prints where its programs are.
#
# usage: venv.sh REQUIREMENTS
set -euo pipefail
pinned=$(realpath "$1")
cd "$(dirname "$0")/.."
venv=$(realpath -m "${CARGO_TARGET_DIR:-target}")/venv-$(basename "$pinned" .txt)
if ! cmp -s "$pinned" "$venv/installed.txt"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$pinned"
  cp "$pinned" "$venv/installed.txt"
fi
echo "$venv/bin"
