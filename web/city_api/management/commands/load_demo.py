"""manage.py load_demo: loads the demonstration city, with dates around today."""

from django.core.management.base import BaseCommand, CommandError

from city_api.ingest import demo
from city_api.ingest.source import IngestError


class Command(BaseCommand):
    """Puts the demonstration's data in the place of the city's; requests and appointments of citizens stay."""

    help = "Loads the demonstration city."

    def handle(self, **_options) -> None:
        """Raises CommandError naming file and line."""
        try:
            counts = demo.load()
        except IngestError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{kind} {count}" for kind, count in counts.items()))
