"""manage.py bootstrap: brings an installation to where it can serve; safe to run at every start."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from guichet_web.profile import city_profile

from city_api.ingest import demo
from city_api.ingest.kinds import take_in
from city_api.ingest.source import IngestError
from city_api.models import Address, Facility, Service, WasteItem

DEMO_PROFILE = "rivemont"


class Command(BaseCommand):
    """Migrates; then loads the demonstration (profile with `demo: rivemont`, no city data yet) or creates services."""

    help = "Migrates the database, and fills an empty one from the city profile."

    def handle(self, **_options) -> None:
        """Raises CommandError naming file and line."""
        call_command("migrate", verbosity=0)
        try:
            self.stdout.write(self._fill())
        except IngestError as error:
            raise CommandError(str(error)) from error

    def _fill(self) -> str:
        if city_profile().raw.get("demo") == DEMO_PROFILE:
            if any(model.objects.exists() for model in (Address, WasteItem, Facility, Service)):
                return "ready"
            return ", ".join(f"{kind} {count}" for kind, count in demo.load().items())
        missing = set(city_profile().open311.services.values()) - set(Service.objects.values_list("pk", flat=True))
        return f"services {take_in('services', demo.SERVICES)}" if missing else "ready"
