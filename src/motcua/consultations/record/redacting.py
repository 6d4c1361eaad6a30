"""Marking what of an opinion does not leave the office: by one official, confirmed by another.

The opinion itself is never touched.  A redaction belongs to one version of one
opinion and to its exact words: when the body corrects, nothing of the new
version leaves until it has been marked and confirmed anew, and the pages say
so.  That there is nothing to hide is confirmed by two people as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from motcua.acting import Acting, NotAllowed
from motcua.consultations.access import opinion_seen
from motcua.consultations.content import (
    CaseConsultations,
    Outward,
    RedactedFile,
    Redaction,
    Reply,
    Request,
    Span,
)
from motcua.consultations.record.confidence import decides, is_confidential
from motcua.consultations.refusals import CannotRedact
from motcua.consultations.templates import template_of
from motcua.journal import note
from motcua.words import Sentence, _
from motcua.workflows.definition import Field

REASONS: dict[str, Sentence] = {
    "personal_data": _("Personal data"),
    "third_party": _("A third party's interest"),
    "security": _("Security and order"),
    "other": _("Another reason"),
}
"""Why a piece does not leave; each mark has one."""
NONE, MARKED, SENT_BACK, CONFIRMED, RECHECK = "none", "marked", "sent_back", "confirmed", "recheck"
STANDINGS: dict[str, Sentence] = {
    NONE: _("Not looked over yet: nothing of it leaves"),
    MARKED: _("Marked, to be confirmed by a second person: nothing of it leaves yet"),
    SENT_BACK: _("Sent back by the second person: nothing of it leaves"),
    CONFIRMED: _("Confirmed by two people: the redacted text may leave"),
    RECHECK: _("The opinion was corrected: redaction to be re-checked; nothing of it leaves"),
}
"""How the redaction of an opinion stands."""
FREE = frozenset(["text", "long_text", "email", "phone"])
"""Kinds of questions to which a body writes what it likes: it may have to be hidden."""
SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]*\s*")
LENGTH = 16
MOST = 500


def parts_of(reply: Reply, questions: Iterable[Field] = ()) -> dict[str, str]:
    """Return every piece of text in a reply, by the name under which marks know it.

    ``questions`` are those that were asked: what was written freely to one of them is a
    piece as well; what was chosen or counted leaves as it is.
    """
    found = {"text": reply.text}
    for number, (place, text) in enumerate(reply.numbered, 1):
        found[f"place:{number}"], found[f"remark:{number}"] = place, text
    for number, text in enumerate(reply.conditions, 1):
        found[f"condition:{number}"] = text
    written = dict(reply.answers)
    for each in questions:
        if each.kind in FREE:
            found[f"answer:{each.id}"] = str(written.get(each.id) or "")
    return {part: text for part, text in found.items() if text}


def pieces_of(acting: Acting, request: Request) -> dict[str, str]:
    """Return every piece of text in the newest version of what a body said."""
    reply = request.opinion.reply if request.opinion else Reply()
    return parts_of(reply, template_of(acting, request.consultation).questions)


def digest_of(reply: Reply) -> bytes:
    """Return the digest of everything in a reply that might leave."""
    texts, files = sorted(parts_of(reply).items()), [each.sha256 for each in reply.files]
    plain: list[Any] = [reply.outcome, texts, files]
    if reply.answers:
        plain.append([[id, str(given)] for id, given in reply.answers])
    return sha256(json.dumps(plain, ensure_ascii=False).encode()).digest()[:LENGTH]


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends.

    >>> sentences_of("Một. Hai!")
    [(0, 4), (5, 9)]
    """
    return [
        (
            found.start() + len(found[0]) - len(found[0].lstrip()),
            found.start() + len(found[0].rstrip()),
        )
        for found in SENTENCE.finditer(text)
        if found[0].strip()
    ]


