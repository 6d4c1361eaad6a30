"""Mails to somebody outside who is asked by a link: the link, the code, the receipt.

The mail holds no paper of the case and not the question either: whoever reads
another's mail box over a shoulder learns that an office asked something.  What
is asked stands behind the link and the code.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.outside.links import link_to
from motcua.consultations.templates import limit_of
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.remembering import Remembered
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.words import Sentence

FACTS = frozenset(["organisation", "greeting", "name", "asker", "contact", "due", "link", "pin"])
"""What a mail to somebody outside may name."""
RECIPIENT = "outside"
"""Who is meant in a notice that is about the link itself."""
LINK, REMINDER, WITHDRAWN, CODE, RECEIPT = (
    "outside_asked",
    "outside_reminder",
    "outside_withdrawn",
    "outside_code",
    "outside_receipt",
)
MAILS = (LINK, REMINDER, WITHDRAWN, CODE, RECEIPT)
OF: dict[str, str] = {
    "asked": LINK,
    "code": CODE,
    "receipt": RECEIPT,
    "withdrawn": WITHDRAWN,
    "cut_off": WITHDRAWN,
    **dict.fromkeys(
        (
            "reminder",
            "late",
            "urged",
            "changed",
            "extension_answered",
            "reopened",
            "restored",
            "resumed",
        ),
        REMINDER,
    ),
}
"""Which mail somebody outside gets about what; about all else, none."""
PATH = "/gop-y"
"""Where links lead."""


def write(acting: Acting, request: Request, said: Remembered, occasion: str) -> None:
    """Write the mail to somebody outside, where there is one about this."""
    asked, mail = request.outsider, OF.get(said.about)
    if asked is None or mail is None:
        return
    if mail in (LINK, REMINDER) and not request.is_open:
        return
    facts = _facts(acting, request, said.rule if mail == CODE else "")
    tell(acting, [Recipient(asked.email)], mail, facts, request.consultation.case.key, occasion)


def _facts(acting: Acting, request: Request, pin: str) -> dict[str, Sentence]:
    asker = directory.unit(acting.root, request.consultation.asking_unit)
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    asked = request.outsider
    return {
        "organisation": asked.called if asked else "",
        "greeting": ", ".join(filter(None, (asked.name, asked.organisation))) if asked else "",
        "name": asked.name if asked else "",
        "asker": asker.title,
        "contact": ", ".join(filter(None, (asker.telephone, asker.email))) or "—",
        "due": limit_of(acting, request),  # type: ignore[dict-item]
        "link": f"{address}{PATH}/{link_to(acting, request)}",
        "pin": pin,
    }
