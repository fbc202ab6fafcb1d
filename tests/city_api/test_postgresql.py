"""The tests that touch the database most, once more on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from live_city import ROOT, environment, postgresql

HERE = Path(__file__).parent
MODULES = (
    "test_ingest_files",
    "test_ingest_ical",
    "test_open311_requests",
    "test_city_appointments",
    "test_city_collections",
    "test_city_notices",
    "test_city_roadworks",
    "test_search_versions",
    "test_search_places",
    "test_transit_departures",
    "test_transit_stops",
    "test_commands",
)


def test_the_suite_passes_on_postgresql():
    files = [str(HERE / f"{module}.py") for module in MODULES]
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with postgresql(Path(name)) as url:
            env = environment(DATABASE_URL=url) | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
            command = [sys.executable, "-m", "pytest", *files, "-p", "no:cacheprovider", "-k", "not sherbrooke"]
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
