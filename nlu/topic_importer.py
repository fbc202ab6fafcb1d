"""Training data importer: reads data/ fast, and gives replies to the domain only.

Rasa's own reader checks each file against a schema with a pure Python YAML parser: 25 s for our topics, against 2 s
here (tests/content checks what the schema would). And it counts replies as NLU training data, so that an edited
sentence would train everything again.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rasa.shared.data
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCRIPTED = ("rules", "stories")
_ENTITY = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<name>[a-z_]+)\)|(?P<json>\{[^{}]+\}))")


class Example(Message):
    """A training example that is cheap to copy and to compare: Rasa 3.6.21 merges and sanitises all of them twenty times."""

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """See Message; what changes nothing leaves the fingerprint alone."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        data = {key: [dict(entity) for entity in value] if key == ENTITIES else value for key, value in self.data.items()}
        twin = Example(data, set(self.output_properties), self.time, list(self.features))
        twin._cached_fingerprint = self._cached_fingerprint
        return twin


def read(path: str | Path) -> dict[str, Any]:
    """A YAML file of ours; `{}` when it is empty.

    Raises:
        yaml.YAMLError: the file is not YAML.
    """
    return yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_Loader) or {}


def examples(content: dict[str, Any]) -> Iterator[Message]:
    """The training examples of a file's content, with intent, entities and `metadata: {intent: {language}}`."""
    for block in content.get("nlu") or []:
        if "intent" not in block:
            continue
        for line in _lines(block["examples"]):
            message = parse(line, block["intent"])
            if block.get("metadata"):
                message.set("metadata", {"intent": block["metadata"]})
            yield message


def parse(line: str, intent: str) -> Message:
    """An example in Rasa's notation, `[36 rue X](address)` or `[vidanges]{"entity": "stream", "value": "garbage"}`.

    Rasa's own parser compiles a JSON schema for each entity of the second form: half of the reading time.
    """
    text, entities, at = "", [], 0
    for match in _ENTITY.finditer(line):
        text += line[at:match.start()]
        found = json.loads(match["json"]) if match["json"] else {"entity": match["name"]}
        end = len(text) + len(match["text"])
        entities.append({"value": match["text"], **found, "start": len(text), "end": end})
        text, at = text + match["text"], match.end()
    return Example.build(text + line[at:], intent, entities)


def _lines(written: str | list[dict[str, str]]) -> list[str]:
    if not isinstance(written, str):
        return [example["text"].strip() for example in written]
    return [line.strip()[2:].strip() for line in written.splitlines() if line.strip().startswith("- ")]


class TopicImporter(RasaFileImporter):
    """Gives Rasa the examples, rules and replies found under data/."""

    def __init__(self, config_file: str | None = None, domain_path: str | None = None,
                 training_data_paths: str | list[str] | None = None) -> None:
        self.config_file, self._domain_path = config_file, domain_path
        self._conversation_test_files: list[str] = []
        self._files = sorted(rasa.shared.data.get_data_files(training_data_paths, rasa.shared.data.is_likely_yaml_file))

    @cached_method
    def _contents(self) -> list[dict[str, Any]]:
        return [content for content in map(read, self._files) if isinstance(content, dict)]

    @cached_method
    def get_domain(self) -> Domain:
        """Domain file merged with the replies of data/."""
        replies: dict[str, Any] = {}
        for content in self._contents():
            replies.update(content.get("responses") or {})
        return super().get_domain().merge(Domain.from_dict({"responses": replies}))

    @cached_method
    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Rules and stories of data/."""
        steps = []
        for content in self._contents():
            scripted: dict[str, Any] = {key: content[key] for key in _SCRIPTED if content.get(key)}
            if scripted:
                scripted["version"] = "3.1"
                steps += YAMLStoryReader(self.get_domain()).read_from_parsed_yaml(scripted)
        return StoryGraph(steps)

    @cached_method
    def _examples(self) -> TrainingData:
        return TrainingData([message for content in self._contents() for message in examples(content)])

    def get_nlu_data(self, language: str | None = "fr") -> TrainingData:
        """Examples without the replies."""
        return self._examples()
