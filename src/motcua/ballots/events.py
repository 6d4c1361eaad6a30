"""What ballots announce: things that have happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.ballots.content import Ballot, Slip


@dataclass(frozen=True)
class BallotBegun:
    """The members of a committee were asked."""

    ballot: Ballot


@dataclass(frozen=True)
class SlipSigned:
    """A member has voted; in a secret ballot that is all that is known."""

    slip: Slip


@dataclass(frozen=True)
class MemberRecused:
    """A member takes no part because of an interest of their own."""

    slip: Slip


@dataclass(frozen=True)
class BallotClosed:
    """The votes were counted."""

    ballot: Ballot


@dataclass(frozen=True)
class BallotWithdrawn:
    """The members need not answer any more."""

    ballot: Ballot


@dataclass(frozen=True)
class BallotNotice:
    """Somebody is to be told: ``about`` names the mail, ``recipients`` who gets it."""

    ballot: Ballot
    about: str
    slips: tuple[Slip, ...] = ()
    """Whose members, and whose assistants, are told."""
    recipients: tuple[str, ...] = ("member", "assistant")
    facts: Mapping[str, str] = field(default_factory=dict)