def spans_of_words(parts: Mapping[str, str], words: Iterable[str], reason: str) -> Iterator[Span]:
    """Mark every place in the pieces at which one of ``words`` stands, in whatever capitals."""
    wanted = [each.strip() for each in words if each.strip()]
    for part, text in parts.items():
        for word in wanted:
            for found in re.finditer(re.escape(word), text, re.IGNORECASE):
                yield Span(part, found.start(), found.end(), reason)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the marks in their order, those that overlap as one, with the reason of the first."""
    found: list[Span] = []
    for each in sorted(spans):
        last = found[-1] if found else None
        if last is not None and last.part == each.part and each.start < last.end:
            found[-1] = last._replace(end=max(last.end, each.end))
        else:
            found.append(each)
    return tuple(found)


def redaction_of(acting: Acting, request: Request) -> Redaction | None:
    """Return the newest redaction of what the body said, of whichever version."""
    outward: Outward = acting.root.consultations.outward_of(request.consultation.case.key)
    return next((each for each in outward.redactions if each.request == request.key), None)


def holds(redaction: Redaction | None, request: Request) -> bool:
    """Say whether a redaction is of the newest version, and of its very words."""
    opinion = request.opinion
    if redaction is None or opinion is None:
        return False
    return (redaction.version, redaction.digest) == (opinion.version, digest_of(opinion.reply))


def standing(acting: Acting, request: Request) -> str:
    """Say how the redaction of what the body said stands."""
    redaction = redaction_of(acting, request)
    if redaction is None:
        return NONE
    if not holds(redaction, request):
        return RECHECK
    if redaction.sent_back:
        return SENT_BACK
    return CONFIRMED if redaction.is_confirmed else MARKED


def cannot_redact(acting: Acting, request: Request) -> Sentence:
    """Say why nothing is marked here; empty where it may be."""
    if request.opinion is None:
        return _("There is no opinion yet.")
    if is_confidential(acting, request):
        return _("The opinion is confidential: nothing of it ever leaves.")
    if opinion_seen(acting, request) is None:
        return _("The opinion is still sealed.")
    return ""


def may_redact(acting: Acting, request: Request) -> bool:
    """Say whether this person marks and confirms: whoever decides on the case."""
    return not acting.is_system and decides(acting, request.consultation.case)


def mark(
    acting: Acting,
    request: Request,
    spans: Sequence[Span],
    files: Mapping[str, RedactedFile | None] | None = None,
    note_to_second: str = "",
    seen: int = 0,
    name_leaves: bool = False,
) -> Redaction:
    """Lay down what does not leave; a second person has to confirm it.

    ``files`` says what leaves in the place of each file, by its id: a redacted
    copy, the file itself, or nothing (``None``, or not named).  ``seen`` is the
    revision on the page that was open, 0 where nothing was marked.  ``name_leaves``
    says that somebody private who was asked is named; an organisation always is.
    """
    reply = _reply(acting, request, seen)
    before = redaction_of(acting, request)
    found = _checked(pieces_of(acting, request), spans)
    redaction = Redaction(
        request=request.key,
        version=request.opinions[-1].version,
        digest=digest_of(reply),
        spans=found,
        files=tuple(_files(reply, files or {})),
        note=note_to_second.strip()[:2000],
        name_leaves=name_leaves,
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        revision=(before.revision if before else 0) + 1,
    )
    _enter(acting, request, redaction)
    note(
        acting,
        request.consultation.case.journal,
        "redaction marked",
        unit=request.unit,
        version=redaction.version,
        marks=len(found),
        reasons=sorted({each.reason for each in found}),
    )
    return redaction


def confirm(acting: Acting, request: Request, seen: int) -> Redaction:
    """Let the redacted text leave; never by whoever marked it, for themselves or for another."""
    _reply(acting, request, seen)
    redaction = _to_confirm(acting, request)
    redaction.confirmed_at = acting.now
    redaction.confirmed_by, redaction.confirmed_by_name = acting.person, acting.name
    redaction.sent_back = ""
    journal = request.consultation.case.journal
    note(acting, journal, "redaction confirmed", unit=request.unit, version=redaction.version)
    return redaction


def send_back(acting: Acting, request: Request, reason: str, seen: int) -> Redaction:
    """Do not confirm it, and say why; whoever marks it anew begins from these marks."""
    _reply(acting, request, seen)
    if not reason.strip():
        raise CannotRedact(_("Say what is still to be hidden, or need not be."))
    redaction = _to_confirm(acting, request)
    redaction.sent_back = reason.strip()[:2000]
    redaction.revision += 1
    journal = request.consultation.case.journal
    note(acting, journal, "redaction sent back", unit=request.unit, reason=redaction.sent_back)
    return redaction


def _reply(acting: Acting, request: Request, seen: int) -> Reply:
    if not may_redact(acting, request):
        raise NotAllowed(
            _("You do not decide what of this opinion leaves the office."),
            _("Whoever handles the case does, and somebody else who decides on it."),
        )
    sentence = cannot_redact(acting, request)
    if sentence or request.opinion is None:
        raise CannotRedact(sentence)
    before = redaction_of(acting, request)
    if before is not None and before.revision != seen:
        raise CannotRedact(
            _(
                "${who} changed the marks at ${when}, after you had opened the page.",
                mapping={"who": before.by_name, "when": before.at},
            ),
            _("Look at them as they are now."),
        )
    return request.opinion.reply


def _to_confirm(acting: Acting, request: Request) -> Redaction:
    redaction = redaction_of(acting, request)
    if redaction is None or not holds(redaction, request):
        raise CannotRedact(
            _("Nothing is marked in this version of the opinion."), _("Mark it first.")
        )
    if redaction.is_confirmed:
        raise CannotRedact(
            _("${who} has confirmed it already.", mapping={"who": redaction.confirmed_by_name})
        )
    doing = {acting.person, *(held.on_behalf_of for held in acting.holdings)} - {""}
    if redaction.by in doing:
        raise CannotRedact(
            _("You marked this yourself, or act for whoever did."),
            _("Somebody else who decides on the case confirms it."),
        )
    return redaction


def _checked(parts: Mapping[str, str], spans: Sequence[Span]) -> tuple[Span, ...]:
    for each in spans:
        if each.reason not in REASONS:
            raise CannotRedact(_("Each mark needs its reason."), _("Choose one of the reasons."))
        if not 0 <= each.start < each.end <= len(parts.get(each.part, "")):
            raise CannotRedact(_("A mark lies outside of the text."), _("Mark the words again."))
    found = merged(spans)
    if len(found) > MOST:
        raise CannotRedact(_("There are too many marks."), _("Withhold whole sentences."))
    return found


def _files(reply: Reply, chosen: Mapping[str, RedactedFile | None]) -> Iterator[RedactedFile]:
    for file in reply.files:
        wanted = chosen.get(file.id)
        copy = None if wanted is None else wanted.copy
        name, as_it_is = file.name, copy is file
        if as_it_is and file.id in reply.confidential_files:
            raise CannotRedact(
                _(
                    "“${name}” is confidential: it leaves redacted, or not at all.",
                    mapping={"name": name},
                )
            )
        yield RedactedFile(file.id, copy)


def _enter(acting: Acting, request: Request, redaction: Redaction) -> None:
    outward = writable(acting, request.consultation.case.key)
    others = (each for each in outward.redactions if each.request != request.key)
    outward.redactions = (*others, redaction)


def writable(acting: Acting, case_key: bytes) -> Outward:
    """Return what leaves the office of a case, to be changed."""
    together: CaseConsultations = acting.root.consultations.by_case[case_key]
    together.unbind()
    if together.outward is None:
        together.outward = Outward()
    return together.outward
