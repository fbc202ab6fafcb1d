"""Whether a webhook request comes from Meta."""
from __future__ import annotations

import hashlib
import hmac


def valid(app_secret: str, body: bytes, header: str | None) -> bool:
    """True when the X-Hub-Signature-256 header is that of the raw body; compared in constant time."""
    expected = "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), (header or "").encode("utf-8", "surrogateescape"))


def same(expected: str, given: str | None) -> bool:
    """Whether a secret was given; compared in constant time. An empty secret is never given."""
    return bool(expected) and hmac.compare_digest(expected.encode(), (given or "").encode("utf-8", "surrogateescape"))


def proof(app_secret: str, token: str) -> str:
    """Meta's appsecret_proof: shows that whoever uses the token also has the app's secret."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
