"""Rows of the store as the citizen's page receives them."""
from __future__ import annotations

import json
from typing import Any

from channels.web.store import Row


def event(row: Row) -> bytes:
    """A row as a server-sent event with its number as id."""
    kind = row.kind if row.kind in ("erased", "rating") else "message"
    return frame(kind, payload(row), row.seq)


def frame(kind: str, data: dict[str, Any], number: int | None = None) -> bytes:
    """One server-sent event; without number it is not resumable."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def payload(row: Row) -> dict[str, Any]:
    """What a page shows of a row: {"from", "text", "at" (ms), …}; never where a citizen is, nor what was removed."""
    shown = {"seq": row.seq, "at": round(row.created * 1000)}
    if row.kind == "citizen":
        shared = "location" in (row.data.get("metadata") or {})
        return {**shown, "from": "citizen", "client": row.client, "text": row.data["text"], "shared": shared}
    return {**shown, **{name: value for name, value in row.data.items() if value not in (None, [])}}
