"""Mails about requests for an opinion: to the asked body, to the asker, to the one-stop head."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations import recipients
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.templates import limit_of
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.versions import definition

FACTS = frozenset(["code", "procedure", "subject", "body", "asker", "question", "due", "link"])
"""What a mail about a request may name."""


def notice(acting: Acting, event: RequestNotice) -> None:
    """Tell those whom the event names, each once."""
    request = event.request
    people = {
        Recipient(each.email): None
        for name in event.recipients
        for each in recipients.of(acting, request, name)
    }
    case = request.consultation.case
    occasion = f"{request.key.hex()} {len(request.journal)} {event.facts.get('rule', '')}"
    mail = f"request_{event.about}"
    tell(acting, people, mail, _facts(acting, request), case.key, occasion)


def _facts(acting: Acting, request: Request) -> dict[str, Sentence]:
    consultation = request.consultation
    case = consultation.case
    rules = definition(acting.root, case.procedure, case.version)
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    return {
        "code": case.code,
        "procedure": rules.title,
        "subject": case.subject or rules.title,
        "body": directory.unit(acting.root, request.unit).title,
        "asker": directory.unit(acting.root, consultation.asking_unit).title,
        "question": consultation.question,
        "due": limit_of(acting, request) or _("no limit runs"),  # type: ignore[dict-item]
        "link": f"{address}/y-kien/{request.key.hex()}",
    }
