"""Payloads of buttons: the text that a press stands for, signed, so that only what we issued is believed."""
from __future__ import annotations

import hashlib

from itsdangerous import BadSignature, Signer

MAX_BYTES = 1000   # Meta's limit


class Payloads:
    """Signs and resolves payloads with a key derived from the app secret.

    A payload is `<text>.<signature>`, with the text in full, which a title of 20 characters often is not.
    """

    def __init__(self, app_secret: str) -> None:
        self._signer = Signer(
            app_secret, salt=b"guichet.messenger.payload", key_derivation="hmac", digest_method=hashlib.sha256
        )

    def issue(self, text: str) -> str | None:
        """The payload for a text, or None when it would be too long for Meta."""
        payload = self._signer.sign(text.encode()).decode()
        return payload if len(payload.encode()) <= MAX_BYTES else None

    def resolve(self, payload: object) -> str | None:
        """The text of a payload that we issued; None for any other."""
        if not isinstance(payload, str):
            return None
        try:
            return self._signer.unsign(payload.encode("utf-8", "surrogatepass")).decode()
        except (BadSignature, UnicodeDecodeError):
            return None
