"""What every test may count on: a city to serve, and no telemetry."""
import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

os.environ.setdefault("CITY_PROFILE", str(ROOT / "cities/rivemont.yml"))
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# Tests that share servers run in one process, the longest first; any other file is a group of its own.
GROUPS = (
    "tests/desk/processes", "tests/browser/test_desk.py", "tests/browser", "tests/channels/messenger", "tests/stories",
    "tests/channels/web", "tests/nlu", "tests/city_api/test_postgresql.py", "tests/widget",
)


def group(nodeid: str) -> str:
    """What a test shares its servers with."""
    return next((name for name in GROUPS if nodeid.startswith(name)), nodeid.split("::", 1)[0])


def pytest_collection_modifyitems(items):
    """Longest groups first, so that none is left alone at the end; the order within a group stays."""
    items.sort(key=lambda item: GROUPS.index(group(item.nodeid)) if group(item.nodeid) in GROUPS else len(GROUPS))


def pytest_xdist_make_scheduler(config, log):
    """Spreads groups over the processes of `-n`."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group(nodeid)

    return ByGroup(config, log)
