"""Puts the city's welcome screen and menus on its page: greeting, get-started, menu, ice breakers, in both languages.

    python -m channels.messenger.profile [--lang fr|en]

Run it again at will: Meta is only written to (at most 10 times in 10 minutes) when something differs.
"""
from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from typing import Any

from channels.messenger import settings
from channels.messenger.graph import Graph, GraphError
from channels.messenger.payloads import Payloads
from channels.messenger.texts import content, fill
from cities.current import current

PATH = "me/messenger_profile"
FIELDS = ("get_started", "greeting", "persistent_menu", "ice_breakers")
ENGLISH = ("en_US", "en_GB")      # Facebook's English locales that people here use; all others read French
MAX_GREETING, MAX_ICE_BREAKERS, MAX_MENU, MAX_MENU_TITLE = 160, 4, 20, 30

Issue = Callable[[str], "str | None"]


def wanted(issue: Issue) -> dict[str, Any]:
    """The profile as the city wants it, in the form of Meta's Messenger Profile API.

    Args:
        issue: signs the payload that stands for a text.
    """
    texts = content()["profile"]
    return {
        "get_started": {"payload": issue(fill(texts["get_started"], "fr"))},
        "greeting": _by_locale(lambda language: {"text": fill(texts["greeting"], language)}),
        "persistent_menu": _by_locale(lambda language: _menu(texts["menu"], language, issue)),
        "ice_breakers": _by_locale(lambda language: _ice_breakers(texts["ice_breakers"], language, issue)),
    }


def _by_locale(build: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
    """French for everybody; English where Facebook is in English, unless the city keeps it for emergencies."""
    english = ENGLISH if current().languages.english != "emergency" else ()
    return [{"locale": "default", **build("fr")}, *({"locale": locale, **build("en")} for locale in english)]


def _offered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if item["topic"] not in current().topics.off]


def _menu(items: list[dict[str, Any]], language: str, issue: Issue) -> dict[str, Any]:
    actions = [
        {"type": "postback", "title": fill(item["title"], language), "payload": issue(fill(item["text"], language))}
        for item in _offered(items)
    ]
    return {"composer_input_disabled": False, "call_to_actions": actions}


def _ice_breakers(items: list[dict[str, Any]], language: str, issue: Issue) -> dict[str, Any]:
    texts = [fill(item["text"], language) for item in _offered(items)]
    return {"call_to_actions": [{"question": text, "payload": issue(text)} for text in texts]}


async def put(graph: Graph, profile: dict[str, Any]) -> bool:
    """Gives the page its profile; False when it had it already. Raises GraphError."""
    data = (await graph.call("GET", PATH, fields=",".join(FIELDS))).get("data") or [{}]
    changed = {name: value for name, value in profile.items() if data[0].get(name) != value}
    if not changed:
        return False
    if "persistent_menu" in changed:
        changed["get_started"] = profile["get_started"]   # Meta wants the button before the menu
    await graph.call("POST", PATH, changed)
    return True


async def _main(configured: settings.Settings) -> bool:
    graph = Graph(configured)
    try:
        return await put(graph, wanted(Payloads(configured.app_secret).issue))
    finally:
        await graph.close()


def main(arguments: list[str] | None = None) -> int:
    """Command line; exit code 1 when Meta refuses."""
    parser = argparse.ArgumentParser(prog="python -m channels.messenger.profile")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    language, configured, words = parser.parse_args(arguments).lang, settings.load(), content()["status"]
    if configured is None:
        print(fill(words["off"], language))
        return 1
    try:
        changed = asyncio.run(_main(configured))
    except GraphError as error:
        print(fill(words["profile_failed"], language), error.code, error.trace)
        return 1
    print(fill(words["profile_set" if changed else "profile_same"], language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
