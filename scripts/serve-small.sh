# Sourced by the scripts that test the program from outside: makes a small city with the binary $onemap, imports and serves it on a
# free port. Sets $store and $address; all is gone when the script ends.
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
store=$work/city.gpkg

"$onemap" generate --grids 60 --buildings 5000 --complaints 20000 --seed 7 --out "$work/files"
"$onemap" import --store "$store" --from "$work/files" >"$work/import.log"

# The server prints its address when it is ready.
exec 3< <(exec "$onemap" serve --store "$store" --listen 127.0.0.1:0 2>"$work/serve.log")
server=$!
read -r -t 60 -u 3 line || { cat "$work/serve.log" >&2; exit 1; }
address=${line##* }
