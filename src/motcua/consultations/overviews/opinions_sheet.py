"""What bodies said, as the rows of a table file: one request, one row.

Each cell asks the same predicate as the page: what a reader may not read is
empty here too, and a silence stands in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.acting import Acting
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.consultations.access import may_see
from motcua.consultations.asking.unneeded import all_nobody_needed
from motcua.consultations.content import NobodyNeeded, Request
from motcua.consultations.history import own_requests_of
from motcua.consultations.table import row, said_at, taken_said
from motcua.consultations.templates import template_of_case
from motcua.people import directory
from motcua.words import Sentence, _

HEADS: tuple[Sentence, ...] = (
    _("Case code"),
    _("Procedure"),
    _("Applicant"),
    _("Round"),
    _("Asking unit"),
    _("Body"),
    _("Question"),
    _("Sent"),
    _("Due"),
    _("State"),
    _("Answer"),
    _("Given at"),
    _("Given by"),
    _("Late"),
    _("Text of the opinion"),
    _("Remarks"),
    _("Conditions"),
    _("Letter no."),
    _("Record of silence"),
    _("Taken over"),
)

Told = tuple[Sentence | int, ...]


def of_case(acting: Acting, case: Case) -> Iterator[Told]:
    """Go through the rows of one case."""
    yield from rows(acting, own_requests_of(acting, case))
    whole = sight(acting, case) >= Sight.DOCUMENTS
    for made in all_nobody_needed(acting, case) if whole else ():
        yield _spared(acting, case, made)


def _spared(acting: Acting, case: Case, made: NobodyNeeded) -> Told:
    """Return the row that tells that nobody needed to be asked; it is no request."""
    template = template_of_case(acting, case, made.template)
    told: dict[int, Sentence] = {
        0: case.code,
        1: case.procedure,
        2: case.applicant.name,
        4: directory.unit(acting.root, made.unit).title,
        6: template.title if template else made.template,
        9: _("Nobody needs to be asked"),
        11: f"{made.at:%d/%m/%Y %H:%M}",
        12: made.by_name,
        14: made.reason,
    }
    return tuple(told.get(place, "") for place in range(len(HEADS)))


def rows(acting: Acting, requests: Iterable[Request]) -> Iterator[Told]:
    """Go through the rows of those requests of which the reader may know."""
    for request in requests:
        if may_see(acting, request):
            yield _row(acting, request)


def _row(acting: Acting, request: Request) -> Told:
    told, sent = row(acting, request), request.consultation
    opinion = told.opinion
    reply = opinion.reply if opinion else None
    return (
        sent.case.code,
        sent.procedure,
        sent.case.applicant.name,
        sent.round,
        directory.unit(acting.root, sent.asking_unit).title,
        told.unit.title,
        sent.question,
        f"{sent.asked_at:%d/%m/%Y %H:%M}",
        f"{told.due.instant:%d/%m/%Y %H:%M}",
        told.state,
        told.outcome,
        f"{said_at(opinion):%d/%m/%Y %H:%M}" if opinion else "",
        opinion.given_by_name if opinion else "",
        _("yes") if told.is_late else "",
        reply.text if reply else "",
        "\n".join(_numbered(reply.numbered)) if reply else "",
        "\n".join(reply.conditions) if reply else "",
        reply.letter_number if reply else "",
        told.silence,
        taken_said(opinion),
    )


def _numbered(remarks: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (place, text) in enumerate(remarks, 1):
        yield f"{number}. {place}: {text}" if place else f"{number}. {text}"
