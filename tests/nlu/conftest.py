"""The trained model, for tests that measure it."""
from __future__ import annotations

from pathlib import Path

import pytest

from nlu.topic_importer import TopicImporter
from tools.evaluation.parser import Parser, latest_model
from tools.evaluation.sets import ROOT


@pytest.fixture(scope="session")
def parse() -> Parser:
    """Parses with the newest model of models/, trained first when there is none."""
    try:
        model = latest_model()
    except FileNotFoundError:
        from rasa.model_training import train

        paths = [str(ROOT / name) for name in ("domain.yml", "config.yml", "data", "models")]
        model = Path(train(*paths).model)
    return Parser(model)


@pytest.fixture(scope="session")
def importer() -> TopicImporter:
    """Reads the project's own data."""
    return TopicImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), str(ROOT / "data"))
