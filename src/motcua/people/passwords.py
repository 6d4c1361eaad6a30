"""Passwords: what may be one, how it is kept, whether one fits.

Argon2id with OWASP's parameters (19 MiB, two rounds, one lane): 46 ms here,
and as much memory again for whoever would try them by the million.
Parameters stand inside each hash, so they may be raised at any time: a
password is hashed anew when its owner signs in.

Vietnamese is typed in two ways that look the same on the screen (one sign, or
a letter and its marks), so passwords are brought to one form first.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import timedelta

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from motcua.acting import Refusal
from motcua.words import _

LONGEST = 1024
"""Bytes.  More is refused before it is hashed: hashing a megabyte is somebody's attack."""
FEWEST_SIGNS = 5
"""How many different signs there must be: ``aaaaaaaaaaaa`` is long and is no password."""


EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and figures that nobody takes for one another when reading them out."""


class UnfitPassword(Refusal):
    """This may not become somebody's password."""


class TooLongPassword(UnfitPassword):
    """Longer than anything that is hashed here."""


class Passwords:
    """The one way in which this administration keeps passwords."""

    def __init__(
        self,
        memory: int = 19 * 1024,
        rounds: int = 2,
        lanes: int = 1,
        shortest: int = 12,
        given_for: timedelta = timedelta(hours=72),
    ):
        self.shortest = shortest
        self.given_for = given_for
        """How long a password that an administrator gave lets in, for want of one's own."""
        self._hasher = PasswordHasher(
            time_cost=rounds, memory_cost=memory, parallelism=lanes, type=Type.ID
        )
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Passwords:
        """Return what the settings ``motcua.password_*`` ask for."""
        return cls(
            memory=int(settings.get("motcua.password_memory", 19 * 1024)),
            rounds=int(settings.get("motcua.password_rounds", 2)),
            lanes=int(settings.get("motcua.password_lanes", 1)),
            shortest=int(settings.get("motcua.password_shortest", 12)),
            given_for=timedelta(hours=float(settings.get("motcua.password_given_for", 72))),
        )

    def made_up(self) -> str:
        """Return a new random password that can be read out: 79 bits in four groups."""
        signs = [secrets.choice(EASY_TO_READ) for _sign in range(max(16, self.shortest))]
        return "-".join("".join(signs[at : at + 4]) for at in range(0, len(signs), 4))

    def check_new(self, password: str, *names: str) -> None:
        """Refuse what may not become a password; ``names`` may not stand in it."""
        text = _one_form(password)
        if len(text) < self.shortest:
            raise UnfitPassword(
                _("This password is too short."),
                _(
                    "Choose at least ${n} signs; a few words with blanks between them are easy "
                    "to remember.",
                    mapping={"n": str(self.shortest)},
                ),
            )
        if len(set(text.casefold())) < FEWEST_SIGNS:
            raise UnfitPassword(
                _("This password repeats the same few signs."),
                _("Choose a few words that do not belong together."),
            )
        if any(name and _one_form(name).casefold() in text.casefold() for name in names):
            raise UnfitPassword(
                _("This password holds the name of the account or of its owner."),
                _("Choose a few words that do not belong together."),
            )

    def hashed(self, password: str) -> str:
        """Return what is stored of a password."""
        return self._hasher.hash(_one_form(password).encode("utf8", "surrogatepass"))

    def fits(self, stored: str, password: str) -> bool:
        """Say whether ``password`` is the one of which ``stored`` is kept.

        With nothing stored it takes as long as ever, so that the time of the
        answer does not tell which accounts exist.
        """
        text = _one_form(password).encode("utf8", "surrogatepass")
        try:
            return self._hasher.verify(stored or self._nobodys, text) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, stored: str) -> bool:
        """Say whether a password was hashed with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def _one_form(password: str) -> str:
    """Return the password as it is hashed, however its marks were typed."""
    if len(password) > LONGEST or len(password.encode("utf8", "surrogatepass")) > LONGEST:
        raise TooLongPassword(
            _("This password is longer than ${n} bytes.", mapping={"n": str(LONGEST)}),
            _("Type the password itself; was a whole text pasted by mistake?"),
        )
    return unicodedata.normalize("NFC", password)
