"""A member's slip as a paper: Phiếu ghi ý kiến thành viên Ủy ban nhân dân.

In the form that offices of committees use: whom it is sent to, the matters
with a cross under agree or disagree, why not, other opinions, date and name.
It has no number and no list of copies, being an internal paper.  Of a secret
ballot there is none: nobody may see how a member voted.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting, NotHere
from motcua.ballots.content import (
    ABSTAIN,
    AGREE,
    AGREE_WITH_REMARKS,
    DISAGREE,
    SIGNED,
    Answer,
    Ballot,
    Slip,
)
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Label, _, translate

LETTER = "phieu_ghi_y_kien"
CROSS = "X"
ADDRESS = "motcua.address"
"""The setting under which pages are reached from outside."""


def slip_paper(acting: Acting, slip: Slip, language: str = LANGUAGES[0]) -> str:
    """Return the slip as a page that can be printed and signed; nothing is stored."""
    if slip.ballot.rules.secret:
        raise NotHere(
            _("There is no paper of a secret slip."), _("Vote on the page of the slip itself.")
        )
    letters = acting.office.borrow(Letters)
    return filled(letters, LETTER, _facts(acting, slip, letters, language), language)


def _facts(acting: Acting, slip: Slip, letters: Letters, language: str) -> dict[str, Any]:
    ballot = slip.ballot
    given = {each.matter: each for each in slip.answers} if slip.state == SIGNED else {}
    day = slip.signed_at.date() if slip.signed_at else acting.now.date()
    above = directory.ancestors(acting.root, ballot.unit)
    return {
        **case_facts(acting, matter_of(acting, ballot.case)),
        "parent_unit": above[0].title if above else "",
        "unit": directory.unit(acting.root, ballot.unit).title,
        "dated": dated(letters.place, day, language) if slip.signed_at else "",
        "addressee": directory.unit(acting.root, ballot.asking_unit).title,
        "committee": Label(*ballot.names),
        "ballot_title": Label(*ballot.title),
        "due_at": ballot.limit,
        "ballot_matters": [
            _row(n, each.title, given.get(each.id)) for n, each in enumerate(ballot.matters, 1)
        ],
        "ballot_reasons": _words(ballot, given, DISAGREE),
        "ballot_other": [
            *_words(ballot, given, AGREE_WITH_REMARKS),
            *_abstained(ballot, given, language),
            *filter(None, (slip.comment,)),
        ],
        "signer": slip.name,
        "signer_title": slip.title,
        "qr": f"{acting.office.settings.get(ADDRESS, '').rstrip('/')}/phieu/{slip.id}",
    }


def _row(number: int, title: str, answer: Answer | None) -> list[str]:
    choice = answer.choice if answer else ""
    agrees = choice in (AGREE, AGREE_WITH_REMARKS)
    return [str(number), title, CROSS if agrees else "", CROSS if choice == DISAGREE else ""]


def _words(ballot: Ballot, given: dict[str, Answer], choice: str) -> list[str]:
    several = len(ballot.matters) > 1
    return [
        f"{number}. {answer.text}" if several else answer.text
        for number, matter in enumerate(ballot.matters, 1)
        if (answer := given.get(matter.id)) and answer.choice == choice and answer.text
    ]


def _abstained(ballot: Ballot, given: dict[str, Answer], language: str) -> list[str]:
    found = [
        str(number)
        for number, matter in enumerate(ballot.matters, 1)
        if matter.id in given and given[matter.id].choice == ABSTAIN
    ]
    if not found:
        return []
    return [translate(_("Abstains: ${matters}", mapping={"matters": found}), language)]
