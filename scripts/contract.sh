#!/usr/bin/env bash
# The contract held against the program: schemathesis makes requests out of the OpenAPI document of the given binary, right and wrong
# ones, and none may be answered 5xx, with an undocumented status or type, or with a body that is not as described.
#
# usage: contract.sh BINARY [SECONDS]
set -euo pipefail
onemap=$(realpath "$1")
seconds=${2:-40}
cd "$(dirname "$0")/.."
venv=$(realpath -m "${CARGO_TARGET_DIR:-target}")/schemathesis
pinned=scripts/contract-requirements.txt
if ! cmp -s "$pinned" "$venv/installed.txt"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$pinned"
  cp "$pinned" "$venv/installed.txt"
fi

. scripts/serve-small.sh
cd "$work"
"$venv/bin/schemathesis" run "$address/api/v1/openapi.json" --url "$address" --seed 7 --max-time "$seconds" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
