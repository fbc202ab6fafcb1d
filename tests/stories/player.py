"""Plays a story: says each line to the running assistant, and compares what comes back with what is expected."""

from __future__ import annotations

import re
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
import yaml

from cities.formats import day_text

STORIES = Path(__file__).parent
ALONGSIDE = {"utter_notice", "utter_official_page", "utter_settled"}  # told only where a story is about them
STEP_KEYS = {
    "user",
    "position",
    "times",
    "replies",
    "contains",
    "lacks",
    "buttons",
    "no_buttons",
    "slots",
    "sent",
    "booked",
    "mode",
    "within",
}
_DAY = re.compile(r"<day([+-]\d+)(?::(fr|en))?>")
_PLACEHOLDER = re.compile(r"{\w+}")  # a citizen may see the braces that they wrote, never ours
ZONE = ZoneInfo("America/Toronto")


def stories() -> list[tuple[str, dict[str, Any]]]:
    """(place, story) of every story, in order of file; outages last, as they leave the circuit open."""
    files = sorted(STORIES.rglob("*.yml"), key=lambda file: (file.parent.name == "city_down", file))
    return [
        (f"{file.relative_to(STORIES).with_suffix('')}: {story['name']}", story)
        for file in files
        for story in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]


class Said:
    """What the assistant said in answer to one message."""

    def __init__(self, events: list[dict[str, Any]], slots: dict[str, Any]) -> None:
        bots = [event for event in events if event["event"] == "bot"]
        self.names = [(event.get("metadata") or {}).get("utter_action") or "(none)" for event in bots]
        self.text = "\n".join(event.get("text") or "" for event in bots).replace("\u00a0", " ").replace("\u202f", " ")
        self.buttons = [b["title"] for event in bots for b in (event.get("data") or {}).get("buttons") or []]
        self.languages = {((event.get("metadata") or {}).get("metadata") or {}).get("language") for event in bots}
        self.slots = slots

    def __str__(self) -> str:
        return f"{self.names}\n{self.text}\n{self.buttons}"


class Player:
    """One conversation with a running assistant."""

    def __init__(self, rasa_url: str, city_url: str) -> None:
        self.rasa_url, self.city_url = rasa_url, city_url
        self.sender = f"story-{uuid.uuid4()}"

    def play(self, story: dict[str, Any]) -> None:
        """Plays every step. Raises AssertionError that shows the dialogue so far."""
        dialogue = []
        for step in story["steps"]:
            assert step.keys() <= STEP_KEYS, f"unknown keys {step.keys() - STEP_KEYS}"
            if "mode" in step:
                requests.post(f"{self.city_url}/_mode", params={"mode": step["mode"]}, timeout=5).raise_for_status()
            if "user" in step or "position" in step:
                end = time.monotonic() + step.get("within", 0)
                while True:
                    said = self.say(step)
                    faults = self.faults(step, said, story.get("language"))
                    if not faults or time.monotonic() >= end:
                        break
                    time.sleep(1)
                dialogue.append(f"> {step.get('user', step.get('position'))!s:.300}\n{said}")
                assert not faults, "\n".join([*faults, "", *dialogue])

    def say(self, step: dict[str, Any]) -> Said:
        """Sends a message through the REST channel and reads from the tracker what was said since."""
        text = str(step.get("user") or "") * step.get("times", 1)
        metadata = {"location": step["position"]} if "position" in step else {}
        answer = requests.post(
            f"{self.rasa_url}/webhooks/rest/webhook",
            timeout=60,
            json={"sender": self.sender, "message": text, "metadata": metadata},
        )
        if answer.status_code == 413:
            return Said([{"event": "bot", "text": "413", "metadata": {"utter_action": "(413)"}}], {})
        answer.raise_for_status()
        tracker = requests.get(
            f"{self.rasa_url}/conversations/{self.sender}/tracker", timeout=10, params={"include_events": "ALL"}
        ).json()
        events = tracker["events"]
        users = [i for i, event in enumerate(events) if event["event"] == "user"]
        if not users:  # the conversation was erased: only the channel still knows what was said
            return Said([{"event": "bot", "text": one.get("text")} for one in answer.json()], tracker["slots"])
        return Said(events[users[-1] + 1 :], tracker["slots"])

    def faults(self, step: dict[str, Any], said: Said, language: str | None) -> list[str]:
        """What differs from what a step expects, one line each."""
        faults = _replies(step, said) + _words(step, said)
        if language and said.languages - {language, None} and not any("emergency" in name for name in said.names):
            faults.append(f"should be in {language}")
        for name, value in (step.get("slots") or {}).items():
            if said.slots.get(name) != value:
                faults.append(f"slot {name} is {said.slots.get(name)!r}, not {value!r}")
        for kind, stored in (("sent", "requests"), ("booked", "appointments")):
            if kind in step:
                faults += self._stored(stored, step[kind])
        return faults

    def _stored(self, stored: str, wanted: dict[str, str]) -> list[str]:
        written = requests.get(f"{self.city_url}/_seen", timeout=5).json()[stored]
        last = written[-1] if written else {}
        return [
            f"{stored}: {name} is {last.get(name)!r}, not {value!r}"
            for name, value in wanted.items()
            if not re.search(_dated(str(value)), str(last.get(name)))
        ]


def _replies(step: dict[str, Any], said: Said) -> list[str]:
    if "replies" not in step:
        return [] if said.names else ["nothing was said"]
    wanted = step["replies"]
    got = [name for name in said.names if name not in ALONGSIDE or name in wanted]
    return [] if got == wanted else [f"replies are {got}, not {wanted}"]


def _words(step: dict[str, Any], said: Said) -> list[str]:
    faults = [f"no {pattern!r}" for pattern in step.get("contains", []) if not re.search(_dated(pattern), said.text)]
    faults += [f"has {pattern!r}" for pattern in step.get("lacks", []) if re.search(_dated(pattern), said.text)]
    faults += [f"no button {title!r}" for title in step.get("buttons", []) if title not in said.buttons]
    faults += [f"has button {title!r}" for title in step.get("no_buttons", []) if title in said.buttons]
    shown = set(_PLACEHOLDER.findall(said.text)) - set(_PLACEHOLDER.findall(str(step.get("user"))))
    if shown:
        faults.append(f"placeholders were shown: {shown}")
    return faults


def _dated(pattern: str) -> str:
    """A pattern with its days filled: `<day+3:fr>` is « mardi 24 novembre », `<day+3>` is 2026-11-24."""

    def fill(match: re.Match[str]) -> str:
        day = datetime.now(ZONE).date() + timedelta(days=int(match[1]))
        return re.escape(day_text(day, match[2])) if match[2] else day.isoformat()

    return _DAY.sub(fill, pattern).replace("\u00a0", " ")
