#!/usr/bin/env bash
# The contract held against the program: schemathesis makes requests out of the OpenAPI document of the given binary, right and wrong
# ones, and none may be answered 5xx, with an undocumented status or type, or with a body that is not as described.
#
# usage: contract.sh BINARY [SECONDS]
set -euo pipefail
onemap=$(realpath "$1")
seconds=${2:-40}
cd "$(dirname "$0")/.."
python=$(scripts/venv.sh scripts/contract-requirements.txt)

. scripts/serve-small.sh
cd "$work"
"$python/schemathesis" run "$address/api/v1/openapi.json" --url "$address" --seed 7 --max-time "$seconds" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
