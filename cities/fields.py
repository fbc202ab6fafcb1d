"""Reads typed values out of a profile's mappings; every refusal is one line that names file, key and remedy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

TOPICS_FILE = Path(__file__).resolve().parent.parent / "topics.yml"
PLACEHOLDER = "[à compléter]"
_PLACEHOLDER = re.compile(r"^\s*\[\s*(à compléter|a completer|to be completed)\b.*\]\s*$", re.IGNORECASE | re.DOTALL)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")


class ProfileError(ValueError):
    """A profile that cannot be used. `str(error)` is one line: file, key, what is wrong, what to do."""


def is_placeholder(value: object) -> bool:
    """Tell whether a value is the mark of something the city has not given yet, such as "[à compléter : courriel]"."""
    return isinstance(value, str) and bool(_PLACEHOLDER.match(value))


def read_yaml(file: Path) -> Any:
    """Return what a YAML 1.2 file holds (so that `off` and `08:00` stay texts). Raises ProfileError."""
    try:
        return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(f"{file}: cannot be read ({error.strerror}); check the path in CITY_PROFILE") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"{file}: is not UTF-8 text; save it as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}" if mark else "an unknown line"
        problem = (error.problem or error.context or "not YAML").splitlines()[0]
        raise ProfileError(f"{file}: {where}: {problem}; correct the YAML there") from error
    except YAMLError as error:
        raise ProfileError(f"{file}: {str(error).splitlines()[0]}; correct the YAML there") from error


@cache
def topic_kinds() -> Mapping[str, str]:
    """Return {topic: kind} for every topic of topics.yml, in its order."""
    areas = read_yaml(TOPICS_FILE)
    return MappingProxyType({key: entry["kind"] for topics in areas.values() for key, entry in topics.items()})


def frozen(value: Any) -> Any:
    """Return a read-only copy in which every placeholder has become None."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return None if is_placeholder(value) else value


@dataclass(frozen=True)
class Section:
    """One mapping of a profile, with its file and its dotted key."""

    file: Path
    key: str
    values: Mapping[str, Any]

    def fail(self, key: str, problem: str, remedy: str) -> NoReturn:
        """Raise the one-line ProfileError about a key of this section."""
        raise ProfileError(f"{self.file}: {self.path(key)}: {problem}; {remedy}")

    def path(self, key: str) -> str:
        """Return the dotted name of a key, as an editor would look for it."""
        return f"{self.key}.{key}" if self.key else str(key)

    def required(self, key: str) -> Any:
        """Return a value that must be given (a placeholder counts as given)."""
        if key not in self.values:
            self.fail(key, "missing", "add this key")
        if self.values[key] is None:
            self.fail(key, "empty", f'write its value, or "{PLACEHOLDER}" when it is not known yet')
        return self.values[key]

    def section(self, key: str) -> "Section":
        """Return a mapping that must be there (it may be empty: {})."""
        value = self.required(key)
        if not isinstance(value, dict):
            self.fail(key, f"is {_kind(value)} but must be a mapping", "write `key: value` lines under it, or {}")
        return Section(self.file, self.path(key), value)

    def optional_section(self, key: str) -> "Section":
        """Return a mapping, empty when it is left out."""
        if self.values.get(key) is None:
            return Section(self.file, self.path(key), {})
        return self.section(key)

    def text(self, key: str) -> str | None:
        """Return a text that must be given; None when it is a placeholder."""
        value = self.required(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"is {_kind(value)} but must be a text", "write it between quotes")
        return None if is_placeholder(value) else value.strip()

    def optional_text(self, key: str) -> str | None:
        """Return a text; None when it is left out, empty or a placeholder."""
        return None if self.values.get(key) is None else self.text(key)

    def url(self, key: str) -> str | None:
        """Return a web address that may be left out."""
        value = self.optional_text(key)
        if value is not None and not _is_url(value):
            self.fail(key, f"{value!r} is not a web address", "write it in full, beginning with https://")
        return value

    def email(self, key: str) -> str | None:
        """Return an e-mail address that must be given; None when it is a placeholder."""
        value = self.text(key)
        if value is not None and not _EMAIL.match(value):
            self.fail(key, f"{value!r} is not an e-mail address", "write it as name@city.example")
        return value

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        """Return one of a few words."""
        value = self.required(key)
        if value not in tuple(choices):
            self.fail(key, f"{value!r} is not understood", f"write one of: {', '.join(choices)}")
        return value

    def number(self, key: str, default: float | None = None) -> float | None:
        """Return a number above zero; `default` when it is left out, empty or a placeholder."""
        value = self.values.get(key)
        if value is None or is_placeholder(value):
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
            self.fail(key, f"{value!r} is not a number above zero", "write digits, without quotes or unit")
        return value

    def topic_keys(self) -> tuple[str, ...]:
        """Return this section's keys after checking that each is a topic."""
        for key in self.values:
            self.check_topic(key, key)
        return tuple(self.values)

    def check_topic(self, key: str, topic: object) -> None:
        """Refuse a topic that topics.yml does not know, suggesting the nearest one."""
        if topic in topic_kinds():
            return
        near = get_close_matches(str(topic), topic_kinds(), n=1)
        hint = f"did you mean {near[0]}?" if near else "see the keys of topics.yml"
        self.fail(key, f"unknown topic {topic!r}", hint)


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)


def _kind(value: object) -> str:
    names = {
        dict: "a mapping",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "an empty text",
    }
    return names.get(type(value), f"of type {type(value).__name__}")
