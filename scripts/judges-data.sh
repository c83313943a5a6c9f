#!/usr/bin/env bash
# PySAL and scikit-learn judge hotspots of real cities: Chicago by community area, San Francisco by census tract, both in H3 cells.
# Needs what `cargo test --workspace` builds.
#
# usage: judges-data.sh TARGET_FOLDER DATA_FOLDER
set -euo pipefail
binaries=$(realpath "$1")
data=$(realpath "$2")
cd "$(dirname "$0")/.."
python=$(scripts/venv.sh scripts/judges-requirements.txt)
stores=$(mktemp -d)
trap 'rm -rf "$stores"' EXIT
judge() {
  "$python/python" scripts/judges/hotspots.py "$binaries/onemap" "$@"
}
"$binaries/onemap" import --store "$stores/chicago.gpkg" --communities "$data/chicago/chicago_community_areas.geojson" \
  --complaints "$data/chicago/chicago_crimes_2018.csv.gz" > "$stores/log"
judge "$stores/chicago.gpkg" 2018-07-01 2018-08-01 communities=queen,rook h3:9=ring:1
"$binaries/onemap" import --store "$stores/sf.gpkg" --communities "$data/sf/sf_neighborhoods.geojson" --map communities.code=nhood \
  --grids "$data/sf/sf_tracts.geojson" --map grids.code=geoid --complaints "$data/sf/sf_311.csv.gz" >> "$stores/log"
judge "$stores/sf.gpkg" 2000-01-01 2100-01-01 grids=queen,knn:6 communities=queen h3:9=ring:1
