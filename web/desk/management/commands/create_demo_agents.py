"""manage.py create_demo_agents: accounts for the demonstration, only where the profile and the environment say so."""

import os

from django.core.management.base import BaseCommand, CommandError

from cities.current import current
from desk.access import AGENT, EDITOR, SUPERVISOR
from desk.management.commands.create_agent import make_agent

PEOPLE = (
    ("agent1", "Camille", [AGENT]),
    ("agent2", "Dominique", [AGENT]),
    ("supervision", "Claude", [AGENT, SUPERVISOR]),
    ("redaction", "Andrée", [EDITOR]),
)


class Command(BaseCommand):
    """Safe to run at every start: passwords are printed when an account is made, and never again."""

    help = "Creates the demonstration's accounts (profile with `demo`, GUICHET_DEMO=1)."

    def handle(self, **_options) -> None:
        """Raises CommandError anywhere but in a demonstration."""
        if not current().raw.get("demo") or os.environ.get("GUICHET_DEMO") != "1":
            raise CommandError("No demonstration: the profile needs `demo`, and the environment GUICHET_DEMO=1.")
        for username, name, roles in PEOPLE:
            created, password = make_agent(username, name, roles)
            if created:
                self.stdout.write(f"desk: {username} {password}")
