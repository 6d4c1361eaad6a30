"""What the asker does with remarks: answer, merge, part; and say why one decides otherwise.

Every act stands in the case's journal, with its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from motcua.acting import Acting, Holding, NotAllowed, NotHere
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations import asking
from motcua.consultations.content import (
    CaseConsultations,
    Departure,
    Explanation,
    Ledger,
    Request,
)
from motcua.consultations.ledger import (
    KINDS,
    REASONED,
    Account,
    Contradiction,
    Line,
    Remark,
    account,
)
from motcua.consultations.refusals import CannotExplain, ExplanationChanged
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import is_decided, template_of
from motcua.journal import note
from motcua.words import Sentence, _

ANSWERED, MERGED, PARTED = "remark answered", "remarks merged", "remarks parted"
DEPARTED = "departure reasoned"


def cannot_explain(acting: Acting, case: Case) -> Sentence:
    """Say why this person cannot answer remarks; empty where they can."""
    consultations = acting.root.consultations.asked_by_case(case.key)
    if not any(_asks(acting, each.requests[0]) for each in consultations):
        return _("You do not ask for opinions on this case.")
    return _closed(acting, case)


def cannot_depart(acting: Acting, case: Case) -> Sentence:
    """Say why this person cannot give the reason for deciding otherwise; empty where they can."""
    matter = matter_of(acting, case)
    if not (_decides(acting, matter) or not cannot_explain(acting, case)):
        return _("You do not decide on this case.")
    return _closed(acting, case)


def answer_remark(
    acting: Acting, case: Case, key: bytes, kind: str, words: str, seen: int | None = None
) -> Explanation:
    """Say what becomes of a remark, and of all those merged with it.

    ``seen`` is the revision of its answer on the page that was open.  Raises
    :class:`ExplanationChanged`, with the other text and one's own, where a
    colleague answered in between.
    """
    line = _line(acting, case, key)
    acting = _as_asker(acting, case, line.remarks)
    words = words.strip()
    _check(acting, kind, words)
    before = line.explanation
    if before is not None and (before.kind, before.words) == (kind, words):
        return before
    _require_seen(line, seen, words)
    told = _explanation(acting, kind, words, line.revision + 1)
    ledger = _writable(acting, case)
    known = dict(ledger.explanations) | {each.key: told for each in line.remarks}
    ledger.explanations = tuple(known.items())
    note(
        acting,
        case.journal,
        ANSWERED,
        remarks=_named(line.remarks),
        kind=kind,
        words=words,
        before=before.kind if before else "",
    )
    return told


def _explanation(acting: Acting, kind: str, words: str, revision: int) -> Explanation:
    held = acting.holding or Holding("", "")
    return Explanation(
        kind=kind,
        words=words,
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        position=held.title,
        on_behalf_of=acting.on_behalf_of,
        revision=revision,
    )


def merge_remarks(acting: Acting, case: Case, keys: Sequence[bytes]) -> Line:
    """Answer several remarks as one, because they say the same.

    An answer that some of them have already becomes the answer of all; where
    there are two different ones, somebody has to choose first.
    """
    known = account(acting, case)
    lines = dict.fromkeys(_found(known, key) for key in keys)
    if len(lines) < 2:
        raise CannotExplain(
            _("Only one remark is chosen."), _("Choose two or more that say the same.")
        )
    remarks = tuple(each for line in lines for each in line.remarks)
    acting = _as_asker(acting, case, remarks)
    told = _common_answer(remarks)
    ledger = _writable(acting, case)
    merged = tuple(each.key for each in remarks)
    ledger.merges = (*_without(ledger, merged), merged)
    if told is not None:
        explained = dict(ledger.explanations) | dict.fromkeys(merged, told)
        ledger.explanations = tuple(explained.items())
    note(acting, case.journal, MERGED, remarks=_named(remarks))
    return _line(acting, case, merged[0])


def _common_answer(remarks: Iterable[Remark]) -> Explanation | None:
    there = {
        (each.explanation.kind, each.explanation.words): each.explanation
        for each in remarks
        if each.explanation is not None
    }
    if len(there) > 1:
        raise CannotExplain(
            _("These remarks have been answered differently."),
            _("Give them the same answer first, then merge them."),
        )
    return next(iter(there.values()), None)


def part_remarks(acting: Acting, case: Case, key: bytes) -> None:
    """Take remarks apart that were merged; each keeps the answer that it has."""
    line = _line(acting, case, key)
    if not line.is_merged:
        raise CannotExplain(_("This remark stands alone already."))
    acting = _as_asker(acting, case, line.remarks)
    ledger = _writable(acting, case)
    ledger.merges = tuple(_without(ledger, [each.key for each in line.remarks]))
    note(acting, case.journal, PARTED, remarks=_named(line.remarks))


def _without(ledger: Ledger, keys: Iterable[bytes]) -> list[tuple[bytes, ...]]:
    gone = set(keys)
    return [merge for merge in ledger.merges if gone.isdisjoint(merge)]


def depart(
    acting: Acting, case: Case, request_key: bytes, reason: str, seen: int | None = None
) -> Departure:
    """Say why the case is decided against a body that disagreed."""
    require_sight(acting, case, Sight.DOCUMENTS)
    against = _contradiction(account(acting, case), request_key)
    if sentence := cannot_depart(acting, case):
        raise CannotExplain(sentence)
    reason = reason.strip()
    _check_length(acting, reason)
    if not reason:
        raise CannotExplain(
            _("Say why the decision departs from this opinion."),
            _("The reason stands in the journal and in the table."),
        )
    before = against.departure
    if before is not None and before.reason == reason:
        return before
    if seen is not None and seen != against.revision and before is not None:
        raise _changed(before, before.by_name, before.at, reason)
    told = Departure(acting.now, acting.person, acting.name, reason, against.revision + 1)
    ledger = _writable(acting, case)
    ledger.departures = tuple((dict(ledger.departures) | {request_key: told}).items())
    note(acting, case.journal, DEPARTED, unit=against.unit.id, reason=reason)
    return told


def _contradiction(told: Account, request_key: bytes) -> Contradiction:
    for each in told.contradictions:
        if each.request.key == request_key:
            return each
    raise NotHere()


def _line(acting: Acting, case: Case, key: bytes) -> Line:
    return _found(account(acting, case), key)


def _found(told: Account, key: bytes) -> Line:
    line = told.line(key)
    if line is None:
        raise CannotExplain(
            _("This remark is no longer there: the body has corrected its opinion."),
            _("Look at the ledger as it is now."),
        )
    return line


def _as_asker(acting: Acting, case: Case, remarks: Iterable[Remark]) -> Acting:
    """Return the person in the position that asks; refuse anybody else, and a closed case."""
    require_sight(acting, case, Sight.DOCUMENTS)
    matter = matter_of(acting, case)
    for consultation in {each.request.consultation for each in remarks}:
        acting = acting.as_(asking.asker(acting, matter, template_of(acting, consultation)))
    if sentence := _closed(acting, case):
        raise CannotExplain(sentence, _("What was decided, was decided on what stood there."))
    return acting


def _asks(acting: Acting, request: Request) -> bool:
    matter = matter_of(acting, request.consultation.case)
    try:
        asking.asker(acting, matter, template_of(acting, request.consultation))
    except NotAllowed:
        return False
    return True


def _decides(acting: Acting, matter: CaseMatter) -> bool:
    state = matter.definition.states[matter.track.state]
    return any(matter.plays(acting, part) for action in state.actions for part in action.by)


def _closed(acting: Acting, case: Case) -> Sentence:
    if is_decided(acting, case):
        return _("The case is closed: its remarks are no longer answered.")
    return ""


def _check(acting: Acting, kind: str, words: str) -> None:
    if kind not in KINDS:
        raise CannotExplain(_("Say what becomes of the remark."))
    if kind in REASONED and not words:
        raise CannotExplain(
            _("“${kind}” needs its reason in writing.", mapping={"kind": KINDS[kind]}),
            _("Write why, or how the condition is worded."),
        )
    _check_length(acting, words)


def _check_length(acting: Acting, words: str) -> None:
    most = acting.office.borrow(ConsultationRules).text_length
    if len(words) > most:
        raise CannotExplain(
            _("The answer is longer than ${n} characters.", mapping={"n": most}),
            _("Put the rest into a file."),
        )


def _require_seen(line: Line, seen: int | None, words: str) -> None:
    newest = max(
        (each.explanation for each in line.remarks if each.explanation is not None),
        key=lambda told: told.revision,
        default=None,
    )
    if seen is None or newest is None or newest.revision == seen:
        return
    raise _changed(newest, newest.by_name, newest.at, words)


def _changed(
    theirs: Explanation | Departure, who: str, when: object, yours: str
) -> ExplanationChanged:
    refusal = ExplanationChanged(
        _(
            "${who} answered this at ${when}, after you had opened the page.",
            mapping={"who": who, "when": when},
        ),
        _("Both texts are below: put together what should stay, and save again."),
    )
    refusal.theirs, refusal.yours = theirs, yours
    return refusal


def _named(remarks: Iterable[Remark]) -> list[str]:
    """Return the remarks as a journal names them: body, number, and c for a condition."""
    return [f"{each.unit.id}:{'c' * each.is_condition}{each.number}" for each in remarks]


def _writable(acting: Acting, case: Case) -> Ledger:
    together: CaseConsultations = acting.root.consultations.by_case[case.key]
    together.unbind()
    if together.ledger is None:
        together.ledger = Ledger()
    return together.ledger
