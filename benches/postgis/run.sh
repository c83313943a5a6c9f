#!/usr/bin/env bash
# Vector tiles beside PostGIS ST_AsMVT, in one run, over the same city and the same tiles of one zoom. PostGIS is asked by pgbench, 8
# clients, without HTTP; we are asked by wrk, 8 connections, over HTTP, nothing cached.
#
# usage: benches/postgis/run.sh [FOLDER [ROUNDS [SECONDS]]]    FOLDER holds the city that benches/serving/run.sh makes
# Installs Debian's PostGIS, GDAL and wrk where they are missing; the cluster is its own and is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."
onemap=${CARGO_TARGET_DIR:-target}/release/onemap
store=$(realpath "${1:-target/serving}/city.gpkg")
rounds=${2:-3}
seconds=${3:-20}
zoom=14
here=$PWD/benches/postgis
version=15
export PATH=$PATH:/usr/lib/postgresql/$version/bin

if ! command -v wrk ogr2ogr initdb >/dev/null || [ ! -f "/usr/share/postgresql/$version/extension/postgis.control" ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "postgresql-$version" \
    "postgresql-$version-postgis-3" gdal-bin wrk >/dev/null
fi

work=$(mktemp -d)
chmod 755 "$work"
# PostgreSQL does not run as root.
owner=(); [ "$(id -u)" = 0 ] && owner=(runuser -u postgres --)
stop() {
  kill "${server:-}" 2>/dev/null || true
  "${owner[@]}" pg_ctl -D "$work/cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT

mkdir "$work/cluster"
[ "$(id -u)" = 0 ] && chown postgres "$work/cluster"
"${owner[@]}" env PATH="$PATH" initdb -D "$work/cluster/data" --auth trust --username bench >/dev/null
# A cluster that answers from memory and loses nothing worth keeping.
"${owner[@]}" env PATH="$PATH" pg_ctl -D "$work/cluster/data" -l "$work/cluster/log" -w start -o "-k $work/cluster \
  -c listen_addresses='' -c fsync=off -c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=1GB -c jit=off \
  -c max_parallel_workers_per_gather=0 -c max_wal_size=8GB" >/dev/null
export PGHOST=$work/cluster PGUSER=bench PGDATABASE=postgres
psql -q -c 'CREATE EXTENSION postgis'
for layer in buildings grids; do
  PG_USE_COPY=YES ogr2ogr -f PostgreSQL "PG:host=$PGHOST user=$PGUSER dbname=$PGDATABASE" "$store" "$layer" \
    -t_srs EPSG:3857 -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=GIST -nlt PROMOTE_TO_MULTI
done
psql -q -v zoom=$zoom -f "$here/prepare.sql"
psql -qAt -c "SELECT x || '/' || y FROM tiles ORDER BY i" >"$work/tiles"

exec 3< <(exec "$onemap" serve --store "$store" --listen 127.0.0.1:0 --log warn --cache-mib 0 2>"$work/serve.log")
server=$!
read -r -t 120 -u 3 line
address=${line##* }

tiles=$(wc -l <"$work/tiles")
theirs() {
  pgbench -n -M prepared -c 8 -j 2 -T "$1" -D tiles="$tiles" -D zoom=$zoom -f "$here/$layer.sql" 2>/dev/null |
    sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
ours() {
  TILES=$work/tiles PREFIX=/tiles/$layer/$zoom/ wrk -t1 -c8 -d"$1"s -s "$here/tiles.lua" "$address" >"$work/wrk"
  ! grep -q 'Non-2xx' "$work/wrk" || { cat "$work/wrk" >&2; exit 1; }
  sed -n 's/^Requests\/sec: *//p' "$work/wrk"
}
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }

echo "# $(psql -qAt -c 'SELECT postgis_lib_version()') PostGIS, zoom $zoom, $tiles tiles that hold buildings, medians of $rounds rounds of $seconds s"
for layer in buildings grids; do
  # Once through, so that both have everything in memory.
  theirs 10 >/dev/null
  ours 10 >/dev/null
  for _ in $(seq "$rounds"); do
    theirs "$seconds" >>"$work/$layer.theirs"
    ours "$seconds" >>"$work/$layer.ours"
  done
  printf '%-10s PostGIS %8.0f tiles/s   onemap %8.0f tiles/s   ratio %.1f\n' "$layer" "$(median "$work/$layer.theirs")" \
    "$(median "$work/$layer.ours")" "$(echo "$(median "$work/$layer.ours") / $(median "$work/$layer.theirs")" | bc -l)"
done
