"""Opens a GTFS feed and reads its tables, naming file and line in every error."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from .source import Entry, IngestError

REQUIRED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
LARGEST = 1024**3  # bytes of one table: a small file may unpack to any size


class FeedFiles:
    """The tables of a zip file; raises IngestError when it is none or lacks a required one."""

    def __init__(self, path: Path):
        self.path = Path(path)
        try:
            self._zip = zipfile.ZipFile(self.path)
        except (OSError, zipfile.BadZipFile) as error:
            raise IngestError(self.path, None, f"not a zip file: {error}") from error
        self._names = {Path(name).name: name for name in self._zip.namelist()}
        missing = [name for name in REQUIRED if name not in self._names]
        if missing:
            raise IngestError(self.path, None, f"missing {', '.join(missing)}")

    def rows(self, name: str, *columns: str) -> Iterator[Entry]:
        """Rows of a table, stripped; nothing when the table is absent. Raises IngestError."""
        place = self.path / name
        if name not in self._names:
            return
        if self._zip.getinfo(self._names[name]).file_size > LARGEST:
            raise IngestError(place, None, "the table is too large")
        with self._zip.open(self._names[name]) as file:
            reader = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""), restval="")
            try:
                reader.fieldnames = [column.strip() for column in reader.fieldnames or []]
                missing = [column for column in columns if column not in reader.fieldnames]
                if missing:
                    raise IngestError(place, 1, f"missing columns: {', '.join(missing)}")
                for row in reader:
                    row.pop(None, None)
                    yield Entry(place, reader.line_num, row)
            except (csv.Error, UnicodeDecodeError, zipfile.BadZipFile) as error:
                raise IngestError(place, reader.line_num, str(error)) from error


def gtfs_date(entry: Entry, name: str) -> date:
    """A day written YYYYMMDD; raises IngestError."""
    try:
        return datetime.strptime(entry.need(name).strip(), "%Y%m%d").date()
    except ValueError:
        raise entry.fail(f"{name} is not a day: {entry.get(name)}") from None


def gtfs_time(entry: Entry, name: str) -> int | None:
    """Seconds of a time H:MM:SS, which may pass 24:00:00; None when empty. Raises IngestError."""
    value = entry.get(name).strip()
    if not value:
        return None
    try:
        hours, minutes, seconds = (int(part) for part in value.split(":"))
    except ValueError:
        raise entry.fail(f"{name} is not a time: {value}") from None
    return hours * 3600 + minutes * 60 + seconds
