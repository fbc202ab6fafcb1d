#!/usr/bin/env bash
# Resolves requirements/*.in into locks with hashes; no file names a package registry.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
compile() { ../.venv/bin/python -m uv pip compile "$@" --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.10; }
compile dev.in -o dev.txt
compile main.in -c dev.txt -o main.txt
