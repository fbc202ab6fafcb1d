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

from channels.messenger import settings
from channels.messenger.database import Database
from channels.messenger.summary import summary
from channels.messenger.texts import content, fill


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
