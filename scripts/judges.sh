#!/usr/bin/env bash
# Other implementations judge what ours puts out. Needs what `cargo test --workspace` builds.
#
# usage: judges.sh TARGET_FOLDER
set -euo pipefail
binaries=$(realpath "$1")
cd "$(dirname "$0")/.."
python=$(scripts/venv.sh scripts/judges-requirements.txt)
for seed in 7 8 9; do
  "$binaries/examples/edited" 1000 "$seed" | "$python/python" scripts/judges/plans.py
done
