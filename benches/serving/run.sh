#!/usr/bin/env bash
# A large city served: time to ready, memory, latency of uncached tiles, throughput of cached ones.
#
# usage: benches/serving/run.sh [FOLDER]    the city is made in FOLDER where it is not there yet; some 5 GB
# Needs `wrk` for the throughput (Debian: apt-get install wrk).
set -euo pipefail
cd "$(dirname "$0")/../.."
onemap=${CARGO_TARGET_DIR:-target}/release/onemap
folder=${1:-target/serving}
mkdir -p "$folder"

if [ ! -f "$folder/city.gpkg" ]; then
  echo "# generate, import (seconds, KiB)"
  /usr/bin/time -f "generate %e s %M KiB" "$onemap" generate --grids 3635 --buildings 1000000 --complaints 2400000 \
    --seed 7 --out "$folder/files" >"$folder/generate.log"
  /usr/bin/time -f "import %e s %M KiB" "$onemap" import --store "$folder/city.gpkg" --from "$folder/files" >"$folder/import.log"
fi

began=$(date +%s.%N)
exec 3< <(exec "$onemap" serve --store "$folder/city.gpkg" --listen 127.0.0.1:0 --log warn 2>"$folder/serve.log")
server=$!
trap 'kill $server' EXIT
read -r -t 120 -u 3 line
address=${line##* }
printf 'ready after %.1f s, %s resident\n' "$(echo "$(date +%s.%N) - $began" | bc)" "$(grep VmRSS /proc/$server/status | tr -s '\t ' ' ')"

python3 benches/serving/latency.py "$address" 60
grep VmRSS /proc/$server/status
python3 benches/serving/edits.py "$address" 1000
grep VmRSS /proc/$server/status

if command -v wrk >/dev/null; then
  tile=$(curl -s "$address/tiles/grids.json" | python3 -c '
import json, math, sys
lon, lat, _ = json.load(sys.stdin)["center"]
n = 1 << 14
print(f"14/{int((lon + 180) / 360 * n)}/{int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n)}")')
  echo "# one cached tile, /tiles/buildings/$tile.mvt"
  wrk -t1 -c32 -d8s -H 'Accept-Encoding: gzip' "$address/tiles/buildings/$tile.mvt"
fi
