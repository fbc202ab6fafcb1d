"""What the desk reads from the environment and from the city profile."""

import os
from dataclasses import dataclass
from functools import lru_cache

from cities.current import current

REQUIRED = {
    "INTERNAL_TOKEN": "a long random text shared by Rasa, the action server and the desk",
    "RASA_URL": "the address of Rasa's HTTP port, e.g. http://127.0.0.1:5005; several are separated by commas",
    "RASA_API_TOKEN": "the token that Rasa was started with (rasa run --auth-token)",
}


class DeskMisconfigured(RuntimeError):
    """A setting without which the desk must not serve."""


@dataclass(frozen=True)
class Settings:
    """`rasa` addresses without a final slash; numbers in minutes, but for `places`: conversations an agent holds."""

    internal_token: str
    rasa: tuple[str, ...]
    rasa_token: str
    city: str
    places: int
    silence: float
    absence: float
    idle: float
    longest_wait: float
    answer_hours: float


def configured() -> bool:
    """Whether this installation has a desk: Rasa's address and the shared token are set."""
    return all(os.environ.get(name, "").strip() for name in ("RASA_URL", "INTERNAL_TOKEN"))


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Settings of this process. Raises DeskMisconfigured naming the variable that is missing."""
    values = {name: os.environ.get(name, "").strip() for name in REQUIRED}
    for name, hint in REQUIRED.items():
        if not values[name]:
            raise DeskMisconfigured(f"{name} is not set: put it in .env ({hint}).")
    profile = current()
    desk = profile.raw["desk"]

    def number(key: str, default: float) -> float:
        value = desk.get(key)
        return float(value) if isinstance(value, (int, float)) and value > 0 else default

    return Settings(
        internal_token=values["INTERNAL_TOKEN"],
        rasa=tuple(url.strip().rstrip("/") for url in values["RASA_URL"].split(",") if url.strip()),
        rasa_token=values["RASA_API_TOKEN"],
        city=(os.environ.get("CITY_API_URL") or "").rstrip("/"),
        places=int(number("conversations_per_agent", 3)),
        silence=number("silence_minutes", 5),
        absence=number("absence_minutes", 2),
        idle=number("idle_minutes", 60),
        longest_wait=profile.desk.longest_wait_minutes,
        answer_hours=number("answer_within_hours", 8),
    )
