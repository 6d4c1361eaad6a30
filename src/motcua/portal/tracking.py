"""Where a case is, what comes next, by when and why, and what the applicant must do."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.cases.clocks import calendar_of
from motcua.cases.content import Case, Enclosure
from motcua.cases.tracking import Story, story
from motcua.consultations.inside.pieces import wanted_of_applicant
from motcua.consultations.record.putting import Put, put_seen
from motcua.documents.letters import Letters
from motcua.pages import on_paper
from motcua.pages.kept import Kept, version
from motcua.pages.speaking import set_part
from motcua.pages.tones import OUTCOMES
from motcua.pages.whys import why_lines
from motcua.people import directory
from motcua.portal.passes import PassedAway, Purpose, case_of, pass_for
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import APPLICANT, Definition
from motcua.workflows.machine import Offer

LETTER = "letter:"
"""How enclosures name what the office wrote."""
SECTION = "motcua.portal:templates/tracking_past.pt"
BESIDE = "motcua.portal:templates/tracking_beside.pt"
PACKING = 3
"""How hard the page is packed: nearly as small as it can become, in half the time."""
_pasts: Kept[Past] = Kept(1000)
_addressed: Kept[frozenset[str]] = Kept(500)
"""By the digest of a definition, which never changes."""


@dataclass(frozen=True)
class Shown:
    """A file of the case that the applicant may open, or a paper that they handed in."""

    title: Sentence
    enclosure: Enclosure
    address: str

    @property
    def on_paper(self) -> Sentence:
        """What was received on paper; empty for a file alone."""
        return on_paper.said(self.enclosure)


@view_config(
    route_name="tracking",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/tracking.pt",
)
def tracking(request: Request) -> dict[str, Any] | Response:
    """Tell the applicant everything, the next thing first."""
    try:
        case = case_of(request)
    except PassedAway:
        request.tell(_("For your safety the page was closed. Show the code and the secret again."))
        return HTTPSeeOther(request.route_path("lookup"))
    request.add_response_callback(packed)
    acting = applicant(request, case)
    told = story(acting, case)
    main, others = _sorted_offers(told)
    puts = put_seen(acting, case)
    here = request.path
    return {
        "story": told,
        "case": case,
        "kind": OUTCOMES.get(told.outcome, "accent"),
        "main": main,
        "puts": puts,
        "reply_due": next((each.due for each in reversed(puts) if _is_open(each)), None),
        "others": others,
        "here": here,
        "wanted": _wanted(acting, case),
        "why": _why(acting, case),
        "past": _past(request, told, here),
    }


def _wanted(acting: Acting, case: Case) -> list[tuple[Label, str]]:
    """Return who waits for something from the applicant, and by which name it is answered."""
    wanted = wanted_of_applicant(acting, case)
    return [(directory.unit(acting.root, asked.unit).title, piece.id) for asked, piece in wanted]


def _is_open(put: Put) -> bool:
    return not put.is_over and put.putting.replied_at is None


def _why(acting: Acting, case: Case) -> Markup | None:
    """Why the case is due then; ``None`` before its clock has begun."""
    clock = case.track.clock
    return clock and why_lines(clock, calendar_of(acting, case), acting.language)


class Past(NamedTuple):
    """What only changes when something happens."""

    section: Markup
    """What has happened, and what was handed in."""
    beside: Markup
    """What was written to the applicant, and how to follow the case."""
    letter: Shown | None
    """The newest letter."""
    feed: str
    """Where readers of feeds follow the case."""


def _past(request: Request, told: Story, here: str) -> Past:
    """What has happened: set once for as long as nothing is added to it.

    It hangs on the head of the journal, which seals all of it, and on case and
    dossier.  Of what is looked up besides, only names of units may change, so
    it is set anew after an hour at the latest.
    """
    case, hour = told.case, request.now.replace(minute=0, second=0, microsecond=0)
    stored, head = version(case, case.dossier), case.journal.head
    key = stored and (case.key, stored, head, told.outcome, here, request.locale_name, hour)
    return _pasts.get(key, lambda: _set_past(request, told))


def _set_past(request: Request, told: Story) -> Past:
    written = list(letters(request, told.acting, told))
    following = pass_for(request, told.case, Purpose.FOLLOWING)
    feed = f"{request.script_name}/tin/{following}.atom"
    return Past(
        section=set_part(
            request,
            SECTION,
            history=[_line(each) for each in told.history],
            papers=list(papers(request, told)),
        ),
        beside=set_part(
            request,
            BESIDE,
            case=told.case,
            outcome=told.outcome,
            letters=written,
            calendar=f"{request.script_name}/lich/{following}.ics",
            feed=feed,
        ),
        letter=written[0] if written else None,
        feed=feed,
    )


def packed(request: Request, response: Response) -> None:
    """Send the page in few bytes: it is read on telephones, and often.

    No form stands on it, so its length tells nobody of a token.
    """
    response.vary = ["Accept-Encoding"]
    if "gzip" in request.accept_encoding:
        response.body = gzip.compress(response.body, PACKING, mtime=0)
        response.content_encoding = "gzip"


def applicant(request: Request, case: Case) -> Acting:
    """Return the acting of whoever showed the secret: the applicant, and nobody else.

    An official who looks at the page of a citizen acts there as the citizen
    would, not in an office.
    """
    return replace(request.visitor, applicant_of=case.id, name=case.applicant.name)


def _sorted_offers(told: Story) -> tuple[Offer | None, list[Offer]]:
    """The one thing the applicant must do, apart from what they always may."""
    must = [each for each in told.offers if each.enabled and not each.action.anywhere]
    main = must[0] if must else None
    return main, [each for each in told.offers if each is not main]


def _line(happening: Any) -> dict[str, Any]:
    return {"at": happening.at, "what": happening.what, "who": happening.office}


def letters(request: Request, acting: Acting, told: Story) -> Iterator[Shown]:
    """Return what the office wrote to the applicant, the newest first."""
    theirs = addressed_to_applicant(told.rules)
    known = acting.office.borrow(Letters).letters
    for enclosure in reversed(told.papers):
        id = enclosure.paper.removeprefix(LETTER)
        if enclosure.paper.startswith(LETTER) and id in theirs:
            title = known[id].title if id in known else id
            yield Shown(title, enclosure, _file_address(request, enclosure))


def addressed_to_applicant(rules: Definition) -> frozenset[str]:
    """Return the letters that go to the applicant: those with which they are told."""
    return _addressed.get(rules.digest, lambda: frozenset(_told_by_letter(rules)))


def _told_by_letter(rules: Definition) -> Iterator[str]:
    states = rules.states.values()
    written: list[Any] = [rule for state in states for rule in (*state.actions, *state.late)]
    written += [rule for state in states for rule in state.auto]
    for rule in (*written, *rules.late):
        if getattr(rule, "letter", "") and APPLICANT in getattr(rule, "notify", ()):
            yield rule.letter


def papers(request: Request, told: Story) -> Iterator[Shown]:
    """Return what the applicant handed in, in the order of the procedure."""
    for id, paper in told.rules.papers.items():
        if paper.by == APPLICANT:
            for enclosure in told.papers:
                if enclosure.paper == id:
                    yield Shown(paper.title, enclosure, _file_address(request, enclosure))


def _file_address(request: Request, enclosure: Enclosure) -> str:
    """Return where a file is, below the page that the pass opens."""
    return f"{request.path}/tep/{enclosure.document.id}" if enclosure.document else ""
