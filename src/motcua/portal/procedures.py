"""The list of procedures, and what one of them takes."""

from __future__ import annotations

from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.cases.filing import receiving_units
from motcua.people import directory
from motcua.portal import catalogue
from motcua.words import Sentence, _
from motcua.workflows import versions
from motcua.workflows.definition import Definition, Fee
from motcua.workflows.diagram import svg

TEMPLATES = "motcua.portal:templates/"
ONLINE = "online"

COPIES: dict[str, Sentence] = {
    "original": _("original"),
    "copy": _("copy"),
    "certified": _("certified copy"),
    "electronic": _("electronic"),
}


@view_config(
    route_name="procedures",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer=TEMPLATES + "procedures.pt",
)
def procedures(request: Request) -> dict[str, Any]:
    """Those in force that fit the filter, which stands in the address."""
    asked = request.GET.get("q", "").strip()
    sector, kind = request.GET.get("linh-vuc", ""), request.GET.get("nguoi-nop", "")
    every = catalogue.all_in_force(request.acting)
    return {
        "asked": asked,
        "sector": sector,
        "kind": kind,
        "kinds": catalogue.KINDS,
        "sectors": catalogue.sectors(every),
        "found": catalogue.searched(every, asked, sector, kind),
        "online": ONLINE,
    }


@view_config(
    route_name="procedure",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer=TEMPLATES + "procedure.pt",
)
def procedure(request: Request) -> dict[str, Any]:
    """What it is, who may file it, with what, for how much, and what happens then."""
    acting = request.acting
    rules = versions.in_force(acting.root, request.matchdict["procedure"], acting.now.date())
    return {
        "rules": rules,
        "kinds": [catalogue.KINDS.get(each, each) for each in rules.applicants],
        "channels": [catalogue.CHANNELS.get(each, each) for each in rules.channels],
        "counters": receiving_units(acting, rules),
        "lead": _lead(request, rules),
        "papers": [each for each in rules.papers.values() if each.by == "applicant"],
        "copies": COPIES,
        "fees": [(each, fee_said(request, each)) for each in rules.fees],
        "path": catalogue.main_path(rules),
        "diagram": Markup(svg(rules, request.locale_name)),
        "online": ONLINE in rules.channels,
    }


def fee_said(request: Request, fee: Fee) -> str:
    """Say what is to be paid; a fee without an amount is told by its note."""
    return "" if fee.amount is None else request.voice.money(fee.amount)


def _lead(request: Request, rules: Definition) -> Sentence:
    if rules.lead == "receiving":
        return _("The agency whose counter takes it in")
    return directory.unit(request.acting.root, rules.lead).title
