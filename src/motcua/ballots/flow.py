"""The small workflows of a ballot and of a slip, moved by the same kernel as cases."""

from __future__ import annotations

from motcua.ballots.content import (
    CLOSED,
    COMMENTED,
    NEXT_ROUND,
    NO_QUORUM,
    NOT_COUNTED,
    NOT_PASSED,
    OPEN,
    PASSED,
    RECUSED,
    SENT,
    SIGNED,
    SILENT,
    TO_SESSION,
    WITHDRAWN,
)
from motcua.ballots.counting import CHOICES
from motcua.words import Sentence, _
from motcua.workflows.machine import Small, small

CLOSE, WITHDRAW = "close", "withdraw"
SIGN, RECUSE, FALL_SILENT, COMMENT = "sign", "recuse", "fall silent", "comment"

BALLOT: Small = small("ballot", OPEN, ((CLOSE, OPEN, CLOSED), (WITHDRAW, OPEN, WITHDRAWN)))
SLIP: Small = small(
    "slip",
    SENT,
    (
        (SIGN, SENT, SIGNED),
        (RECUSE, SENT, RECUSED),
        (FALL_SILENT, SENT, SILENT),
        (COMMENT, SENT, COMMENTED),
        (COMMENT, COMMENTED, COMMENTED),
    ),
)

CHOICE_TITLES: dict[str, Sentence] = dict(
    zip(
        CHOICES,
        (_("Agree"), _("Agree, with remarks"), _("Disagree"), _("Abstain")),
        strict=True,
    )
)
"""What a member may say of a matter, in the order of the slip."""

STATES: dict[str, Sentence] = {
    SENT: _("Has not voted yet"),
    SIGNED: _("Has voted"),
    RECUSED: _("Takes no part"),
    SILENT: _("Did not vote in time"),
    COMMENTED: _("Has commented"),
}
"""The states of a slip."""

OUTCOMES: dict[str, Sentence] = {
    PASSED: _("Passed"),
    NOT_PASSED: _("Not passed"),
    NO_QUORUM: _("Too few took part"),
    NOT_COUNTED: _("Could not be counted"),
}
"""What came out, of a matter and of the whole ballot."""

SEQUELS: dict[str, Sentence] = {
    TO_SESSION: _("Brought to a session of the committee"),
    NEXT_ROUND: _("The members are asked again"),
}

SILENCE: dict[str, Sentence] = {
    "agree": _("Whoever does not vote by then counts as agreeing"),
    "against": _("Whoever does not vote by then counts as voting against"),
    "not_counted": _("Whoever does not vote by then is not counted"),
}
"""What no vote means, in words."""

UNCOUNTED: dict[str, Sentence] = {
    "too few": _("too few voted for the sums to keep their votes secret"),
    "no key": _("the urn could not be opened"),
}
"""Why a secret ballot could not be counted."""
