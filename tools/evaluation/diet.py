"""Rasa's own DIETClassifier as a candidate of the comparison, trained and asked as Rasa does it."""
from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import yaml
from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

PIPELINE = [
    {"name": "WhitespaceTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
OPTIONS = {
    "name": "DIETClassifier", "epochs": int(os.environ.get("DIET_EPOCHS", "12")), "batch_size": [128, 256],
    "entity_recognition": False, "constrain_similarities": True, "ranking_length": 0, "random_seed": 7,
}


def diet(texts: Sequence[str], topics: Sequence[str]) -> tuple[Callable[[Sequence[str]], np.ndarray], np.ndarray]:
    """Trains the starter's pipeline on the same examples; `DIET_EPOCHS` sets how long.

    Returns:
        a function from n texts to (n, topics) probabilities, and the topics' names.
    """
    configure_structlog(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="guichet-diet-") as name:
        folder = Path(name)
        _write(folder, texts, topics)
        command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "nlu.json", "--config", "config.yml", "--out", "."]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        agent = Agent.load(str(next(folder.glob("*.tar.gz"))))
    classes = np.array(sorted(set(topics)))
    loop = asyncio.new_event_loop()

    def probabilities(new: Sequence[str]) -> np.ndarray:
        return np.array([_row(loop.run_until_complete(agent.parse_message(text)), classes) for text in new])

    return probabilities, classes


def _write(folder: Path, texts: Sequence[str], topics: Sequence[str]) -> None:
    examples = [{"text": text, "intent": topic, "entities": []} for text, topic in zip(texts, topics)]
    data = {"rasa_nlu_data": {"common_examples": examples}}
    (folder / "nlu.json").write_text(json.dumps(data), encoding="utf-8")
    config = {"recipe": "default.v1", "language": "fr", "pipeline": [*PIPELINE, OPTIONS]}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")


def _row(parsed: dict, classes: np.ndarray) -> list[float]:
    found = {intent["name"]: intent["confidence"] for intent in parsed["intent_ranking"]}
    return [found.get(name, 0.0) for name in classes]
