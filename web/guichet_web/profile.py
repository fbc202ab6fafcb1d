"""The city profile of this process, read once through the project's one loader."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cities.profile import Profile, ProfileError, load

__all__ = ["Profile", "ProfileError", "city_profile", "read_profile"]


@lru_cache(maxsize=8)
def read_profile(path: Path) -> Profile:
    """Return the checked profile of a file; raises ProfileError with one clear line."""
    return load(path)


def city_profile() -> Profile:
    """Return the profile named by the CITY_PROFILE setting; raises ProfileError."""
    if settings.CITY_PROFILE is None:
        raise ProfileError("CITY_PROFILE is not set: put the path of a city profile in .env.")
    return read_profile(settings.CITY_PROFILE)
