"""manage.py import_ical FILE --sector CODE: takes in a sector's collections from an iCalendar file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from city_api.ingest.ical import import_collections
from city_api.ingest.source import IngestError
from city_api.models import Stream


class Command(BaseCommand):
    """Replaces a sector's collections of the streams that the file holds, wholly or not at all."""

    help = "Takes in the collections of a sector from an iCalendar file."

    def add_arguments(self, parser) -> None:
        """The file, the sector, and words that name a stream in the events."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--sector", required=True)
        parser.add_argument("--name", action="append", default=[], metavar="WORD=STREAM")

    def handle(self, file: Path, sector: str, name: list[str], **_options) -> None:
        """Raises CommandError naming file and line."""
        names = dict(part.split("=", 1) for part in name if "=" in part)
        unknown = set(names.values()) - set(Stream.values)
        if unknown or len(names) < len(name):
            raise CommandError(f"--name is WORD=STREAM, with one of: {', '.join(Stream.values)}")
        try:
            count = import_collections(file, sector, names)
        except IngestError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"collections: {count}")
