"""What stands beside an opinion on its page: other bodies, views apart, a joint signature."""

from __future__ import annotations

from functools import partial
from typing import Any

from motcua.acting import Acting
from motcua.consultations.access import files_seen, may_see, reads_answer
from motcua.consultations.content import Opinion, Request
from motcua.consultations.record.apart import dissents_seen
from motcua.consultations.record.confidence import is_confidential, is_sealed
from motcua.consultations.record.together import put_to, signed_by
from motcua.consultations.table import said_at, taken_said
from motcua.people import directory
from motcua.words import translate
from motcua.workspace import addresses


def beside(acting: Acting, asked: Request) -> dict[str, Any]:
    """Return what the page of a request shows beside question and answer."""
    return {
        "closed": closed(acting, asked),
        "is_confidential": is_confidential(acting, asked),
        "joint": put_to(acting, asked),
        "signed_by": signed_by(asked) if reads_answer(acting, asked) else (),
        "dissents": dissents_seen(acting, asked),
        "taken_said": taken_said,
        "said_at": said_at,
        "earlier_address": partial(_earlier_address, acting),
        "files_of_peer": lambda peer: files_seen(acting, peer, peer.opinion),
        "unit_title": lambda unit: translate(
            directory.unit(acting.root, unit).short, acting.language
        ),
    }


def _earlier_address(acting: Acting, given: Opinion) -> str:
    """Return where what was taken over was given, for those who may see it there."""
    there = acting.root.consultations.request(given.taken.request) if given.taken else None
    return addresses.request(there.id) if there is not None and may_see(acting, there) else ""


def closed(acting: Acting, asked: Request) -> str:
    """Say why an answer that is there is not for this reader; empty where nothing is closed."""
    if not asked.opinions or reads_answer(acting, asked):
        return ""
    return "sealed" if is_sealed(acting, asked.consultation) else "confidential"
