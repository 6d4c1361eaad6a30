"""The tracking secret: what an applicant shows together with the code.

Ten letters and digits that cannot be taken for each other, 50 bits.  Only a
salted hash is stored; the secret itself stands on the receipt and nowhere
else.  A form that is sent twice must give the same receipt twice, so the
secret is also kept sealed with the form's nonce, which only that browser has.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LETTERS = 10


def new_secret() -> str:
    """Return a fresh secret, as printed on the receipt."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def tidy(typed: str) -> str:
    """Return what was typed as it stands on the receipt: capitals, no spaces or dashes."""
    return "".join(each for each in typed.upper() if each.isalnum())


def hashed(key: bytes, secret: str) -> bytes:
    """Return what is stored of a secret; ``key`` (the case's own) salts it."""
    return hashlib.blake2b(tidy(secret).encode(), salt=key.ljust(16, b"\0")[:16]).digest()[:20]


def fits(key: bytes, secret: str, stored: bytes) -> bool:
    """Say in constant time whether ``secret`` is the one stored."""
    return hmac.compare_digest(hashed(key, secret), stored)


def sealed(secret: str, nonce: str) -> bytes:
    """Return the secret, readable only with the nonce of the form that made it."""
    return bytes(a ^ b for a, b in zip(secret.encode(), _mask(nonce), strict=False))


def unsealed(seal: bytes, nonce: str) -> str:
    """Return the secret that was sealed with ``nonce``."""
    return bytes(a ^ b for a, b in zip(seal, _mask(nonce), strict=False)).decode()


def nonce_key(nonce: str) -> bytes:
    """Return under which key the outcome of a form is remembered (8 bytes)."""
    return hashlib.sha256(b"form " + nonce.encode()).digest()[:8]


def _mask(nonce: str) -> bytes:
    return hashlib.sha256(b"secret " + nonce.encode()).digest()
