"""What the desk says to citizens and suggests to agents: the replies of data/, in both languages, never in code."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from guichet_web.environment import ROOT

from cities.current import current_placeholders
from dialogue.filling import fill

DIALOGUE = ROOT / "data" / "dialogue"
TOPICS = ROOT / "data" / "topics"


def reply(name: str, language: str, **values: Any) -> str:
    """A reply of data/dialogue/handoff.yml, filled. Raises KeyError when there is none of that name."""
    return _filled(_file(DIALOGUE / "handoff.yml")["responses"][name], language, values)


def phrase(group: str, key: str, language: str) -> str:
    """A phrase of data/dialogue/phrases.yml. Raises KeyError."""
    return _file(DIALOGUE / "phrases.yml")["phrases"][group][key][language]


def approved_answer(topic: str, language: str) -> str | None:
    """The editorial answer of a topic, filled from the city profile; None when the topic has none of its own."""
    content = _topic(topic)
    variants = (content or {}).get("responses", {}).get(f"utter_{topic}")
    if not variants:
        return None
    from cities.current import current

    local = current().topics.local_text(topic, language)
    return _filled(variants, language, {"local": local or ""}) or None


def topic_label(topic: str, language: str) -> str:
    """A topic as people name it; its key when it has no file."""
    content = _topic(topic)
    return content["topic"]["label"][language] if content else topic


@lru_cache(maxsize=1)
def topics() -> dict[str, Path]:
    """Files by topic."""
    return {file.stem: file for file in sorted(TOPICS.glob("*/*.yml"))}


def _topic(topic: str) -> dict | None:
    return _file(topics()[topic]) if topic in topics() else None


def _file(path: Path) -> dict:
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _parsed(path: Path, _changed: int) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _filled(variants: list[dict], language: str, values: dict[str, Any]) -> str:
    def for_language(variant: dict) -> bool:
        return any(c.get("name") == "language" and c.get("value") == language for c in variant.get("condition", []))

    plain = [variant for variant in variants if "channel" not in variant and "text" in variant]
    chosen = next((v for v in plain if for_language(v)), plain[0])
    return fill(chosen["text"], {**current_placeholders(language), **values})
