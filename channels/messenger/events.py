"""Reads what Meta's webhook sends: one flat list of what happened, whatever the batch looks like.

Nothing of a message is kept as it came: texts go through channels/edge.py first, so that an identifier refused
there is never stored.
"""
from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from channels import edge

logger = logging.getLogger(__name__)

LIKE_STICKERS = {369239263222822, 369239343222814, 369239383222810}   # the thumb in its three sizes
IGNORED = {
    "read", "delivery", "reaction", "optin", "referral", "account_linking", "app_roles", "request_thread_control",
    "messaging_feedback", "game_play",
}


@dataclass(frozen=True)
class Event:
    """Something a person did that the assistant has to know.

    kind: text (also a button or a position) | attachment | too_long | edit.
    attachments: [{"type": image|audio|video|file|sticker|like|share|unsupported, "url": str | absent}].
    """

    key: str
    person: str
    sent: float
    kind: str
    text: str = ""
    refused: str | None = None
    location: dict[str, float] | None = None
    attachments: list[dict[str, str]] = field(default_factory=list)
    edits: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)


@dataclass
class Batch:
    """All that one webhook request says."""

    events: list[Event] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)                  # keys of messages that their author took back
    echoed: list[str] = field(default_factory=list)                   # keys of our own messages that Meta has
    heard: dict[str, float] = field(default_factory=dict)             # person → when they last wrote
    threads: dict[str, str] = field(default_factory=dict)             # person → ours | other
    warnings: list[str] = field(default_factory=list)                 # policy notices for operators


def read(body: Any, resolve: Callable[[object], str | None], app_id: str = "") -> Batch:
    """A webhook's JSON body as a Batch; what is not understood is left out, never an error.

    Args:
        body: decoded JSON.
        resolve: gives the text of a payload that we issued (payloads.py).
        app_id: our app's id, if known, to tell who holds a thread.
    """
    batch = Batch()
    if not isinstance(body, dict) or body.get("object") != "page":
        return batch
    for item, standby in _items(body):
        try:
            _read_item(batch, item, standby, resolve, app_id)
        except (KeyError, TypeError, ValueError, AttributeError):
            logger.warning("messenger: an event that cannot be read, with %s", sorted(map(str, item)))
    return batch


def key_of(mid: str) -> str:
    """Meta's message id as a key of at most 255 characters."""
    return mid if len(mid) <= 200 else hashlib.sha256(mid.encode()).hexdigest()


def _items(body: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    for entry in _dicts(body.get("entry")):
        yield from ((item, False) for item in _dicts(entry.get("messaging")))
        yield from ((item, True) for item in _dicts(entry.get("standby")))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _read_item(batch: Batch, item: dict[str, Any], standby: bool, resolve: Callable, app_id: str) -> None:
    message = item.get("message")
    if message and message.get("is_echo"):
        batch.echoed += [message["metadata"]] if isinstance(message.get("metadata"), str) else []
    elif message and message.get("is_deleted"):
        batch.deleted.append(key_of(message["mid"]))
    elif message or "postback" in item:
        _heard(batch, item)
        if not standby:   # in standby another application answers
            batch.events.append(_message(item, message, resolve) if message else _postback(item, resolve))
    elif "message_edit" in item:
        batch.events += [] if standby else [_edit(item)]
    elif "pass_thread_control" in item or "take_thread_control" in item:
        batch.threads[_person(item)] = _holder(item, app_id)
    elif "policy_enforcement" in item or "policy-enforcement" in item:
        notice = item.get("policy_enforcement") or item.get("policy-enforcement") or {}
        batch.warnings.append(str(notice.get("action", "")))
    elif not IGNORED.intersection(item):
        logger.info("messenger: event of an unknown kind, with %s", sorted(map(str, item)))


def _heard(batch: Batch, item: dict[str, Any]) -> None:
    person = _person(item)
    batch.heard[person] = max(_sent(item), batch.heard.get(person, 0))


def _message(item: dict[str, Any], message: dict[str, Any], resolve: Callable) -> Event:
    chosen = resolve((message.get("quick_reply") or {}).get("payload"))
    typed = message.get("text")
    attachments = [_attachment(found) for found in _dicts(message.get("attachments"))]
    location = next((found for found in map(_location, _dicts(message.get("attachments"))) if found), None)
    screened = edge.screen(typed if chosen is None else chosen)
    known = {"key": key_of(message["mid"]), "person": _person(item), "sent": _sent(item), "attachments": attachments}
    if chosen is None and edge.too_long(typed):
        return Event(kind="too_long", **known)
    if screened.text or screened.refused or location:
        return Event(kind="text", text=screened.text, refused=screened.refused, location=location, **known)
    known["attachments"] = attachments or [{"type": "unsupported"}]
    return Event(kind="attachment", **known)


def _postback(item: dict[str, Any], resolve: Callable) -> Event:
    postback = item["postback"]
    chosen = resolve(postback.get("payload"))
    screened = edge.screen(postback.get("title") if chosen is None else chosen)
    known = {"person": _person(item), "sent": _sent(item), "refused": screened.refused}
    return Event(key=_postback_key(item), kind="text", text=screened.text, **known)


def _postback_key(item: dict[str, Any]) -> str:
    """Postbacks carry a mid since version 11 of the API; an older one is known by all that it says."""
    mid = item["postback"].get("mid")
    if mid:
        return key_of(mid)
    said = json.dumps([_person(item), item.get("timestamp"), item["postback"]], sort_keys=True)
    return "postback:" + hashlib.sha256(said.encode()).hexdigest()


def _edit(item: dict[str, Any]) -> Event:
    edit = item["message_edit"]
    edited, number = key_of(edit["mid"]), int(edit.get("num_edit") or 1)
    screened = edge.screen(edit.get("text"))
    key = key_of(f"edit:{number}:{edited}")
    return Event(key, _person(item), _sent(item), "edit", screened.text, screened.refused, edits=edited)


def _attachment(found: dict[str, Any]) -> dict[str, str]:
    kind, payload = str(found.get("type")), found.get("payload") or {}
    sticker = payload.get("sticker_id")
    if sticker is not None or kind == "sticker":
        return {"type": "like" if _is_like(sticker) else "sticker"}
    if kind not in ("image", "audio", "video", "file", "location"):
        kind = "share" if kind in ("fallback", "post", "ig_post", "reel", "ig_reel", "template") else "unsupported"
    url = payload.get("url")
    return {"type": kind, "url": url} if isinstance(url, str) and url.startswith("https://") else {"type": kind}


def _is_like(sticker: Any) -> bool:
    return str(sticker).isdigit() and int(sticker) in LIKE_STICKERS


def _location(found: dict[str, Any]) -> dict[str, float] | None:
    if found.get("type") != "location":
        return None
    return edge.location({"location": (found.get("payload") or {}).get("coordinates")})


def _person(item: dict[str, Any]) -> str:
    person = str(item["sender"]["id"])
    if not 0 < len(person) <= 64:
        raise ValueError("person")
    return person


def _sent(item: dict[str, Any]) -> float:
    """When it happened, in seconds; never in the future, which would keep the window open too long."""
    return min(float(item.get("timestamp") or 0) / 1000 or time.time(), time.time())


def _holder(item: dict[str, Any], app_id: str) -> str:
    """Who holds the thread now. A pass tells its new owner, a take its old one, unless both name the new owner."""
    change = item.get("pass_thread_control") or item.get("take_thread_control") or {}
    new_owner = str(change.get("new_owner_app_id") or "")
    if app_id and new_owner:
        return "ours" if new_owner == app_id else "other"
    return "ours" if "pass_thread_control" in item else "other"
