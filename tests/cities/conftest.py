"""A correct profile as a mapping, and a way to write and load a changed copy of it."""

import copy
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from cities.profile import load

CORRECT = {
    "name": "Valbourg",
    "timezone": "America/Toronto",
    "languages": {"default": "fr", "english": "attested"},
    "contact": {
        "service": "Info-Valbourg",
        "phone": "819 555-0144",
        "email": "info@valbourg.example",
        "office": "12, rue du Pont",
        "hours": {"mon": "08:30-12:00, 13:00-16:30", "tue": "08:30-16:30", "fri": "08:30-12:00"},
    },
    "desk": {"hours": "same", "longest_wait_minutes": 5},
    "topics": {"off": ["paratransit"], "links": {"tax_due_dates": "https://valbourg.example/taxes"}},
    "open311": {"jurisdiction_id": "valbourg.example", "services": {"report_pothole": "P-1", "report_other": "Z-9"}},
    "service_levels": {"report_pothole": {"acknowledged": 8, "started": None, "resolved": 80}},
    "departments": {"report_pothole": "Voirie"},
    "ombudsman": None,
    "privacy": {
        "officer": {"name": "Greffe", "email": "greffe@valbourg.example"},
        "keep_days": {"conversation": 30, "request_copy": 60, "rating": 90},
    },
}
_REMOVED = object()


@pytest.fixture
def city(tmp_path):
    """Return load_changed(changes, without): the correct profile with dotted keys set, or one taken out, loaded."""

    def load_changed(changes=None, without=None):
        removed = {without: _REMOVED} if without else {}
        return load(_write(tmp_path / "valbourg.yml", {**(changes or {}), **removed}))

    return load_changed


def _write(file: Path, changes: dict) -> Path:
    """Write the correct profile with some dotted keys changed and return its path."""
    values = copy.deepcopy(CORRECT)
    for dotted, value in changes.items():
        *parents, key = dotted.split(".")
        section = values
        for parent in parents:
            section = section[parent]
        if value is _REMOVED:
            del section[key]
        else:
            section[key] = value
    YAML(typ="safe").dump(values, file)
    return file
