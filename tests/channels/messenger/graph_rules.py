"""What Meta's Send and Profile APIs reject, as documented (docs/decisions/005-messenger.md gives sources and dates)."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


class Rejected(Exception):
    """A request that Meta would refuse: HTTP status, error code, subcode and a reason for the test's reader."""

    def __init__(self, code: int, reason: str, subcode: int | None = None, status: int = 400) -> None:
        super().__init__(reason)
        self.code, self.subcode, self.reason, self.status = code, subcode, reason, status


def need(condition: object, reason: str, code: int = 100, subcode: int | None = None) -> None:
    """Rejects unless the condition holds."""
    if not condition:
        raise Rejected(code, reason, subcode)


def known(value: Any, allowed: Iterable[str], where: str) -> dict[str, Any]:
    """An object with no field but those allowed."""
    need(isinstance(value, dict), f"{where} is not an object")
    strange = set(value) - set(allowed)
    need(not strange, f"{where} has unknown fields {sorted(strange)}")
    return value


def text(value: Any, limit: int, where: str) -> str:
    """A text that is not empty nor over its limit, counted as UTF-16 units."""
    need(isinstance(value, str) and value.strip(), f"{where} is empty")
    need(len(value.encode("utf-16-le")) // 2 <= limit, f"{where} is over {limit} characters")
    return value


def payload(value: Any, where: str) -> None:
    """A developer's payload: at most 1000 bytes."""
    need(isinstance(value, str) and 0 < len(value.encode()) <= 1000, f"{where} is empty or over 1000 bytes")


def check_send(body: dict[str, Any]) -> None:
    """A request to /me/messages, without its window."""
    allowed = ("recipient", "messaging_type", "tag", "message", "sender_action", "appsecret_proof")
    known(body, allowed, "request")
    recipient = known(body.get("recipient"), ("id",), "recipient")
    need(re.fullmatch(r"\d{5,64}", str(recipient.get("id"))), "recipient.id is not a PSID")
    if "sender_action" in body:
        need(set(body) <= {"recipient", "sender_action", "appsecret_proof"}, "a sender action goes alone")
        need(body["sender_action"] in ("typing_on", "typing_off", "mark_seen"), "unknown sender action")
        return
    kind = body.get("messaging_type")
    need(kind in ("RESPONSE", "UPDATE", "MESSAGE_TAG"), "messaging_type is missing or unknown")
    need(("tag" in body) == (kind == "MESSAGE_TAG"), "a tag goes with MESSAGE_TAG, and only with it")
    need(body.get("tag", "HUMAN_AGENT") == "HUMAN_AGENT", "the other tags were withdrawn on 2026-04-27")
    check_message(body.get("message"))


def check_message(message: Any) -> None:
    """The `message` object."""
    known(message, ("text", "attachment", "quick_replies", "metadata"), "message")
    need(("text" in message) != ("attachment" in message), "either text or attachment")
    if "text" in message:
        text(message["text"], 2000, "text")
    else:
        _attachment(message["attachment"])
    if "metadata" in message:
        text(message["metadata"], 1000, "metadata")
    if "quick_replies" in message:
        need(isinstance(message["quick_replies"], list) and message["quick_replies"], "quick_replies is empty")
        need(len(message["quick_replies"]) <= 13, "more than 13 quick replies")
        for reply in message["quick_replies"]:
            known(reply, ("content_type", "title", "payload", "image_url"), "quick reply")
            need(reply.get("content_type") == "text", "content_type")
            text(reply.get("title"), 20, "quick reply title")
            payload(reply.get("payload"), "quick reply payload")


def _attachment(attachment: Any) -> None:
    known(attachment, ("type", "payload"), "attachment")
    if attachment.get("type") == "image":
        image = known(attachment.get("payload"), ("url", "is_reusable", "attachment_id"), "image")
        need(str(image.get("url")).startswith("https://"), "image url is not https")
        return
    need(attachment.get("type") == "template", "attachment type")
    template = known(attachment.get("payload"), ("template_type", "text", "buttons"), "template")
    need(template.get("template_type") == "button", "template type")
    text(template.get("text"), 640, "template text")
    need(isinstance(template.get("buttons"), list) and 1 <= len(template["buttons"]) <= 3, "1 to 3 buttons")
    for button in template["buttons"]:
        _button(button, 20)


def _button(button: Any, title: int) -> None:
    known(button, ("type", "title", "url", "payload"), "button")
    text(button.get("title"), title, "button title")
    need(button.get("type") in ("web_url", "postback"), "button type")
    if button["type"] == "web_url":
        need(re.match(r"https?://", str(button.get("url"))), "button url")
    else:
        payload(button.get("payload"), "button payload")


def check_profile(body: dict[str, Any], present: dict[str, Any]) -> None:
    """A request to /me/messenger_profile, given what the page has."""
    known(body, ("get_started", "greeting", "persistent_menu", "ice_breakers", "appsecret_proof"), "profile")
    if "get_started" in body:
        payload(known(body["get_started"], ("payload",), "get_started").get("payload"), "get_started payload")
    if "persistent_menu" in body:
        need("get_started" in body or "get_started" in present, "a menu needs the get-started button")
    for name in ("greeting", "persistent_menu", "ice_breakers"):
        if name in body:
            locales = [entry.get("locale") for entry in body[name]]
            need("default" in locales, f"{name} needs the default locale")
            need(len(set(locales)) == len(locales), f"{name} has a locale twice")
            for entry in body[name]:
                _PROFILE[name](entry)


def _greeting(entry: Any) -> None:
    known(entry, ("locale", "text"), "greeting")
    text(entry.get("text"), 160, "greeting")


def _menu(entry: Any) -> None:
    known(entry, ("locale", "composer_input_disabled", "call_to_actions"), "menu")
    need(1 <= len(entry["call_to_actions"]) <= 20, "1 to 20 menu items")
    for item in entry["call_to_actions"]:
        _button(item, 30)


def _ice_breakers(entry: Any) -> None:
    known(entry, ("locale", "call_to_actions"), "ice breakers")
    need(1 <= len(entry["call_to_actions"]) <= 4, "1 to 4 ice breakers")
    for item in entry["call_to_actions"]:
        known(item, ("question", "payload"), "ice breaker")
        text(item.get("question"), 80, "ice breaker question")
        payload(item.get("payload"), "ice breaker payload")


_PROFILE = {"greeting": _greeting, "persistent_menu": _menu, "ice_breakers": _ice_breakers}
