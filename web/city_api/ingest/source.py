"""Reads CSV and YAML files so that every error can name the file and the line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LINE = "__line__"


class IngestError(ValueError):
    """A file cannot be taken in; the message is `file:line: what is wrong`."""

    def __init__(self, path: Path, line: int | None, message: str):
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Entry:
    """One row of a CSV file or one mapping of a YAML file, and where it stands."""

    path: Path
    line: int
    values: dict[str, Any]

    def fail(self, message: str) -> IngestError:
        """The error to raise about this entry."""
        return IngestError(self.path, self.line, message)

    def get(self, name: str, default: Any = "") -> Any:
        """A value; the default when it is absent or null."""
        value = self.values.get(name)
        return default if value is None else value

    def need(self, name: str) -> Any:
        """A value that must be there; raises IngestError."""
        value = self.values.get(name)
        if value is None or value == "":
            raise self.fail(f"{name} is missing")
        return value

    def children(self, name: str) -> list["Entry"]:
        """The mappings of a list inside this one; raises IngestError when it holds anything else."""
        return [self.child(value, name) for value in self.items(name)]

    def items(self, name: str) -> list:
        """A list, empty when absent; raises IngestError when it is something else."""
        value = self.get(name, [])
        if not isinstance(value, list):
            raise self.fail(f"{name} is not a list")
        return value

    def child(self, value: Any, name: str) -> "Entry":
        """A mapping inside this one as an Entry of its own; raises IngestError."""
        if not isinstance(value, dict):
            raise self.fail(f"{name} is not a mapping")
        return Entry(self.path, value.get(LINE, self.line), value)


def read_csv(path: Path, columns: list[str]) -> Iterator[Entry]:
    """Rows of a comma-separated UTF-8 file with a header; raises IngestError."""
    with _opened(path) as file:
        reader = csv.DictReader(file, strict=True)
        try:
            missing = [name for name in columns if name not in (reader.fieldnames or [])]
            if missing:
                raise IngestError(path, 1, f"missing columns: {', '.join(missing)}")
            for row in reader:
                yield _row(path, reader.line_num, row)
        except csv.Error as error:
            raise IngestError(path, reader.line_num, str(error)) from error
        except UnicodeDecodeError as error:
            raise IngestError(path, None, "the file is not UTF-8") from error


def _row(path: Path, line: int, row: dict) -> Entry:
    if None in row or None in row.values():
        raise IngestError(path, line, "the row does not have as many cells as the header")
    if any("\0" in value for value in row.values()):
        raise IngestError(path, line, "the row holds a NUL character")
    return Entry(path, line, {name: value.strip() for name, value in row.items()})


def read_yaml(path: Path) -> Any:
    """A YAML file whose mappings carry their line; raises IngestError."""
    with _opened(path) as file:
        try:
            return yaml.load(file, Loader=_LineLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else None
            raise IngestError(path, line, getattr(error, "problem", None) or "not YAML") from error
        except (UnicodeDecodeError, ValueError) as error:
            raise IngestError(path, None, str(error)) from error


def read_entries(path: Path) -> list[Entry]:
    """A YAML file that is a list of mappings; raises IngestError."""
    data = read_yaml(path)
    if not isinstance(data, list):
        raise IngestError(path, 1, "the file is not a list")
    return Entry(path, 1, {"list": data}).children("list")


def read_mapping(path: Path) -> Entry:
    """A YAML file that is a mapping; raises IngestError."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise IngestError(path, 1, "the file is not a mapping")
    return Entry(path, data.get(LINE, 1), data)


def _opened(path: Path):
    try:
        return Path(path).open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise IngestError(path, None, error.strerror or "cannot be read") from error


class _LineLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Keeps the line of each mapping under a key that no file uses."""

    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep=True)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def _construct(loader: _LineLoader, node):
    return loader.construct_mapping(node)


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct)
