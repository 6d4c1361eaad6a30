"""The versions of a procedure: who changed what, when and why; and bringing an old one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.administration.drafts import EDIT, PUBLISH, READ, TEMPLATES
from motcua.administration.drafts.listing import listed
from motcua.administration.drafts.showing import bits, drawn
from motcua.pages import forms
from motcua.pages.forms import Button
from motcua.pages.questions import asked, question
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import deleting, drafting, drafts, folder, telling, versions
from motcua.workflows.content import Version
from motcua.workflows.merging import side_by_side
from motcua.workflows.telling import Told


@dataclass(frozen=True)
class Listed:
    """A version, as the list tells it."""

    version: Version
    author: Sentence
    approver: Sentence
    changes: tuple[Told, ...]
    state: tuple[str, Sentence]
    before: int
    """The number of the version before; 0 for the first one."""
    is_last: bool
    is_filed: bool
    """Whether its file stands in the folder of procedures."""


PRESENT = ("fine", _("in force"))
COMING = ("soon", _("not yet in force"))
OVER = ("done", _("no longer for new cases"))


@view_config(
    route_name="procedure_versions",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "versions.pt",
)
def every_version(request: Request) -> dict[str, Any]:
    """Every version of a procedure with what it changed, the newest first."""
    acting, id = request.acting, request.matchdict["workflow"]
    every = versions.all_versions(acting.root, id)
    if not every:
        raise NotHere(_("There is no such procedure."))
    may_edit = acting.may(EDIT)
    under_way = drafts.under_way(acting.root, id) if may_edit else []
    return {
        "bits": bits(),
        "id": id,
        "title": every[-1].title,
        "versions": [_listed(request, number, every) for number in range(len(every))][::-1],
        "drafts": [listed(request, each) for each in under_way],
        "may_edit": may_edit,
        "may_delete": acting.may(PUBLISH),
        "deleted": [
            (each, drafting.name_of(acting.root, each.deleted_by))
            for each in reversed(versions.deleted(acting.root, id).values())
        ],
        "may_migrate": len(every) > 1 and acting.may(Permission.CASE_MIGRATE),
    }


def _listed(request: Request, place: int, every: list[Version]) -> Listed:
    acting, version = request.acting, every[place]
    today = acting.now.date()
    present = versions.version_in_force(acting.root, version.procedure, today)
    before = every[place - 1] if place else None
    state = COMING if version.in_force_from > today else OVER
    return Listed(
        version,
        drafting.name_of(acting.root, version.author),
        drafting.name_of(acting.root, version.approver),
        _changes(acting.root, before, version),
        PRESENT if version is present else state,
        before.number if before else 0,
        place == len(every) - 1,
        folder.holds(acting.office, version),
    )


def _changes(root: Any, before: Version | None, after: Version) -> tuple[Told, ...]:
    if before is None:
        return ()
    old, new = (versions.definition_of(root, each) for each in (before, after))
    return tuple(telling.told(old, new))


@view_config(
    route_name="procedure_compare",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "difference.pt",
)
def compare(request: Request) -> dict[str, Any]:
    """Two versions: in words, in pictures, and line by line."""
    root, id = request.acting.root, request.matchdict["workflow"]
    first, second = (_asked_version(request, id, name) for name in ("tu", "den"))
    old, new = (versions.definition_of(root, each) for each in (first, second))
    changes = tuple(telling.told(old, new))
    return {
        "bits": bits(),
        "id": id,
        "title": second.title,
        "first": first,
        "second": second,
        "changes": changes,
        "pictures": [drawn(each, request.locale_name, changes) for each in (old, new)],
        "rows": side_by_side(versions.text(root, first.digest), versions.text(root, second.digest)),
        "every": versions.all_versions(root, id),
    }


def _asked_version(request: Request, id: str, name: str) -> Version:
    said = request.GET.get(name, "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
    return versions.version(request.acting.root, id, number)


@view_config(
    route_name="procedure_go_back", request_method="POST", permission=EDIT, renderer="string"
)
def go_back(request: Request) -> Response:
    """Begin a draft with the text of an older version; it is proposed like any other."""
    matched = request.matchdict
    draft = drafting.go_back(request.acting, matched["workflow"], int(matched["version"]))
    request.tell(
        _(
            "This is the text of version ${number}, with the number of the next one. Propose it,"
            " and a second person puts it into force.",
            mapping={"number": matched["version"]},
        ),
        "know",
    )
    return HTTPSeeOther(f"/quan-tri/du-thao/{draft.number}/de-nghi")


@view_config(route_name="procedure_delete", permission=PUBLISH, renderer=TEMPLATES + "deleting.pt")
def delete(request: Request) -> dict[str, Any] | Response:
    """Take out a version that no case has ever followed; one in use says who follows it."""
    acting, id = request.acting, request.matchdict["workflow"]
    version = versions.version(acting.root, id, int(request.matchdict["version"]))
    form = forms.form(
        request,
        asked(question(request, "reason", _("Why"))),
        buttons=[Button("delete", _("Delete this version for good"), "grave")],
    )
    if form.answers() is not None and form.attempt(
        lambda: deleting.delete(acting, id, version.number, form.filled["reason"])
    ):
        request.tell(_("Version ${number} is deleted.", mapping={"number": str(version.number)}))
        left = versions.all_versions(acting.root, id)
        return HTTPSeeOther(f"/quan-tri/thu-tuc/{id}/cac-ban" if left else "/quan-tri/thu-tuc")
    use = deleting.in_use(acting, version)
    present = versions.version_in_force(acting.root, id, acting.now.date())
    return {
        "id": id,
        "version": version,
        "use": deleting.VersionInUse(use) if use else None,
        "is_present": version is present,
        "is_filed": folder.holds(acting.office, version),
        "form": form.shown(),
    }
