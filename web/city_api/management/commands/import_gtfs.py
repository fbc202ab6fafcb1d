"""manage.py import_gtfs FILE: takes in a GTFS feed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from city_api.ingest.gtfs import import_feed
from city_api.ingest.source import IngestError
from city_api.models import Feed


class Command(BaseCommand):
    """Puts a feed in the place of the earlier one of the same name, wholly or not at all."""

    help = "Takes in a GTFS feed (a zip file)."

    def add_arguments(self, parser) -> None:
        """The file, and the short name that stays the same from one version of the feed to the next."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--name", help="short name of the feed; that of the file by default")

    def handle(self, file: Path, name: str | None, **_options) -> None:
        """Raises CommandError naming file and line."""
        slug = slugify(name or file.stem)[:50]
        try:
            counts = import_feed(file, slug)
        except IngestError as error:
            raise CommandError(str(error)) from error
        feed = Feed.objects.get(pk=slug)
        rows = ", ".join(f"{table} {count}" for table, count in counts.items())
        self.stdout.write(f"{slug}: {rows}; {feed.first_day} - {feed.last_day}")
