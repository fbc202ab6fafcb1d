"""What operators see: what waits, how old it is, what failed and what to do about it.

    python -m channels.messenger.status [--lang fr|en] [--json]

Exit code 1 when something waits for an operator.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

import sqlalchemy as sa

from channels.messenger import outbox, settings
from channels.messenger.database import Database, errors, events, messages
from channels.messenger.texts import content, fill

RECENT = 24 * 3600
SHOWN = 20


def summary(database: Database) -> dict[str, Any]:
    """Counts by state, age in seconds of the oldest that waits, and the latest errors (codes, never words)."""
    with database.read() as connection:
        return {
            "inbox": _counts(connection, events),
            "outbox": _counts(connection, messages),
            "oldest_event_s": _age(connection, events, events.c.received),
            "oldest_message_s": _age(connection, messages, messages.c.created),
            "errors": _errors(connection),
        }


def _counts(connection: Any, table: sa.Table) -> dict[str, int]:
    rows = connection.execute(sa.select(table.c.state, sa.func.count()).group_by(table.c.state))
    found = {"waiting": 0}
    for name, count in rows:
        name = "waiting" if name in outbox.PENDING else name
        found[name] = found.get(name, 0) + count
    return found


def _age(connection: Any, table: sa.Table, since: sa.Column) -> float:
    oldest = connection.execute(sa.select(sa.func.min(since)).where(table.c.state.in_(outbox.PENDING))).scalar()
    return round(time.time() - oldest, 1) if oldest else 0.0


def _errors(connection: Any) -> list[dict[str, Any]]:
    recent = sa.select(errors).where(errors.c.last > time.time() - RECENT).order_by(errors.c.last.desc()).limit(SHOWN)
    names = ("kind", "code", "person", "trace", "first", "last", "count")
    return [{name: row[name] for name in names} for row in connection.execute(recent).mappings()]


def hint(code: str, language: str) -> str:
    """What an error's code asks of an operator."""
    hints = content()["errors"]
    return fill(hints.get(code) or hints.get(code.split("/")[0]) or hints["other"], language)


def main(arguments: list[str] | None = None) -> int:
    """Prints the summary of this environment's database."""
    parser = argparse.ArgumentParser(prog="python -m channels.messenger.status")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    parser.add_argument("--json", action="store_true")
    chosen, configured = parser.parse_args(arguments), settings.load()
    if configured is None:
        print(fill(content()["status"]["off"], chosen.lang))
        return 0
    database = Database(configured.database_url)
    found = summary(database)
    database.close()
    if chosen.json:
        print(json.dumps(found))
    else:
        _show(found, chosen.lang)
    return int(any(error["kind"] == "operator" for error in found["errors"]))


def _show(found: dict[str, Any], language: str) -> None:
    labels = content()["status"]
    for name in ("inbox", "outbox"):
        counts = ", ".join(f"{fill(labels[key], language)} {count}" for key, count in found[name].items())
        print(f"{fill(labels[name], language)} : {counts}")
    for error in found["errors"]:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(error["last"]))
        print(f"{when}  {error['kind']} {error['code']} ×{error['count']} {error['trace']}")
        print(f"    {hint(error['code'], language)}")


if __name__ == "__main__":
    sys.exit(main())
