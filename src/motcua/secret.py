"""The secret with which cookies are signed: where it comes from, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

KNOWN = "only-for-development-and-known-to-everybody"
"""What ``development.ini`` says.  Anybody who reads the source could forge a session with it."""

SHORTEST = 32
"""Characters."""


class UnsafeSecret(Exception):
    """The application does not start with a secret that others may know."""


def secret_of(settings: Mapping[str, str]) -> str:
    """Return the secret, from ``motcua.secret_file`` or, in development, ``motcua.secret``."""
    path = settings.get("motcua.secret_file", "")
    secret = _read(Path(path)) if path else settings.get("motcua.secret", "")
    if settings.get("motcua.mode") != "development" and secret == KNOWN:
        raise UnsafeSecret(
            "motcua.secret is the one for development, which everybody knows. "
            "Write a random one to a file and name it in motcua.secret_file."
        )
    if len(secret) < SHORTEST:
        raise UnsafeSecret(
            f"The secret has {len(secret)} characters; at least {SHORTEST} are needed. "
            "Make one with: head -c 48 /dev/urandom | base64"
        )
    return secret


def _read(path: Path) -> str:
    try:
        return path.read_text("utf8").strip()
    except OSError as error:
        raise UnsafeSecret(
            f"The file of motcua.secret_file cannot be read ({error}). Make it with: "
            f"head -c 48 /dev/urandom | base64 > {path}"
        ) from error
