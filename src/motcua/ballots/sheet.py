"""The result as an official paper: Bảng tổng hợp ý kiến thành viên (NĐ 30/2020).

Tacit agreement stands in a column of its own and is never added to what was
said; of a secret ballot the sheet says who voted and the sums, nothing else.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting, Refusal
from motcua.ballots.content import NOT_COUNTED, RECUSED, SIGNED, Ballot, Count, Slip
from motcua.ballots.counting import MEANING
from motcua.ballots.flow import CHOICE_TITLES, OUTCOMES, SEQUELS, STATES, UNCOUNTED
from motcua.ballots.session import TACIT
from motcua.ballots.slip_paper import ADDRESS
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Label, Sentence, _, translate

LETTER = "bang_tong_hop_phieu"


class NotCountedYet(Refusal):
    """There is no result yet."""


def result_sheet(acting: Acting, ballot: Ballot, language: str = LANGUAGES[0]) -> str:
    """Return the result as a page that can be printed and signed; nothing is stored."""
    if not ballot.is_closed:
        raise NotCountedYet(
            _("The votes are not counted yet."), _("Open the sheet when the ballot is closed.")
        )
    letters = acting.office.borrow(Letters)
    return filled(letters, LETTER, _facts(acting, ballot, letters, language), language)


def _facts(acting: Acting, ballot: Ballot, letters: Letters, language: str) -> dict[str, Any]:
    issuing = directory.unit(acting.root, ballot.asking_unit)
    ended = ballot.ending.at if ballot.ending else acting.now
    return {
        **case_facts(acting, matter_of(acting, ballot.case)),
        "dated": dated(letters.place, ended.date(), language),
        "parent_unit": directory.unit(acting.root, ballot.unit).title,
        "unit": issuing.title,
        "committee": Label(*ballot.names),
        "ballot_title": Label(*ballot.title),
        "ballot_facts": list(_lines(ballot)),
        "ballot_counts": [
            _count_row(n, ballot, count, language) for n, count in enumerate(ballot.counts, 1)
        ],
        "ballot_members": [
            _member_row(n, each, language) for n, each in enumerate(ballot.slips, 1)
        ],
        "ballot_remarks": [translate(each, language) for each in _remarks(ballot)]
        or [translate(_("None."), language)],
        "ballot_result": result_said(ballot),
        "signer": "",
        "signer_title": "",
        "qr": f"{acting.office.settings.get(ADDRESS, '').rstrip('/')}/lay-phieu/{ballot.id}",
    }


def _lines(ballot: Ballot) -> list[Sentence]:
    voters = list(ballot.voters)
    signed = sum(each.state == SIGNED for each in voters)
    recused = sum(each.state == RECUSED for each in voters)
    silent = sum(each.silence is not None for each in voters)
    lines: list[Sentence] = [
        _("Members with a vote: ${n}", mapping={"n": len(voters)}),
        _("Slips signed: ${n}", mapping={"n": signed}),
        _("Did not vote by ${limit}: ${n}", mapping={"limit": ballot.limit, "n": silent}),
        _("Took no part because of an interest of their own: ${n}", mapping={"n": recused}),
    ]
    if silent and ballot.rules.silence_ground:
        ground = {"ground": ballot.rules.silence_ground}
        lines.append(_("Rule on members who do not vote: ${ground}", mapping=ground))
    return lines


def _count_row(number: int, ballot: Ballot, count: Count, language: str) -> list[Any]:
    title = next(each.title for each in ballot.matters if each.id == count.matter)
    figures: list[Any] = [
        count.agree,
        count.agree_with_remarks,
        count.disagree,
        count.abstain,
        count.tacit_agree,
        count.tacit_against + count.silent,
    ]
    if count.outcome == NOT_COUNTED:
        figures = ["–"] * len(figures)
    outcome: Sentence = OUTCOMES[count.outcome]
    if count.by_chair:
        outcome = _("Passed: in a tie, on the side of the chair")
    return [str(each) for each in (number, title, *figures)] + [translate(outcome, language)]


def _member_row(number: int, slip: Slip, language: str) -> list[Any]:
    said = [translate(each, language) for each in _said(slip)]
    day = f"{slip.signed_at:%d/%m/%Y}" if slip.signed_at else ""
    name = slip.name if slip.votes else f"{slip.name} *"
    return [str(number), name, translate(slip.title, language), "\n".join(said), day]


def _said(slip: Slip) -> list[Sentence]:
    if slip.silence:
        return [TACIT[MEANING[slip.silence.meaning]]]
    if slip.state == SIGNED and slip.answers:
        several = len(slip.answers) > 1
        return [
            _("${n}. ${answer}", mapping={"n": each.matter, "answer": CHOICE_TITLES[each.choice]})
            if several
            else CHOICE_TITLES[each.choice]
            for each in slip.answers
        ]
    return [STATES[slip.state]]


def _remarks(ballot: Ballot) -> list[Sentence]:
    """What members wrote, each with their name; nothing in a secret ballot."""
    found: list[Sentence] = []
    for slip in ballot.slips:
        words = [each.text for each in slip.answers if each.text and slip.state == SIGNED]
        for text in filter(None, (*words, slip.comment, slip.reason)):
            found.append(_("${who}: ${text}", mapping={"who": slip.name, "text": text}))
    return found


def result_said(ballot: Ballot) -> Sentence:
    """Say what came out, and what becomes of it."""
    outcome: Sentence = OUTCOMES.get(ballot.outcome, "")
    why = UNCOUNTED.get(ballot.ending.reason, "") if ballot.ending else ""
    if why:
        outcome = _("${outcome}: ${why}", mapping={"outcome": outcome, "why": why})
    if ballot.sequel is not None:
        told = {"outcome": outcome, "sequel": SEQUELS[ballot.sequel.what]}
        return _("${outcome}. ${sequel}.", mapping=told)
    return outcome
