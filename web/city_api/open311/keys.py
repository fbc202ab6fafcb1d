"""API keys: the one of the environment, and those given in the admin."""

import secrets

from django.conf import settings
from django.utils.translation import gettext as _

from city_api.locking import digest
from city_api.models import ApiKey

from .errors import Open311Error


def check_key(given: str) -> None:
    """Refuse a missing or unknown key. Raises Open311Error 403."""
    if not given or not (_is_environment_key(given) or _is_listed(given)):
        raise Open311Error(403, _("Missing or invalid api_key."))


def new_key(name: str) -> tuple[ApiKey, str]:
    """Make a key for somebody; the second value is shown once and never kept."""
    secret = secrets.token_urlsafe(24)
    return ApiKey.objects.create(name=name, digest=digest(secret)), secret


def _is_environment_key(given: str) -> bool:
    own = settings.CITY_API_KEY
    return bool(own) and secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())


def _is_listed(given: str) -> bool:
    return ApiKey.objects.filter(digest=digest(given), active=True).exists()
