"""Who is to be told what, in the few bytes that a deed lays down of it.

The due queue holds it until the worker, a moment later, writes the mails; what
is undone is never told, and a text that cannot be written does not keep
anybody from acting: it stands among what is stuck.
"""

from __future__ import annotations

from typing import NamedTuple

NOTHING = "-"


class Remembered(NamedTuple):
    """One occasion to tell somebody something; every word of it an id."""

    about: str
    """step, reminder, late, asked..."""
    number: str
    """Which of several: a revision, the length of a journal."""
    state: str
    rule: str
    """The late rule that fired, where one did."""
    recipients: tuple[str, ...]

    @property
    def text(self) -> str:
        """As the due queue keeps it.

        >>> Remembered("step", "7", "signing", "", ("leader", "clerk")).text
        'step 7 signing - leader,clerk'
        """
        words = (self.about, self.number, self.state, self.rule, ",".join(self.recipients))
        return " ".join(word or NOTHING for word in words)

    @classmethod
    def read(cls, text: str) -> Remembered:
        """Return what :attr:`text` wrote."""
        *words, names = ("" if word == NOTHING else word for word in text.split(" "))
        about, number, state, rule = words
        return cls(about, number, state, rule, tuple(filter(None, names.split(","))))

    @property
    def occasion(self) -> str:
        """What it tells of, so that nobody gets the same mail twice."""
        return f"{self.about} {self.number} {self.rule}"
