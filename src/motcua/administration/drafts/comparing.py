"""Two texts that both go out from a third one, side by side, to be brought together.

Either somebody else saved in the same draft meanwhile, or another version was
published since the draft was begun.  What fits together is brought together
already; where it does not, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.administration.drafts import EDIT, TEMPLATES
from motcua.administration.drafts.editor import draft_of, seen_number, sent_text
from motcua.administration.drafts.showing import address, between, bits
from motcua.pages.forms import tried
from motcua.words import Sentence, _
from motcua.workflows import drafting, drafts, versions
from motcua.workflows.content import Draft
from motcua.workflows.merging import joined
from motcua.workflows.telling import Told

PUBLISHED = 0
"""In the place of a revision: the version published last is what the draft is compared with."""


@dataclass(frozen=True)
class Side:
    """One of the texts: whose it is, and what it changed."""

    title: Sentence
    about: Sentence
    text: str
    changes: tuple[Told, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Return its lines."""
        return self.text.splitlines()


@dataclass(frozen=True)
class Sides:
    """The texts that are compared."""

    common: str
    """What both go out from, line by line."""
    published: Side
    theirs: Side
    mine: Side
    base: int
    """The published version that the joined text goes out from."""

    @property
    def joined(self) -> Any:
        """Return both brought together, with the number that the next version has."""
        return joined(self.common, self.theirs.text, self.mine.text)


@view_config(route_name="draft_compare", permission=EDIT, renderer=TEMPLATES + "compare.pt")
def compare(request: Request) -> dict[str, Any] | Response:
    """Show both texts and what they go out from; save what was brought together."""
    draft, refusal, typed = draft_of(request), None, None
    sides = _sides(request, draft)
    if request.method == "POST":
        typed = sent_text(request) or ""
        refusal = _saved(request, draft, typed, sides.base)
        if refusal is None:
            request.tell(_("Both texts are brought together. Look at it once more, then propose."))
            return HTTPSeeOther(address(draft))
        request.response.status_int = 409
    together = sides.joined
    text = drafts.numbered(together.text, sides.base + 1) if sides.base else together.text
    return {
        "bits": bits(),
        "draft": draft,
        "sides": [sides.published, sides.theirs, sides.mine],
        "text": text if typed is None else typed,
        "clashes": together.clashes,
        "refusal": refusal,
        "here": f"/quan-tri/du-thao/{draft.number}",
    }


def _saved(request: Request, draft: Draft, text: str, base: int) -> Refusal | None:
    acting, seen = request.acting, seen_number(request)
    return tried(request, lambda: drafting.join(acting, draft, text, seen, base))


def _sides(request: Request, draft: Draft) -> Sides:
    number = int(request.matchdict["revision"])
    if number == PUBLISHED:
        return _against_newer(request, draft)
    return _against_present(request, draft, number)


def _against_present(request: Request, draft: Draft, number: int) -> Sides:
    """Another text of the draft beside the one that counts."""
    root = request.acting.root
    revision, present = draft.revisions.get(number), draft.present
    if revision is None:
        raise NotHere(_("There is no such text in this draft."))
    parent = draft.revisions.get(revision.parent)
    common = parent.text if parent else drafts.base_text(root, draft, revision)
    return Sides(
        common,
        _published(request, draft, draft.base),
        Side(
            _("In the draft now"),
            _told(request, present),
            present.text,
            between(common, present.text),
        ),
        Side(
            _("The other text"),
            _told(request, revision),
            revision.text,
            between(common, revision.text),
        ),
        draft.base,
    )


def _told(request: Request, revision: Any) -> Sentence:
    return _(
        "${name}, ${when}",
        mapping={
            "name": drafting.name_of(request.acting.root, revision.person),
            "when": revision.at,
        },
    )


def _published(request: Request, draft: Draft, number: int) -> Side:
    root = request.acting.root
    if not number:
        return Side(_("Published"), _("The procedure is new: nothing is published yet."), "")
    version = versions.version(root, draft.procedure, number)
    return Side(
        _("Published, version ${number}", mapping={"number": str(number)}),
        _(
            "${name}, ${when}",
            mapping={
                "name": drafting.name_of(root, version.approver),
                "when": version.published_on,
            },
        ),
        versions.text(root, version.digest),
    )


def _against_newer(request: Request, draft: Draft) -> Sides:
    """The draft beside a version that was published since it was begun."""
    newest = drafts.newer(request.acting.root, draft)
    if newest is None:
        raise NotHere(
            _("Nothing was published since this draft was begun."), _("Go on in the editor.")
        )
    before = _published(request, draft, draft.base)
    after = _published(request, draft, newest.number)
    mine = draft.present
    return Sides(
        before.text,
        before,
        Side(after.title, after.about, after.text, between(before.text, after.text)),
        Side(_("This draft"), _told(request, mine), mine.text, between(before.text, mine.text)),
        newest.number,
    )
