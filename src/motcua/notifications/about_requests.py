"""Mails about requests for an opinion: to the asked body, to the asker, to the one-stop head."""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting
from motcua.consultations import recipients
from motcua.consultations.asking.changing import PARTS
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.templates import running_limit
from motcua.notifications import about_outside, digest
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.remembering import Remembered
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence, _, translate
from motcua.workflows.versions import definition

KIND = "mails about a request"
"""Under which the due queue knows who is to be told."""
FACTS = frozenset(
    [
        "code",
        "procedure",
        "subject",
        "body",
        "asker",
        "question",
        "due",
        "link",
        "changes",
        "reason",
        "missing",
        "track",
        "result",
    ]
)
"""What a mail about a request may name."""
TO_THE_BODY = frozenset({*recipients.PARTNERS, about_outside.RECIPIENT})
ABOUT_THE_LINK = frozenset({"code", "receipt"})
"""Notices that concern nobody but somebody outside."""


def notice(acting: Acting, event: RequestNotice) -> None:
    """Have those told whom the event names; the worker writes the mails at once."""
    request = event.request
    number, rule = str(len(request.journal)), event.facts.get("rule", "")
    said = Remembered(event.about, number, request.state, rule, tuple(event.recipients))
    acting.root.due_queue.put(acting.now, KIND, request.key, said.text)


def write(acting: Acting, subject: bytes, remembered: str) -> None:
    """Write the mails that :func:`notice` has promised, one for each person."""
    request: Request | None = acting.root.consultations.request(subject)
    if request is None:
        return
    said = Remembered.read(remembered)
    case = request.consultation.case
    occasion = f"{request.key.hex()} {said.occasion}"
    if request.outsider is not None and TO_THE_BODY & {*said.recipients}:
        about_outside.write(acting, request, said, occasion)
        said = said._replace(recipients=tuple({*said.recipients} - TO_THE_BODY))
    if said.about in ABOUT_THE_LINK:
        return
    people: dict[Recipient, None] = {}
    facts = _facts(acting, request)
    mail = f"request_{said.about}"
    for each in (one for name in said.recipients for one in recipients.of(acting, request, name)):
        if digest.waits(acting, each.person, mail):
            digest.keep(acting, each.person, request.key, mail, facts)
        else:
            people[Recipient(each.email)] = None
    tell(acting, people, mail, facts, case.key, occasion)


def _facts(acting: Acting, request: Request) -> dict[str, Sentence]:
    consultation = request.consultation
    case = consultation.case
    rules = definition(acting.root, case.procedure, case.version)
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    return {
        "missing": request.pieces[-1].words if request.pieces else "—",
        "track": f"{address}/tra-cuu",
        "result": rules.states[case.track.state].title,
        "code": case.code,
        "procedure": rules.title,
        "subject": case.subject or rules.title,
        "body": directory.unit(acting.root, request.unit).title,
        "asker": directory.unit(acting.root, consultation.asking_unit).title,
        "question": request.asked,
        "due": running_limit(acting, request) or _("no limit runs"),  # type: ignore[dict-item]
        "link": f"{address}/y-kien/{request.key.hex()}",
        "changes": _changes(request),
        "reason": request.changes[-1].reason if request.changes else "",
    }


def _changes(request: Request) -> Sentence:
    """Say what was changed last, each part before and after; “—” where nothing was."""
    if not request.changes:
        return "—"
    return "\n".join(
        translate(
            _(
                "${part}: before “${before}”, now “${after}”",
                mapping={"part": PARTS[part], "before": _shown(before), "after": _shown(after)},
            ),
            LANGUAGES[0],
        )
        for part, before, after in request.changes[-1].parts
    )


def _shown(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
