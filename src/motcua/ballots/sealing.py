"""How the vote of a secret ballot is kept so that nobody can tie it to a member.

The slip carries the vote sealed.  The key has two halves: one stands in the
database, the other in a file outside of it (``motcua.urns``), and whoever
reads the database, its history or its backups holds one half only.  When the
votes have been counted the file is destroyed, and with it every way to open a
slip, those in the history of the storage included.  Counting opens all slips
at once, in memory, and stores the sums.

What this does not protect from stands in ``docs/decisions/0012-secret-ballots.md``.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from motcua.acting import Office, Refusal
from motcua.ballots.counting import CHOICES
from motcua.words import _

SETTING = "motcua.urns"
HALF = 32
NONCE, TAG = 16, 16


class NoUrn(Refusal):
    """A secret ballot cannot be held, because the other half of its key has no place."""


class CannotOpen(Exception):
    """The key is gone, or a sealed vote is not the one that was cast."""


class Urns:
    """The folder outside of the database in which halves of keys lie while ballots are open."""

    def __init__(self, folder: Path):
        self.folder = folder

    @classmethod
    def of(cls, office: Office) -> Urns:
        """Return where this office keeps them."""
        said = office.settings.get(SETTING, "")
        return cls(Path(said) if said else office.config.parent / "var" / "urns")

    def _path(self, ballot: bytes) -> Path:
        return self.folder / f"{ballot.hex()}.key"

    def prepare(self, ballot: bytes) -> None:
        """Make the half that stays outside; it is never made twice."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(self._path(ballot), flags, 0o600), "wb") as file:
                file.write(secrets.token_bytes(HALF))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NoUrn(
                _("A secret ballot cannot be held here: its key has no place outside."),
                _("Ask operations to set “motcua.urns” to a folder that can be written."),
            ) from error

    def key(self, ballot: bytes, half: bytes) -> bytes:
        """Put both halves together; :class:`CannotOpen` where the outer one is gone."""
        try:
            other = self._path(ballot).read_bytes()
        except OSError as error:
            raise CannotOpen(ballot.hex()) from error
        return blake2b(other, key=half, digest_size=32).digest()

    def burn(self, ballot: bytes) -> None:
        """Destroy the outer half; it may be gone already."""
        path = self._path(ballot)
        try:
            with path.open("r+b") as file:
                file.write(bytes(HALF))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            return


def sealed(key: bytes, slip: bytes, choices: Sequence[str]) -> bytes:
    """Return the choices, one for each matter, so that without the key they say nothing.

    Every slip of a ballot is equally long, whatever was chosen.
    """
    said = bytes(CHOICES.index(each) for each in choices)
    nonce = secrets.token_bytes(NONCE)
    hidden = _hidden(key, slip + nonce, said)
    return nonce + hidden + _tag(key, slip + nonce + hidden)


def opened(key: bytes, slip: bytes, cast: bytes) -> list[str]:
    """Return the choices again; :class:`CannotOpen` where they were tampered with."""
    nonce, hidden, tag = cast[:NONCE], cast[NONCE:-TAG], cast[-TAG:]
    if not hmac.compare_digest(tag, _tag(key, slip + nonce + hidden)):
        raise CannotOpen(slip.hex())
    return [CHOICES[each] for each in _hidden(key, slip + nonce, hidden)]


def _hidden(key: bytes, about: bytes, said: bytes) -> bytes:
    """Add a stream that only the key makes, once: each slip is sealed once, with its own nonce."""
    stream = b"".join(
        blake2b(about + number.to_bytes(4, "big"), key=key, person=b"vote").digest()
        for number in range(len(said) // 64 + 1)
    )
    return bytes(one ^ other for one, other in zip(said, stream, strict=False))


def _tag(key: bytes, what: bytes) -> bytes:
    return blake2b(what, key=key, digest_size=TAG, person=b"seal").digest()
