"""What was filed with a case, and filled in on its way: the side of its page.

It changes seldom and is looked at often, so it is set once for each version of
what it shows.  Who may see it, the page has asked before.
"""

from __future__ import annotations

from functools import partial

from chameleon.utils import Markup
from pyramid.request import Request

from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.pages.applying import KINDS, RETURN_WAYS
from motcua.pages.kept import Kept, version
from motcua.pages.speaking import set_part
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.lost_secret import may_renew
from motcua.workspace.papers import papers_of
from motcua.workspace.values import filled_in

FILED = "motcua.workspace:templates/case_filed.pt"
_kept: Kept[Markup] = Kept(1000)
"""By the versions of what is shown.  Of what is looked up besides, only names of
people and units may change, so each is set anew after an hour at the latest."""


def filed(request: Request, matter: CaseMatter) -> Markup:
    """Return applicant, papers, answers and findings."""
    case, renewed = matter.case, may_renew(request.acting, matter.case)
    stored = version(case, case.dossier, case.findings)
    hour = request.now.replace(minute=0, second=0, microsecond=0)
    key = stored and (case.key, stored, renewed, request.locale_name, hour)
    return _kept.get(key, partial(_set, request, matter, renewed))


def _set(request: Request, matter: CaseMatter, renewed: bool) -> Markup:
    acting, shown, fields = request.acting, matter.case, matter.definition.fields
    papers = papers_of(acting, matter)
    asked, found = [each.field for each in matter.definition.form], shown.findings.values
    return set_part(
        request,
        FILED,
        case=shown,
        addresses=addresses,
        applicant=_applicant(shown),
        may_renew=renewed,
        papers=[each for each in papers if not each.superseded],
        superseded=[each for each in papers if each.superseded],
        answers=filled_in(acting, request.voice, fields, shown.dossier.answers, asked),
        findings=filled_in(acting, request.voice, fields, found, list(found)),
    )


def _applicant(shown: Case) -> list[tuple[Sentence, Sentence]]:
    who = shown.applicant
    return [
        (_("Applicant"), who.name),
        (_("The applicant is"), KINDS.get(who.kind, who.kind)),
        (_("Personal identifier or tax code"), who.number),
        (_("Filed by"), who.representative),
        (_("Address"), who.address),
        (_("Telephone"), who.phone),
        (_("E-mail"), who.email),
        (_("Result wanted"), dict(RETURN_WAYS).get(who.return_way, who.return_way)),
    ]
