"""Rasa reads the content as we do: a misspelt importer or a broken file is only a warning to it."""

import logging
import warnings

import pytest
import yaml
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.utils.common import class_from_module_path

from tests.support.assistant import ROOT


def documents() -> list[dict]:
    files = [file for folder in ("topics", "dialogue") for file in (ROOT / "data" / folder).rglob("*.yml")]
    return [yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for file in files]


@pytest.fixture(scope="module")
def importer(caplog_module):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's own deprecations
        yield TrainingDataImporter.load_from_config(
            str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
        )


@pytest.fixture(scope="module")
def caplog_module():
    """Nothing logged above INFO while the importer loads."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append
    logging.getLogger("rasa").addHandler(handler)
    yield records
    logging.getLogger("rasa").removeHandler(handler)


def test_our_importer_is_the_one_that_loads(importer, caplog_module):
    (named,) = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["importers"]
    assert issubclass(class_from_module_path(named["name"]), TrainingDataImporter)
    assert not [record.getMessage() for record in caplog_module]


def test_every_reply_reaches_the_domain(importer):
    written = {name for document in documents() for name in document.get("responses") or {}}
    assert written and set(importer.get_domain().responses) == written


def test_every_example_and_rule_reaches_the_training(importer):
    topics = yaml.safe_load((ROOT / "topics.yml").read_text(encoding="utf-8"))
    names = {topic for area in topics.values() for topic in area}
    assert names <= set(importer.get_nlu_data().intents)
    assert len(importer.get_stories().story_steps) == len(names)
