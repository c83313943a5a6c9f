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

city=$(mktemp -d)
trap 'rm -rf "$city"' EXIT
"$binaries/onemap" generate --out "$city/files" --grids 400 --buildings 20000 --complaints 60000 > "$city/log"
"$binaries/onemap" import --store "$city/city.gpkg" --from "$city/files" >> "$city/log"
"$python/python" scripts/judges/hotspots.py "$binaries/onemap" "$city/city.gpkg"
"$python/python" scripts/judges/proposals.py "$binaries/onemap" "$city/city.gpkg"
