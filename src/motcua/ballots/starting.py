"""Beginning a ballot: who is asked, on what, until when, counted how.

The electorate is taken down as it stands: who sits there, in which capacity,
with a vote or without.  Whoever joins the committee later votes next time.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from motcua.acting import Acting
from motcua.ballots import flow
from motcua.ballots.alarms import schedule
from motcua.ballots.content import NEXT_ROUND, Ballot, Matter, Sequel, Slip
from motcua.ballots.events import BallotBegun, BallotNotice
from motcua.ballots.history import anchor
from motcua.ballots.inbox import place, place_ballot
from motcua.ballots.refusals import AlreadyBegun, CannotBegin
from motcua.ballots.sealing import HALF, Urns
from motcua.ballots.settings import BallotRules
from motcua.ballots.standing import calendar_of, openable_template
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations import asking
from motcua.deadlines.due import Due, due_at
from motcua.deadlines.terms import Term
from motcua.journal import note
from motcua.people import directory
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate

KEY_LENGTH = 8
"""Bytes of a random key, as cases have them."""


def start_ballot(
    acting: Acting,
    case: Case,
    template_id: str,
    *,
    matters: Sequence[str],
    explanation: str = "",
    documents: Sequence[str] = (),
    within: Term | None = None,
    urgent: str = "",
    seen: int | None = None,
) -> Ballot:
    """Ask the members of the committee, all at once, each on a slip of their own.

    ``documents`` are ids of documents of the dossier; ``urgent`` says why they
    get less time than usual; ``seen`` is the case's revision on the page.
    """
    require_unmoved(acting, case, seen)
    template = openable_template(acting, case, template_id)
    matter = matter_of(acting, case)
    acting = acting.as_(asking.asker(acting, matter, template))
    before = _rounds(acting, case, template)
    ballot = _drawn_up(acting, case, template, within, urgent.strip())
    ballot.round = len(before) + 1
    ballot.matters = _matters(acting, matters)
    ballot.explanation = _explanation(acting, explanation)
    ballot.documents = asking.chosen_documents(case, documents)
    ballot.slips = electorate(acting, ballot)
    _open(acting, ballot)
    _asked_again(acting, before)
    _enter(acting, ballot)
    settle(acting, matter)
    return ballot


def _drawn_up(
    acting: Acting, case: Case, template: ConsultationTemplate, within: Term | None, urgent: str
) -> Ballot:
    """Return a ballot under the rules of the template: whose committee, until when, how counted."""
    committee = directory.committee(acting.root, template.committee)
    term = within or template.within
    return Ballot(
        key=secrets.token_bytes(KEY_LENGTH),
        case=case,
        procedure=case.procedure,
        version=case.version,
        template=template.id,
        committee=committee.id,
        unit=committee.unit,
        names=committee.names,
        title=(template.title.vi, template.title.en),
        rules=acting.office.borrow(BallotRules).of(template),
        began_at=acting.now,
        began_by=acting.person,
        began_by_name=acting.name,
        asking_unit=acting.unit or case.lead_unit,
        within=term.text if term else "",
        limit=limit(acting, template, committee.unit, term, urgent).instant,
        urgent=urgent,
    )


def _open(acting: Acting, ballot: Ballot) -> None:
    """Let votes be taken; of a secret ballot only where its urn can be prepared."""
    flow.BALLOT.begin(ballot)
    if ballot.rules.secret:
        ballot.half = secrets.token_bytes(HALF)
        Urns.of(acting.office).prepare(ballot.key)


def electorate(acting: Acting, ballot: Ballot) -> tuple[Slip, ...]:
    """Return a slip for everybody who sits on the committee today, the chair first."""
    seats = directory.members(acting.root, ballot.committee, acting.now.date())
    if not any(each.votes for each in seats):
        raise CannotBegin(
            _("Nobody on this committee has a vote today."),
            _("Have its seats entered under Administration, Committees."),
        )
    slips = []
    for seat in seats:
        slip = Slip(
            key=secrets.token_bytes(KEY_LENGTH),
            ballot=ballot,
            person=seat.person,
            name=directory.name_of(acting.root, seat.person),
            names=seat.names,
            votes=seat.votes,
            chairs=seat.chairs,
            assistants=seat.assistants,
        )
        flow.SLIP.begin(slip)
        slips.append(slip)
    return tuple(slips)


def limit(
    acting: Acting, template: ConsultationTemplate, unit: str, term: Term | None, urgent: str
) -> Due:
    """Return until when members may vote; refuse what is too short without a reason, or too long.

    NĐ 191/2026 Đ7.2d, Đ17.1: at least two and at most five working days.
    """
    if term is None:
        raise CannotBegin(_("The ballot has no limit yet."), _("Set a limit."))
    rules, calendar = acting.office.borrow(BallotRules), calendar_of(acting, unit)
    due = due_at(calendar, acting.now, term)
    if term == template.within:
        return due
    if due.instant < due_at(calendar, acting.now, rules.shortest).instant and not urgent.strip():
        raise CannotBegin(
            _(
                "Members get at least ${term}, unless it is urgent.",
                mapping={"term": rules.shortest.said},
            ),
            _("Set a longer limit, or say why it is urgent."),
        )
    if due.instant > due_at(calendar, acting.now, rules.longest).instant:
        raise CannotBegin(
            _("Members get ${term} at the most.", mapping={"term": rules.longest.said}),
            _("Set a shorter limit."),
        )
    return due


def _rounds(acting: Acting, case: Case, template: ConsultationTemplate) -> list[Ballot]:
    """Return the ballots under this template so far; refuse while one of them is open."""
    every = [each for each in acting.root.ballots.of_case(case.key) if each.template == template.id]
    for each in every:
        if each.is_open:
            raise AlreadyBegun(
                _(
                    "The members were asked already by ${who} at ${when}.",
                    mapping={"who": each.began_by_name, "when": each.began_at},
                ),
                _("Wait for the votes, or withdraw that ballot first."),
            )
    return every


def _asked_again(acting: Acting, before: Sequence[Ballot]) -> None:
    last = before[-1] if before else None
    if last is not None and last.is_closed and last.sequel is None:
        last.sequel = Sequel(NEXT_ROUND, acting.now, acting.person, acting.name, "")
        place_ballot(acting, last)


def _matters(acting: Acting, said: Sequence[str]) -> tuple[Matter, ...]:
    rules = acting.office.borrow(BallotRules)
    titles = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in said))))
    if not titles:
        raise CannotBegin(
            _("There is nothing to vote on."), _("Write each matter on a line of its own.")
        )
    if len(titles) > rules.matters:
        raise CannotBegin(
            _("At most ${n} matters stand on one slip.", mapping={"n": rules.matters}),
            _("Divide them among two ballots."),
        )
    return tuple(
        Matter(str(number), _short_enough(acting, title)) for number, title in enumerate(titles, 1)
    )


def _explanation(acting: Acting, said: str) -> str:
    return _short_enough(acting, said.strip())


def _short_enough(acting: Acting, text: str) -> str:
    most = acting.office.borrow(BallotRules).text_length
    if len(text) > most:
        raise CannotBegin(
            _("A text is longer than ${n} characters.", mapping={"n": most}), _("Shorten it.")
        )
    return text


def _enter(acting: Acting, ballot: Ballot) -> None:
    case = ballot.case
    acting.root.ballots.enter(case.key, ballot)
    note(
        acting,
        case.journal,
        "ballot begun",
        ballot=ballot.id,
        committee=ballot.committee,
        round=ballot.round,
        matters=[each.title for each in ballot.matters],
        members=[each.person for each in ballot.voters],
        limit=ballot.limit,
        urgent=ballot.urgent,
        secret=ballot.rules.secret or None,
        documents=[shown.document.sha256[:12] for shown in ballot.documents],
    )
    for slip in ballot.slips:
        note(acting, slip.journal, "slip sent", votes=slip.votes, limit=ballot.limit)
        place(acting, slip)
    place_ballot(acting, ballot)
    schedule(acting, ballot)
    anchor(acting, case)
    acting.announce(BallotBegun(ballot), BallotNotice(ballot, "asked", ballot.slips))
