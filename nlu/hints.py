"""Hints that a message is not about this city: bodies in charge elsewhere, other cities, companies that it names.

Features for the classifier, which weighs them: a pothole in front of a well-known shop stays a pothole.
"""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from cities.current import current
from cities.profile import ProfileError
from nlu.text import plain

FOLDER = Path(__file__).parents[1] / "data/entities"
_STREET = "rue|avenue|av|boulevard|boul|chemin|ch|route|rang"
_NO_STREET = "(?<!rue )(?<!avenue )(?<!boul )(?<!boulevard )(?<!chemin )"
_BEFORE = r"\b(?:a|de|d'|en|au|in|of|at|for|to|from|ville|dans|pour|sur|does|is|les|the|city) ?(?:la )?"

_WHERE = re.compile(
    r"(?:devant|(?:en |d.)?avant d[ue]|en face d[ue]|vis.a.vis (?:d[ue]|le|la)?|en arriere d[ue]|derriere|a cote d[ue]|"
    r"pres d[ue]|proche d[ue]|autour d[ue]|(?:au|dans l[ea]|pas loin du) (?:coin|bout|boute|parking|stationnement|rue) d[ue]|"
    r"jusqu.?(?:au|a)|entre|arret d[ue]|front of|near|next to|behind|across from|beside|outside|corner (?:of|by)|by|stop at)"
    r"(?: ?(?:le|la|les|l.|the|mon|ma))?\s*$"
)


def hints(text: str) -> list[str]:
    """Names of the hints found, one for each body's pattern, for another city, and two for a company.

    A company or an institution that only says where ("en avant du cégep") is a place of this city.
    """
    simple = _without_own(plain(text))
    found = [body for body, patterns in _bodies() for pattern in patterns if pattern.search(simple)]
    cities, companies, private = _elsewhere()
    found += ["elsewhere"] * bool(cities.search(simple))
    for match in companies.finditer(simple):
        found += ["place"] if _WHERE.search(simple[: match.start()]) else ["company", f"company {match.group()}"]
    return found + [f"private {kind}" for kind, pattern in private.items() if pattern.search(simple)]


def elsewhere(text: str) -> bool:
    """True when the text names another city as a place."""
    return bool(_elsewhere()[0].search(_without_own(plain(text))))


def _without_own(simple: str) -> str:
    own = own_city()
    return simple.replace(own, " ") if own else simple


@cache
def own_city() -> str:
    """Plain name of the served city; empty where no profile is set (training, tools)."""
    try:
        return plain(current().name)
    except ProfileError:
        return ""


@cache
def _bodies() -> list[tuple[str, list[re.Pattern[str]]]]:
    data = yaml.safe_load((FOLDER / "bodies.yml").read_text(encoding="utf-8"))
    return [(body["id"], [re.compile(keyword) for keyword in body["keywords"]]) for body in data["bodies"]]


@cache
def _elsewhere() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, re.Pattern[str]]]:
    data = yaml.safe_load((FOLDER / "elsewhere.yml").read_text(encoding="utf-8"))
    street = rf"(?!\s(?:street|st|road|rd|ave|avenue|{_STREET})\b)"
    cities = re.compile(rf"{_NO_STREET}{_BEFORE}(?:{_any(data['cities'])})\b{street}")
    private = {kind: re.compile(rf"\b(?:{_any(words)})\b") for kind, words in data["private"].items()}
    return cities, re.compile(rf"\b(?:{_any(data['companies'])})\b"), private


def _any(names: list[str]) -> str:
    spelt = [re.escape(name).replace(r"\ ", "[ -]") for name in sorted(names, key=len, reverse=True)]
    return "|".join(re.sub(r"\b(?:saint|st)(e?)(?=\[)", r"(?:saint|st)\1", name) for name in spelt)
