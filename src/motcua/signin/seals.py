"""Marks that only this house can make, by which it knows its own cookies and forms.

Each purpose has a key of its own, made from the one secret, so that a mark
made for one thing cannot be shown for another.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from pyramid.registry import Registry

from motcua.pages.notices import SECRET

LENGTH = 16
"""Bytes of a mark: 128 bits."""


def seal(registry: Registry, purpose: str, *parts: str) -> str:
    """Return the mark of ``parts`` for ``purpose``."""
    secret = registry.settings[SECRET].encode("utf8")
    key = hmac.new(secret, f"motcua signin {purpose}".encode(), hashlib.sha256).digest()
    said = "\0".join(parts).encode("utf8", "surrogatepass")
    mark = hmac.new(key, said, hashlib.sha256).digest()[:LENGTH]
    return urlsafe_b64encode(mark).rstrip(b"=").decode("ascii")


def is_seal(shown: str, wanted: str) -> bool:
    """Compare two marks in a time that tells nothing of where they differ."""
    return hmac.compare_digest(shown.encode("utf8", "replace"), wanted.encode("ascii"))
