"""Giving procedures out in the formats of others, and taking files of others in as drafts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import SYSTEM, Refusal
from motcua.administration import READ
from motcua.documents.letters import Letters
from motcua.pages.assets import STATIC
from motcua.pages.downloads import SANDBOX
from motcua.pages.typed import cleaned
from motcua.people import directory
from motcua.people.roles import Roles
from motcua.permissions import Permission
from motcua.words import Sentence, _, translate
from motcua.workflows import checks, drafting, telling, versions
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.exchange import formats
from motcua.workflows.exchange.drafted import Taken
from motcua.workflows.exchange.formats import FORMATS, Format
from motcua.workflows.exchange.markup import MOST_BYTES
from motcua.workflows.exchange.publication import Edition, Publication

TEMPLATES = "motcua.administration:templates/"
EDIT = Permission.DEFINITION_EDIT
FONTS = STATIC / "vendor"
"""Where the fonts of the pages lie, which documents use too."""
MOST_CHANGES = 20
"""Changes of a version that the office document lists; the page of versions has them all."""


def version_of(request: Request) -> Version:
    """Return the version that the address names."""
    matched = request.matchdict
    return versions.version(request.acting.root, matched["workflow"], int(matched["version"]))


@view_config(route_name="administration_definition_file", request_method="GET", permission=READ)
def definition_file(request: Request) -> Response:
    """A version as a file of one of the formats."""
    acting, version = request.acting, version_of(request)
    format = FORMATS[request.matchdict["format"]]
    rules = versions.definition_of(acting.root, version)
    content = formats.written(
        rules, format.id, request.locale_name, FONTS, publication(request, version)
    )
    response = Response(content, content_type=format.media_type)
    if "xml" in format.media_type or format.id == "yaml":
        response.charset = "utf-8"
    response.headers["Content-Security-Policy"] = SANDBOX
    name = formats.file_name(rules, format.id)
    response.content_disposition = f'attachment; filename="{name}"'
    return response


def offered(rules: Definition) -> list[tuple[Format, tuple[Sentence, ...]]]:
    """Return every format, with what it cannot say of this procedure."""
    return [(each, each.unsaid(rules)) for each in FORMATS.values()]


def publication(request: Request, version: Version) -> Publication:
    """Return what an office document says of a version besides its text."""
    acting = request.acting
    every = versions.all_versions(acting.root, version.procedure)
    until = [each for each in every if each.number <= version.number]
    letters = acting.office.borrow(Letters).letters
    return Publication(
        author=translate(drafting.name_of(acting.root, version.author), request.locale_name),
        approver="" if version.approver == SYSTEM else name_of(request, version.approver),
        published_on=version.published_on.date() if version.published_on else None,
        in_force_from=version.in_force_from,
        editions=tuple(_edition(request, until, place) for place in range(len(until)))[::-1],
        units=_names_of_units(acting.root),
        letters={id: each.title for id, each in letters.items()},
    )


def _names_of_units(root: Any) -> dict[str, Sentence]:
    """Return how units are called, and committees, which procedures name in the same way."""
    committees = {id: each.title for id, each in root["committees"].items()}
    return committees | {each.id: each.title for each in directory.units(root)}


def name_of(request: Request, person: str) -> Sentence:
    """Return how somebody is called; the system and a file have names too."""
    return drafting.name_of(request.acting.root, person)


def _edition(request: Request, every: list[Version], place: int) -> Edition:
    version, root = every[place], request.acting.root
    if not place:
        return Edition(version.number, version.in_force_from, _("First edition"))
    old, new = (versions.definition_of(root, each) for each in (every[place - 1], version))
    said: list[Sentence] = [version.reason] if version.reason else []
    said += [_change(each) for each in list(telling.told(old, new))[:MOST_CHANGES]]
    lines = "\n".join(translate(each, request.locale_name) for each in said)
    return Edition(version.number, version.in_force_from, lines)


def _change(each: telling.Told) -> Sentence:
    return _(
        "${where}: ${what} ${before} → ${after}",
        mapping={
            "where": each.where,
            "what": each.what,
            "before": each.before or "—",
            "after": each.after or "—",
        },
    )


def in_force_until(every: list[Version], version: Version) -> Any:
    """Return the last day on which new cases follow a version; ``None`` while none comes after."""
    later = [each.in_force_from for each in every if each.number > version.number]
    return min(later) - timedelta(days=1) if later else None


@view_config(
    route_name="administration_import",
    request_method="GET",
    permission=EDIT,
    renderer=TEMPLATES + "import.pt",
)
def ask_for_file(request: Request) -> dict[str, Any]:
    """Ask for a file to begin a draft with."""
    return _shown()


@view_config(
    route_name="administration_import",
    request_method="POST",
    permission=EDIT,
    renderer=TEMPLATES + "import.pt",
)
def take_file(request: Request) -> dict[str, Any] | Response:
    """Show what a file becomes; or begin a draft with the text, as it was changed there."""
    if "text" in request.POST:
        return _begun(request)
    sent = request.POST.get("file")
    content = b""
    if hasattr(sent, "file"):
        with sent.file as opened:
            content = opened.read(MOST_BYTES + 1)
    try:
        roles = request.acting.office.borrow(Roles).roles
        taken = formats.taken_in(
            content, request.locale_name, {id: role.title for id, role in roles.items()}
        )
    except Refusal as refusal:
        request.response.status_int = 422
        return _shown(refusal=refusal)
    return _shown(taken=taken, name=Path(str(sent.filename)).name[:120], request=request)


def _shown(
    *,
    taken: Taken | None = None,
    refusal: Refusal | None = None,
    name: str = "",
    request: Request | None = None,
) -> dict[str, Any]:
    problems, procedure = [], None
    if taken is not None and request is not None:
        reading = checks.checked(taken.text, checks.surroundings(request.acting))
        problems = list(reading.problems)
        known = reading.definition.id if reading.definition else ""
        procedure = versions.last(request.acting.root, known)
    return {
        "taken": taken,
        "refusal": refusal,
        "name": name,
        "kind": FORMATS[taken.format].title if taken else "",
        "problems": problems,
        "procedure": procedure,
        "read": [each for each in FORMATS.values() if each.is_read],
    }


def _begun(request: Request) -> Response:
    said = request.POST.get("text")
    text = cleaned(said) if isinstance(said, str) else ""
    text = text if text.endswith("\n") else f"{text}\n"
    reading = checks.checked(text)
    known = reading.definition.id if reading.definition else ""
    procedure = known if versions.last(request.acting.root, known) else None
    draft = drafting.begin(request.acting, procedure, text)
    request.tell(_("The draft is begun. Nobody follows it before it is published."))
    return HTTPSeeOther(f"/quan-tri/du-thao/{draft.number}")
