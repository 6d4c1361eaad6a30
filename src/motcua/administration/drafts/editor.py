"""The editor: text on the left, what is wrong with it and what it looks like on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chameleon.utils import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Refusal
from motcua.administration.drafts import EDIT, TEMPLATES
from motcua.administration.drafts.listing import listed
from motcua.administration.drafts.showing import address, bits, history, looked_at
from motcua.administration.trying.before import has_tests, tests_told
from motcua.administration.trying.page import Place, played, shown
from motcua.administration.trying.sources import Source
from motcua.pages.forms import tried
from motcua.pages.speaking import set_part
from motcua.pages.typed import cleaned
from motcua.words import _
from motcua.workflows import drafting, drafts
from motcua.workflows.content import Draft
from motcua.workflows.drafting import ChangedMeanwhile

SEEN = TEMPLATES + "seen.pt"
NOTHING = Markup("")


def draft_of(request: Request) -> Draft:
    """Return the draft that the address names."""
    return drafts.draft(request.acting, int(request.matchdict["draft"]))


@view_config(
    route_name="draft", request_method="GET", permission=EDIT, renderer=TEMPLATES + "editor.pt"
)
def editor(request: Request) -> dict[str, Any] | Response:
    """Show a draft to be written; what is proposed or published has a page of its own."""
    draft = draft_of(request)
    if address(draft) != request.path:
        return HTTPSeeOther(address(draft))
    return _shown(request, draft)


def _shown(
    request: Request,
    draft: Draft,
    text: str = "",
    refusal: Refusal | None = None,
    tested: Markup = NOTHING,
) -> dict[str, Any]:
    acting = request.acting
    text = text or draft.text
    others = [each for each in drafts.under_way(acting.root, draft.procedure) if each is not draft]
    here = f"/quan-tri/du-thao/{draft.number}"
    seen = looked_at(request, draft, text)
    return {
        "draft": draft,
        "text": text,
        "lines": text.splitlines(),
        "refusal": refusal,
        "shown": set_part(request, SEEN, draft=draft, seen=seen, here=here, bits=bits()),
        "history": history(acting, draft),
        "newer": drafts.newer(acting.root, draft),
        "others": [listed(request, each) for each in others if draft.procedure],
        "author": drafting.name_of(acting.root, draft.author),
        "saved_by": drafting.name_of(acting.root, draft.present.person),
        "declined_by": drafting.name_of(acting.root, draft.declined_by),
        "is_mine": draft.author == acting.person,
        "here": here,
        "may_delete": drafts.is_mine(acting, draft) and not draft.file,
        "is_unsaved": text != draft.text,
        "tried": _tried(request, draft, text) if draft.is_open else "",
        "tested": tested,
        "has_tests": has_tests(request, draft.procedure),
    }


@view_config(
    route_name="draft", request_method="POST", permission=EDIT, renderer=TEMPLATES + "editor.pt"
)
def written(request: Request) -> dict[str, Any] | Response:
    """Save, undo, do again, share or put away; and go where the button says."""
    draft, seen, text = draft_of(request), seen_number(request), sent_text(request)
    deed = DEEDS.get(request.POST.get("deed", "save"), _save)
    refusal = tried(request, lambda: deed(request, draft, text, seen))
    if isinstance(refusal, ChangedMeanwhile) and text is not None:
        beside = drafting.keep_beside(request.acting, draft, text, seen)
        request.tell(refusal.sentence, "know")
        return HTTPSeeOther(f"/quan-tri/du-thao/{draft.number}/doi-chieu/{beside.number}")
    if refusal is not None:
        request.response.status_int = 409
        return _shown(request, draft, text or "", refusal)
    if request.POST.get("deed") == "propose":
        return HTTPSeeOther(f"/quan-tri/du-thao/{draft.number}/de-nghi")
    if draft.state in ("discarded", "deleted"):
        return HTTPSeeOther("/quan-tri/du-thao")
    return HTTPSeeOther(address(draft))


def seen_number(request: Request) -> int:
    said = request.POST.get("seen", "")
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() else 0


def sent_text(request: Request) -> str | None:
    """Return the text that was sent, with the line ends that files have."""
    said = request.POST.get("text")
    if not isinstance(said, str):
        return None
    lines = cleaned(said)
    return lines if not lines or lines.endswith("\n") else f"{lines}\n"


Deed = Callable[[Request, Draft, str | None, int], object]


def _save(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    before = draft.current
    if text is not None:
        drafting.save(request.acting, draft, text, seen)
    if draft.current != before:
        request.tell(_("Saved. The draft counts for nobody before it is published."))


def _undo(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    """Go back; what was typed since is saved first, so that it can be done again."""
    acting = request.acting
    if text is not None and text != draft.text:
        seen = drafting.save(acting, draft, text, seen).number
    drafting.undo(acting, draft, seen)
    request.tell(_("Undone. “Do again” brings it back."))


def _redo(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.redo(request.acting, draft, seen)
    request.tell(_("Done again."))


def _share(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.share(request.acting, draft)
    request.tell(_("Other administrators may read this draft and write in it."))


def _keep_private(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.share(request.acting, draft, shared=False)
    request.tell(_("Only who has written in it may read this draft."))


def _discard(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.discard(request.acting, draft)
    request.tell(_("The draft is put away. It can be taken up again from the list below."))


def _delete(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.delete(request.acting, draft)
    request.tell(_("The draft and every text in it are deleted for good."))


def _take_up(request: Request, draft: Draft, text: str | None, seen: int) -> None:
    drafting.take_up(request.acting, draft)
    request.tell(_("You may go on with this draft."))


DEEDS: dict[str, Deed] = {
    "save": _save,
    "propose": _save,
    "undo": _undo,
    "redo": _redo,
    "share": _share,
    "keep_private": _keep_private,
    "discard": _discard,
    "take_up": _take_up,
    "delete": _delete,
}


@view_config(route_name="draft_seen", request_method="POST", permission=EDIT, renderer=SEEN)
def seen(request: Request) -> dict[str, Any]:
    """Look at a text that is being typed; nothing is saved."""
    draft = draft_of(request)
    return {
        "bits": bits(),
        "draft": draft,
        "seen": looked_at(request, draft, sent_text(request) or ""),
        "here": f"/quan-tri/du-thao/{draft.number}",
    }


# Below the text: it is tried out as it stands in the page, saved or not


def _tried(request: Request, draft: Draft, text: str) -> Markup:
    here = f"/quan-tri/du-thao/{draft.number}"
    source = Source(text, (("draft", str(draft.number)),), here)
    return shown(request, played(request, source), Place(f"{here}/thu#try", "editor", True))


@view_config(
    route_name="draft_try", request_method="POST", permission=EDIT, renderer=TEMPLATES + "editor.pt"
)
def try_it(request: Request) -> dict[str, Any] | Response:
    """Play one move more on the text as it stands; the text stays, and nothing is saved."""
    draft = draft_of(request)
    if not draft.is_open:
        return HTTPSeeOther(address(draft))
    if is_part(request):
        return _as_part(request, _tried(request, draft, sent_text(request) or ""))
    return _shown(request, draft, sent_text(request) or "")


@view_config(
    route_name="draft_tests",
    request_method="POST",
    permission=EDIT,
    renderer=TEMPLATES + "editor.pt",
)
def test_it(request: Request) -> dict[str, Any] | Response:
    """Play the tests of the procedure on the text as it stands."""
    draft = draft_of(request)
    if not draft.is_open:
        return HTTPSeeOther(address(draft))
    text = sent_text(request) or ""
    told = tests_told(request, draft.procedure, text)
    return (
        _as_part(request, told) if is_part(request) else _shown(request, draft, text, tested=told)
    )


@view_config(route_name="draft_try", request_method="GET", permission=EDIT)
@view_config(route_name="draft_tests", request_method="GET", permission=EDIT)
def back(request: Request) -> Response:
    """Lead whoever comes by the address alone to the text: what was played is not kept."""
    return HTTPSeeOther(address(draft_of(request)))


def is_part(request: Request) -> bool:
    """Say whether a script asks, which puts the answer into the page that is there."""
    return "HX-Request" in request.headers


def _as_part(request: Request, part: Markup) -> Response:
    # What is refused in a rehearsal is what the page asked for, and no failure of the page.
    return Response(str(part), content_type="text/html", charset="utf-8")
