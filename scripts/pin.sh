#!/usr/bin/env bash
# Writes requirements.txt anew: every dependency with its hashes and no address. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
uv lock --quiet
uv export --quiet --all-groups --no-emit-project --no-header --format requirements-txt >requirements.txt
if grep -nE '://' requirements.txt; then
    echo "requirements.txt names an address; it must not." >&2
    exit 1
fi
