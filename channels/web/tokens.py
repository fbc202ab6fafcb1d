"""Conversations' tokens: issued and signed by the server; whoever knows a conversation's id alone has nothing."""
from __future__ import annotations

import secrets

from itsdangerous import BadData, URLSafeTimedSerializer

PREFIX = "web-"
LIFETIME = 60 * 60 * 24 * 30   # seconds a token serves; a conversation older than that begins anew


class BadToken(Exception):
    """A token that this server did not issue, or that is too old."""


class Tokens:
    """Issues and reads tokens with one secret."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="guichet.web.conversation")

    def open(self) -> tuple[str, str]:
        """A new conversation: (id, token)."""
        conversation = PREFIX + secrets.token_hex(16)
        return conversation, self._signer.dumps(conversation)

    def conversation(self, token: str) -> str:
        """The conversation that a token opens.

        Raises:
            BadToken: when it was not issued here or is older than LIFETIME.
        """
        try:
            conversation = self._signer.loads(token, max_age=LIFETIME)
        except BadData as error:
            raise BadToken from error
        if not isinstance(conversation, str) or not conversation.startswith(PREFIX):
            raise BadToken
        return conversation
