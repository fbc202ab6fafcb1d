"""What the web part reads from the environment; nothing else configures it."""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # the city profiles' loader lives beside web/, whatever the working directory
    sys.path.append(str(ROOT))
DEFAULT_DATABASE = f"sqlite:///{ROOT / 'var' / 'web.sqlite3'}"
REQUIRED = {
    "WEB_SECRET_KEY": "any long random text, e.g. from: openssl rand -hex 32",
    "CITY_PROFILE": "the path of a city profile, e.g. cities/rivemont.yml",
}


def require() -> None:
    """Read .env, then stop the start with one line that says what to do when the environment cannot serve.

    What the environment holds already goes before .env. Raises SystemExit.
    """
    load_dotenv(ROOT / ".env")
    for name, hint in REQUIRED.items():
        if not os.environ.get(name):
            sys.exit(f"{name} is not set: put it in .env ({hint}).")
    from cities.profile import ProfileError, load

    try:
        load(profile_path())
        database(os.environ.get("DATABASE_URL", ""))
    except (ProfileError, ValueError) as error:
        sys.exit(str(error))


def profile_path() -> Path | None:
    """Path of the city profile, relative paths taken from the project's root; None when unset."""
    name = os.environ.get("CITY_PROFILE")
    return ROOT / name if name else None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict:
    """Django's settings of the database at `sqlite:///path` or `postgres://user:pass@host:port/name?opt=x`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url or DEFAULT_DATABASE)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:])
    if parts.scheme in ("postgres", "postgresql"):
        return _postgres(parts)
    raise ValueError(f"DATABASE_URL must start with sqlite:/// or postgres://, not {parts.scheme}:")


def _sqlite(path: str) -> dict:
    file = ROOT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
    }


def _postgres(parts) -> dict:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
