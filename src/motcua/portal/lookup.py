"""Code and secret, typed or scanned, open a case; nothing else does.

Whatever is wrong, the answer is one sentence, and takes the same time.  Tries
are counted by address and by code, so that nobody finds secrets by trying.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther, HTTPTooManyRequests
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.cases.content import Case
from motcua.cases.tracking import NoSuchCase, find_by_secret
from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_FILL_IN
from motcua.pages.widgets import Text
from motcua.portal.passes import pass_for
from motcua.storage.throttle import Limit, Throttle
from motcua.words import _, translate

BY_ADDRESS = Limit(times=10, period=timedelta(minutes=1))
BY_CODE = Limit(times=20, period=timedelta(hours=1))
THROTTLES = "motcua.portal.throttles"
NO_LETTER = re.compile(r"[^A-Z0-9]")
PAGE = "motcua.portal:templates/lookup.pt"


@view_config(route_name="lookup", permission=NO_PERMISSION_REQUIRED, renderer=PAGE)
def look_up(request: Request) -> dict[str, Any] | Response:
    """Ask for code and secret; lead to the case."""
    form = lookup_form(request)
    filled = form.answers()
    if filled is not None:
        try:
            return _lead(request, _found(request, filled["code"], filled["secret"]))
        except NoSuchCase as refusal:
            form.refuse("code", refusal.sentence)
            return {"form": form.shown(), "way_out": refusal.way_out}
    return {"form": form.shown(), "way_out": ""}


@view_config(
    route_name="lookup_scanned",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
)
def scanned(request: Request) -> Response:
    """Lead whoever scanned the receipt to the case, without the secret in the address."""
    code, secret = request.matchdict["code"], request.matchdict["secret"]
    try:
        return _lead(request, _found(request, code, secret))
    except NoSuchCase as refusal:
        request.tell(refusal.sentence, "wrong")
        return HTTPSeeOther(request.route_path("lookup"))


def _found(request: Request, code: str, secret: str) -> Case:
    throttles: tuple[Throttle, Throttle] = request.registry[THROTTLES]
    keys = (network_of(request.remote_addr or ""), letters_of(code))
    for throttle, key in zip(throttles, keys, strict=True):
        if not throttle.allow(key, request.now):
            wait = throttle.wait(key, request.now)
            raise HTTPTooManyRequests(
                request.voice.say(_("The code or the secret was tried too often.")),
                headers={"Retry-After": str(int(wait.total_seconds()) + 1)},
            )
    return find_by_secret(request.acting, code, secret)


def letters_of(code: str) -> str:
    """Return what a code is counted under: however it is spaced and dashed, it is one code."""
    return NO_LETTER.sub("", code.upper())


def network_of(address: str) -> str:
    """Return under what an address is counted: of IPv6 the network, which is one household's."""
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address


def _lead(request: Request, case: Case) -> Response:
    return HTTPSeeOther(request.route_path("tracking", **{"pass": pass_for(request, case)}))


def lookup_form(request: Request) -> Form:
    """Return the form of two fields, as it also stands on the first page."""
    language = request.locale_name
    plain = {"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}
    told = (
        (
            "code",
            _("Case code"),
            _("As on the receipt, for example 000.01.01.H99-20261123-0000001"),
        ),
        ("secret", _("Secret"), _("10 letters and digits, beside the code on the receipt")),
    )
    nodes = [
        colander.SchemaNode(
            colander.String(),
            name=name,
            title=translate(title, language),
            description=translate(help, language),
            widget=Text(attributes=plain),
            validator=colander.Length(max=60),
            missing_msg=TO_FILL_IN,
        )
        for name, title, help in told
    ]
    return forms.form(
        request,
        colander.SchemaNode(colander.Mapping(), *nodes),
        buttons=[Button("find", _("See where the case is"))],
        action=request.route_path("lookup"),
        formid="tra-cuu",
    )


def includeme(config: Configurator) -> None:
    """Count tries in this process."""
    config.registry[THROTTLES] = (Throttle(BY_ADDRESS), Throttle(BY_CODE))
