"""Marks that only this house can make, by which it knows its own cookies and forms.

Each purpose has a key of its own, made from the one secret, so that a mark
made for one thing cannot be shown for another.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from pyramid.registry import Registry

from motcua.pages.notices import SECRET

LENGTH = 16
"""Bytes of a mark: 128 bits."""


def seal(registry: Registry, purpose: str, *parts: str) -> str:
    """Return the mark of ``parts`` for ``purpose``."""
    said = "\0".join(parts).encode("utf8", "surrogatepass")
    mark = hmac.digest(_key(registry.settings[SECRET], purpose), said, hashlib.sha256)[:LENGTH]
    return urlsafe_b64encode(mark).rstrip(b"=").decode("ascii")


@lru_cache(maxsize=100)
def _key(secret: str, purpose: str) -> bytes:
    """Return the key of a purpose, which is the same for as long as the secret is."""
    return hmac.digest(secret.encode("utf8"), f"motcua signin {purpose}".encode(), hashlib.sha256)


def is_seal(shown: str, wanted: str) -> bool:
    """Compare two marks in a time that tells nothing of where they differ."""
    return hmac.compare_digest(shown.encode("utf8", "replace"), wanted.encode("ascii"))
