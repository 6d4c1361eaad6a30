"""What an applicant takes home: the code, the secret, and what was handed in.

The portal shows it to whoever filed online, the counter prints it; it is one
paper.  The secret stands here and nowhere else, and the QR code carries both.
In a template, with ``receipt`` from :func:`receipt_of`:

    <metal:receipt use-macro="load: motcua.pages:templates/receipt.pt" />

or ``metal:use-macro="request.receipt_macro"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.cases.content import Case, Enclosure
from motcua.cases.filing import Filed
from motcua.documents.receipts import qr_svg
from motcua.pages import on_paper
from motcua.pages.applying import RETURN_WAYS
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Definition, Fee
from motcua.workflows.versions import definition

SCANNED = "/tra-cuu/{code}/{secret}"
"""Where a scanned receipt leads: the portal opens the case without typing."""
MACRO = "motcua.pages:templates/receipt.pt"


@dataclass(frozen=True)
class Paper:
    """One line of the receipt: a component of the dossier, and what was handed in for it."""

    title: Sentence
    enclosure: Enclosure

    @property
    def on_paper(self) -> Sentence:
        """What was received on paper; empty for a file alone."""
        return on_paper.said(self.enclosure)


@dataclass(frozen=True)
class Receipt:
    """Everything that stands on the paper."""

    code: str
    secret: str
    address: str
    """Where the QR code leads."""
    picture: Markup
    filed_at: datetime | None
    procedure: Label
    step: Label
    tells: Label
    """Where the case stands now, in plain words."""
    applicant: str
    representative: str
    unit: Unit
    papers: tuple[Paper, ...]
    details: tuple[tuple[Sentence, Sentence], ...] = ()
    """What else form 01 of the one-stop counters says (TT 03/2025/TT-VPCP, annex I)."""


def receipt_of(request: Request, filed: Filed) -> Receipt:
    """Return the receipt of a case that was just filed."""
    case, acting = filed.case, request.acting
    rules = definition(acting.root, case.procedure, case.version)
    state = rules.states[case.track.state]
    address = scanned_address(request, case.code, filed.secret)
    return Receipt(
        code=case.code,
        secret=filed.secret,
        address=address,
        picture=Markup(qr_svg(address)),
        filed_at=case.filed_at,
        procedure=rules.title,
        step=state.title,
        tells=state.tells,
        applicant=case.applicant.name,
        representative=case.applicant.representative,
        unit=directory.unit(acting.root, case.receiving_unit),
        papers=tuple(
            Paper(rules.papers[each.paper].title if each.paper in rules.papers else "", each)
            for each in case.dossier.enclosures
            if not each.paper.startswith("letter:")
        ),
        details=_details(request, case, rules),
    )


def _details(
    request: Request, case: Case, rules: Definition
) -> tuple[tuple[Sentence, Sentence], ...]:
    """Who, what, how it is returned, for how much: in the order of the form."""
    applicant, ways = case.applicant, dict(RETURN_WAYS)
    fees = [_fee(request, each) for each in rules.fees]
    told = (
        (_("Personal identifier or tax code"), applicant.number),
        (_("Address"), applicant.address),
        (_("Telephone"), applicant.phone),
        (_("E-mail"), applicant.email),
        (_("What is asked for"), case.subject or rules.title),
        (_("Time limit"), rules.deadline.said if rules.deadline else ""),
        (_("How the result is returned"), ways.get(applicant.return_way, "")),
        (_("Fees"), "; ".join(fees)),
    )
    return tuple((term, said) for term, said in told if said)


def _fee(request: Request, fee: Fee) -> str:
    voice = request.voice
    amount = voice.say(fee.note) if fee.amount is None else voice.money(fee.amount)
    return f"{voice.say(fee.title)}: {amount}"


def scanned_address(request: Request, code: str, secret: str) -> str:
    """Return the address that the QR code of a receipt carries."""
    path = SCANNED.format(code=quote(code, safe=""), secret=quote(secret, safe=""))
    return f"{request.application_url}{path}"


def _macro(request: Request) -> object:
    return get_renderer(MACRO).implementation().macros["receipt"]


def includeme(config: Configurator) -> None:
    """Let every template use ``request.receipt_macro``."""
    config.add_request_method(_macro, "receipt_macro", property=True)
