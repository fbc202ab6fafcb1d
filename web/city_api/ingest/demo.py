"""Loads the demonstration city; loading it again replaces it."""

import tempfile
from pathlib import Path

from django.db import transaction

from city_api import clock

from .alerts import import_alerts
from .gtfs import import_feed
from .kinds import KINDS, take_in

DEMO = Path(__file__).resolve().parents[1] / "demo"
SERVICES = DEMO / "services.yml"
FEED = "rtr"


def load(folder: Path = DEMO) -> dict[str, int]:
    """Take in every file of a folder, and the bus feed made for today; returns the number of rows by kind.

    Raises IngestError; then nothing of it is kept.
    """
    with transaction.atomic():
        counts = {kind: take_in(kind, folder / name) for kind, (name, _) in KINDS.items() if (folder / name).exists()}
        return counts | _transit()


def _transit() -> dict[str, int]:
    from city_api.demo.gtfs import make_feed

    with tempfile.TemporaryDirectory() as name:
        feed, alerts = Path(name) / "feed.zip", Path(name) / "alerts.pb"
        make_feed.build(feed, clock.today())
        make_feed.build_alerts(alerts, clock.today())
        return import_feed(feed, FEED) | {"alerts": import_alerts(alerts)}
