"""Recording that the other side has received a request, from a status message.

Whoever asks brings the message (status 03, “đã tiếp nhận”).  It is a fact beside
the request: a body that works here takes note itself, and neither the state nor
the limit changes by what another system says.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.askers import as_asker
from motcua.consultations.content import Receipt, Request
from motcua.consultations.messages.came import Message
from motcua.consultations.messages.envelope import CannotRead
from motcua.consultations.messages.written import RECEIVED
from motcua.journal import note
from motcua.words import _

MOST = 20


def record_receipt(acting: Acting, request: Request, message: Message) -> Receipt:
    """Take down that the body's system confirms that the request has come."""
    acting = as_asker(acting, request.consultation)
    if message.status != RECEIVED:
        raise CannotRead(
            _(
                "The message says status ${code}; only “received” (03) is taken down.",
                mapping={"code": message.status},
            ),
            _("Look at the page of the request for how far it is."),
        )
    same = next((each for each in request.receipts if _is_same(each, message)), None)
    if same is not None:
        return same
    if len(request.receipts) >= MOST:
        raise CannotRead(_("Enough receipts have been taken down for this request."))
    receipt = Receipt(
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        organ=message.organ,
        staff=message.staff,
        stamp=message.stamp,
        code=message.status,
    )
    request.receipts = (*request.receipts, receipt)
    note(
        acting,
        request.journal,
        "receipt recorded",
        organ=message.organ,
        staff=message.staff,
        stamp=message.stamp,
        code=message.status,
    )
    return receipt


def _is_same(receipt: Receipt, message: Message) -> bool:
    said = message.organ, message.staff, message.stamp, message.status
    return (receipt.organ, receipt.staff, receipt.stamp, receipt.code) == said
