"""The profile that this process serves: the one named by CITY_PROFILE."""

import os
from functools import cache
from typing import Any

from cities.placeholders import placeholders
from cities.profile import Profile, ProfileError, load


@cache
def current() -> Profile:
    """Return the profile of CITY_PROFILE, read once. Raises ProfileError, also when the variable is not set."""
    path = os.environ.get("CITY_PROFILE")
    if not path:
        raise ProfileError("CITY_PROFILE: not set; give the path of a city profile, e.g. cities/rivemont.yml")
    return load(path)


@cache
def current_placeholders(language: str) -> dict[str, Any]:
    """Values of that profile by placeholder name, in one language; not to be changed."""
    return placeholders(current(), language)
