"""manage.py import_city KIND FILE: takes in one of the plain files that a clerk keeps."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from city_api.ingest.kinds import KINDS, take_in
from city_api.ingest.source import IngestError


class Command(BaseCommand):
    """Replaces the rows of one kind by those of a file, wholly or not at all."""

    help = "Takes in a CSV or YAML file: addresses, waste_items, collections, permits, …"

    def add_arguments(self, parser) -> None:
        """The kind, named like the demonstration's file, and the file."""
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("file", type=Path)

    def handle(self, kind: str, file: Path, **_options) -> None:
        """Raises CommandError naming file and line."""
        try:
            count = take_in(kind, file)
        except IngestError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{kind}: {count}")
