#!/usr/bin/env bash
# Makes .venv with Python 3.10 and installs the locked packages, hashes checked. Needs Python 3.10 (pyenv or system) or uv.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .venv/bin/python ]; then
  if command -v uv >/dev/null; then
    uv venv --quiet --python 3.10 .venv
  else
    python=$(command -v python3.10 || command -v python3)
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' || {
      echo "Python 3.10 is needed (Rasa 3.6): install it with pyenv or uv, see README.md" >&2; exit 1; }
    "$python" -m venv .venv
  fi
fi
echo "installing packages…"
if command -v uv >/dev/null; then
  uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt
else
  # uv itself comes from the lock; it installs the rest in seconds.
  awk '/^uv==/{keep=1} keep{print; if ($0 !~ /\\$/) exit}' requirements/dev.txt > .venv/uv.txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
  .venv/bin/python -m uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt
fi
# Where PYTHONDONTWRITEBYTECODE is set, each start of Rasa would compile 5,000 files again.
.venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null || true   # a few packages ship templates that are no Python
