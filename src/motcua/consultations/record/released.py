"""What of an opinion leaves the office: the redacted text, once two people have looked at it.

The public page, the applicant's page and every file for outside take it from
here and from nowhere else.  In the place of what is hidden stands why, and
nothing of how long it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from motcua.acting import Acting
from motcua.consultations.asking.questions import answers_said
from motcua.consultations.content import Opinion, Request, Span
from motcua.consultations.record.confidence import is_confidential, is_sealed
from motcua.consultations.record.redacting import FREE, REASONS, holds, pieces_of, redaction_of
from motcua.consultations.templates import template_of
from motcua.words import Sentence, _, translate
from motcua.workflows.definition import Field


class Piece(NamedTuple):
    """Some words that leave, or in their place why they do not."""

    text: str
    reason: str = ""

    @property
    def said(self) -> Sentence:
        """The words, or the reason in brackets."""
        if not self.reason:
            return self.text
        return _("[hidden: ${reason}]", mapping={"reason": REASONS[self.reason]})


Pieces = tuple[Piece, ...]


class ReleasedAnswer(NamedTuple):
    """What was answered to one question: in pieces where it was written freely."""

    field: Field
    pieces: Pieces
    given: Any
    """What was chosen or counted; ``None`` where it was written."""
    said: Sentence | date
    """The same as it is shown; empty where it was written."""


@dataclass(frozen=True)
class Released:
    """An opinion as it leaves the office."""

    request: Request
    opinion: Opinion
    outcome: Sentence
    answers: tuple[ReleasedAnswer, ...]
    text: Pieces
    remarks: tuple[tuple[Pieces, Pieces], ...]
    """Place and text of each."""
    conditions: tuple[Pieces, ...]
    files: tuple[Any, ...]
    """Documents: redacted copies, or files in which nothing had to be hidden."""
    withheld: int
    """How many files do not leave."""
    name_leaves: bool = False
    """Whether somebody private who was asked may be named."""


def released(acting: Acting, request: Request) -> Released | None:
    """Return what may leave of what the body said; ``None`` where nothing may, or not yet."""
    opinion, redaction = request.opinion, redaction_of(acting, request)
    if opinion is None or redaction is None or not redaction.is_confirmed:
        return None
    if not holds(redaction, request) or is_sealed(acting, request.consultation):
        return None
    if is_confidential(acting, request):
        return None
    texts = pieces_of(acting, request)
    parts = {part: cut(text, _in(redaction.spans, part)) for part, text in texts.items()}
    numbers = range(1, len(opinion.reply.remarks) + 1)
    conditions = range(1, len(opinion.reply.conditions) + 1)
    files = tuple(each.copy for each in redaction.files if each.copy is not None)
    return Released(
        request=request,
        opinion=opinion,
        outcome=template_of(acting, request.consultation).answers[opinion.reply.outcome],
        answers=tuple(_answers(acting, request, parts)),
        text=parts.get("text", ()),
        remarks=tuple((parts.get(f"place:{n}", ()), parts.get(f"remark:{n}", ())) for n in numbers),
        conditions=tuple(parts.get(f"condition:{n}", ()) for n in conditions),
        files=files,
        withheld=len(opinion.reply.files) - len(files),
        name_leaves=redaction.name_leaves,
    )


def _answers(
    acting: Acting, request: Request, parts: Mapping[str, Pieces]
) -> Iterator[ReleasedAnswer]:
    """Return every question that was answered: chosen answers as they are, words in pieces."""
    reply = request.opinions[-1].reply
    for each in answers_said(acting, request, reply):
        written = each.field.kind in FREE
        if each.given is not None:
            pieces = parts.get(f"answer:{each.field.id}", ()) if written else ()
            given, said = (None, "") if written else (each.given, each.said)
            yield ReleasedAnswer(each.field, pieces, given, said)


def _in(spans: Iterable[Span], part: str) -> list[Span]:
    return [each for each in spans if each.part == part]


def cut(text: str, spans: Iterable[Span]) -> Pieces:
    """Return a text in pieces, with a reason in the place of each mark.

    >>> [tuple(each) for each in cut("Ông An ký", [Span("text", 4, 6, "personal_data")])]
    [('Ông ', ''), ('', 'personal_data'), (' ký', '')]
    """
    found, at = [], 0
    for each in sorted(spans):
        if each.start > at:
            found.append(Piece(text[at : each.start]))
        found.append(Piece("", each.reason))
        at = each.end
    if at < len(text):
        found.append(Piece(text[at:]))
    return tuple(found)


def said(pieces: Pieces, language: str) -> str:
    """Return the pieces as one text."""
    return "".join(translate(each.said, language) for each in pieces)
