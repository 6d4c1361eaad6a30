"""What was typed survives an expired session.

Somebody who sends a form after the session has ended is asked to sign in
again; what was typed goes along, signed, inside that page and nowhere else.
After signing in they are led back to their form, filled in as it was (a form of
:mod:`motcua.pages.forms`); with any other form, what was typed is shown once
more, with the one button that sends it to where it was going.  Files do not
travel; whoever sends them chooses them again.

It is kept only where the form's own token tells to whom the form had been
shown, and it is shown again to that person only: on a counter's computer the
next one to sign in may be somebody else, and a form that another site made up
is nobody's.  After half an hour it is not shown any more.

The ``signin`` face keeps the field :data:`KEPT` through its own form and, once
the person is known, answers with :func:`shown_again`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from webob.cookies import JSONSerializer, SignedSerializer

from motcua.pages import crossing
from motcua.pages.crossing import FIELD
from motcua.pages.forms import AGAIN, FORM, NONCE
from motcua.pages.notices import SECRET
from motcua.words import Sentence, _

KEPT = "kept_form"
"""The hidden field in which a sent form travels through the sign-in page."""
LONGEST = 200_000
"""Characters that are kept; a longer form is rather lost than doubled in every page."""
LASTING = timedelta(minutes=30)
"""For how long a kept form waits for its owner."""
PAGE = "motcua.pages:templates/resume.pt"


def sealed(request: Request, whose: str = "") -> str:
    """Return the form that was sent, signed; empty where nothing can be kept.

    ``whose`` says for whom it is kept where no person is signed in.
    """
    fields = [
        [name, value]
        for name, value in request.POST.items()
        if isinstance(value, str) and name not in {FIELD, KEPT} and "password" not in name
    ]
    if not fields or sum(len(value) for _name, value in fields) > LONGEST:
        return ""
    sender = whose or crossing.sender_of(request)
    if not sender and crossing.knows_readers(request):
        return ""
    until = (request.now + LASTING).isoformat()
    written = _serializer(request).dumps(
        {"path": request.path_qs, "fields": fields, "sender": sender, "until": until}
    )
    return written.decode("ascii")


def opened(request: Request, text: str, whose: str = "") -> dict[str, Any] | None:
    """Return where a kept form was going and its fields.

    ``None`` where it is not of this house, not of this person, or too old.
    """
    try:
        kept = _serializer(request).loads(text.encode("ascii"))
    except (ValueError, UnicodeError):
        return None
    if kept["sender"] != (whose or crossing.reader_of(request)):
        return None
    if datetime.fromisoformat(kept["until"]) < request.now:
        return None
    return {"path": kept["path"], "fields": [tuple(pair) for pair in kept["fields"]]}


SIGNED_IN: Sentence = _("You are signed in again. What you wrote is here; nothing is sent yet.")


def shown_again(
    request: Request, text: str, said: Sentence = SIGNED_IN, whose: str = ""
) -> Response | None:
    """Return the page with what was typed before; ``None`` without any.

    ``said`` is what the page says above the form, once it is one of ours.
    """
    kept = opened(request, text, whose) if text else None
    if kept is None:
        return None
    seen = [(name, value) for name, value in kept["fields"] if _is_prose(name, value)]
    is_ours = any(name == NONCE for name, _value in kept["fields"]) and any(
        name == FORM for name, _value in kept["fields"]
    )
    if is_ours:
        request.tell(said)
    return render_to_response(PAGE, {**kept, "seen": seen, "again": is_ours and AGAIN}, request)


def _is_prose(name: str, value: str) -> bool:
    """Say whether a reader would recognise it as something they wrote."""
    return not name.startswith("_") and len(value.strip()) > 20


def _serializer(request: Request) -> SignedSerializer:
    secret = request.registry.settings[SECRET]
    return SignedSerializer(secret, "kept form", "sha512", serializer=JSONSerializer())
