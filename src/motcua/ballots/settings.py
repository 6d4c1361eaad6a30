"""Numbers of the law and of the administration's own rules: ``config/ballots.yaml``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path

from motcua.ballots.content import Rules
from motcua.deadlines.terms import Term, read_term
from motcua.sheets import Said, Sheet
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate
from motcua.workflows.shares import at_least
from motcua.workflows.wordlists import MAJORITY, TIE

FILE = "ballots.yaml"
TWO_DAYS = read_term("2 working days")
FIVE_DAYS = read_term("5 working days")


@dataclass(frozen=True)
class BallotRules:
    """What holds for every ballot of this administration, where its procedure says nothing."""

    shortest: Term = TWO_DAYS
    """Members get at least this, unless it is urgent and the reason is said."""
    longest: Term = FIVE_DAYS
    majority: str = "members"
    quorum: str = ""
    tie: str = "chair"
    tally_shown: bool = False
    recused_in_base: bool = True
    least_secret: int = 3
    matters: int = 20
    text_length: int = 5_000

    def of(self, template: ConsultationTemplate) -> Rules:
        """Return how a ballot of this procedure is counted."""
        tie = "not_passed" if template.secret else self.tie
        shown = template.tally == "shown" if template.tally else self.tally_shown
        return Rules(
            majority=template.majority or self.majority,
            quorum=template.quorum or self.quorum,
            tie=template.tie or tie,
            silence=template.silence,
            silence_ground=template.silence_ground,
            secret=template.secret,
            tally_shown=shown and not template.secret,
            recused_in_base=self.recused_in_base,
            least_secret=self.least_secret,
        )


NUMBERS = ("least_secret", "matters", "text_length")


def read_rules(path: Path) -> BallotRules:
    """Read the settings; what is not written keeps its usual value.

    Raises ``WrongFile`` with everything wrong in it.
    """
    usual = BallotRules()
    if not path.exists():
        return usual
    sheet = Sheet(path)
    told = sheet.entries(sheet.said(), known=[each.name for each in fields(BallotRules)])
    rules = BallotRules(
        shortest=sheet.understood(told.get("shortest"), read_term, usual.shortest),
        longest=sheet.understood(told.get("longest"), read_term, usual.longest),
        majority=_share(sheet, told.get("majority"), MAJORITY) or usual.majority,
        quorum=_share(sheet, told.get("quorum")),
        tie=sheet.one_of(told.get("tie"), tuple(TIE)) or usual.tie,
        tally_shown=sheet.truth(told.get("tally_shown"), unsaid=usual.tally_shown),
        recused_in_base=sheet.truth(told.get("recused_in_base"), unsaid=usual.recused_in_base),
        **{name: sheet.number(told.get(name), getattr(usual, name)) for name in NUMBERS},
    )
    sheet.finish()
    return rules


def _share(sheet: Sheet, said: Said | None, words: Collection[str] = ()) -> str:
    """Return a share or a number, or one of ``words``."""
    text = sheet.text(said)
    if said is not None and text and text not in words and at_least(text) is None:
        sheet.wrong(
            said.line,
            _(
                "“${said}” is no share of the members: write 2/3, 60% or a number.",
                mapping={"said": text},
            ),
        )
    return text
