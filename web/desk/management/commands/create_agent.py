"""manage.py create_agent: an account of the desk, with a password printed once."""

import secrets

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from desk.access import AGENT, GROUPS
from desk.models import Agent


class Command(BaseCommand):
    """Creates the account, or gives an existing one more roles."""

    help = "Creates an account of the desk, with a password printed once."

    def add_arguments(self, parser) -> None:
        """See BaseCommand."""
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="first name, as citizens read it")
        parser.add_argument("--role", action="append", choices=GROUPS, help="may be repeated; agent by default")

    def handle(self, username: str, name: str, role: list[str] | None, **_options) -> None:
        """Raises CommandError for a name that Django refuses."""
        if not username.replace(".", "").replace("-", "").replace("_", "").isalnum() or len(username) > 150:
            raise CommandError(f"{username!r}: use letters, digits, dots and dashes.")
        created, password = make_agent(username, name, role or [AGENT])
        self.stdout.write(f"{username}: {password}" if created else f"{username}: roles added, password unchanged")


@transaction.atomic
def make_agent(username: str, name: str, roles: list[str]) -> tuple[bool, str]:
    """(whether the account is new, its password or "")."""
    user, created = User.objects.get_or_create(username=username, defaults={"first_name": name})
    password = secrets.token_urlsafe(12) if created else ""
    if created:
        user.set_password(password)
        user.save()
    user.groups.add(*Group.objects.filter(name__in=roles))
    Agent.objects.get_or_create(user=user)
    return created, password
