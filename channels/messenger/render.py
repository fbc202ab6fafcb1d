"""The assistant's replies within Meta's limits (docs/decisions/005-messenger.md gives each with its source)."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

MAX_TEXT = 2000
MAX_QUICK_REPLIES = 13
MAX_BUTTONS = 3
MAX_BUTTON_TEXT = 640     # text above a button template
MAX_TITLE = 20

Sign = Callable[[str], "str | None"]
_BORDERS = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))


def render(reply: dict[str, Any], sign: Sign) -> list[dict[str, Any]]:
    """The Send API messages for a reply of Rasa.

    Args:
        reply: {text, buttons: [{title, payload} or {title, url}], quick_replies, image}, each optional.
        sign: the payload that stands for a text, or None when it would be too long.

    Returns:
        Messages in order; the choices are on the last one.
    """
    buttons = [*(reply.get("buttons") or []), *(reply.get("quick_replies") or [])]
    choices = [str(button["title"]) for button in buttons if not button.get("url")]
    links = [(str(button["title"]), str(button["url"])) for button in buttons if button.get("url")]
    text, quick_replies = _with_choices((reply.get("text") or "").strip(), choices, sign)
    image = [_image(reply["image"])] if reply.get("image") else []
    parts = [{"text": part} for part in split(text)]
    if links and not quick_replies:
        parts = _with_links(parts, links)
    elif links:
        parts = [{"text": part} for part in split("\n".join([text, *(f"{title} : {url}" for title, url in links)]))]
    if quick_replies:
        parts[-1]["quick_replies"] = quick_replies
    return [*image, *parts]


def length(text: str) -> int:
    """Length as the strictest reader counts it: an emoji may count for two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """Parts of at most `limit` characters, cut between paragraphs, lines, sentences or else words."""
    parts = []
    while length(text) > limit:
        at = _border(text, limit)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def _border(text: str, limit: int) -> int:
    fits = _longest(text, limit)
    for border in _BORDERS:
        ends = [found.end() for found in border.finditer(text, 0, fits + 1) if found.start() <= fits]
        if ends and ends[-1] > fits // 3:   # a border too near the start would leave crumbs
            return min(ends[-1], fits) if ends[-1] > fits else ends[-1]
    return fits


def _longest(text: str, limit: int) -> int:
    fits = min(len(text), limit)
    while length(text[:fits]) > limit:
        fits -= (length(text[:fits]) - limit + 1) // 2
    return fits


def _with_choices(text: str, choices: list[str], sign: Sign) -> tuple[str, list[dict[str, str]]]:
    payloads = [sign(choice) for choice in choices]
    cut = any(length(choice) > MAX_TITLE for choice in choices)
    fit = len(choices) <= MAX_QUICK_REPLIES and all(payloads)
    if cut or not fit or (choices and not text):
        text = "\n".join([*([text, ""] if text else []), *(f"{n}. {choice}" for n, choice in enumerate(choices, 1))])
    if not fit:
        return text, []
    titles = [shorten(f"{n}. {choice}" if cut else choice) for n, choice in enumerate(choices, 1)]
    return text, [
        {"content_type": "text", "title": title, "payload": payload}
        for title, payload in zip(titles, payloads, strict=True)
    ]


def shorten(title: str, limit: int = MAX_TITLE) -> str:
    """A title of at most `limit` characters; a cut one ends with an ellipsis."""
    if length(title) <= limit:
        return title
    return title[: _longest(title, limit - 1)].rstrip() + "…"


def _with_links(parts: list[dict[str, Any]], links: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Links as buttons under the last part, or as lines when Meta's button template has no room for them."""
    above = parts[-1]["text"] if parts else ""
    if above and len(links) <= MAX_BUTTONS and length(above) <= MAX_BUTTON_TEXT:
        buttons = [{"type": "web_url", "title": shorten(title), "url": url} for title, url in links]
        payload = {"template_type": "button", "text": above, "buttons": buttons}
        return [*parts[:-1], {"attachment": {"type": "template", "payload": payload}}]
    lines = "\n".join(f"{title} : {url}" for title, url in links)
    return [*parts, *({"text": part} for part in split(lines))]


def _image(url: str) -> dict[str, Any]:
    return {"attachment": {"type": "image", "payload": {"url": url, "is_reusable": False}}}
