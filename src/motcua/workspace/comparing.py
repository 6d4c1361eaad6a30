"""What changed in the words of a file, from one version to the next: a page of its own.

Whoever opens it may read both versions: of a case, all its papers; of a request,
what the one predicate opens.  Nothing is read out of a file here; where nobody
has read it yet, a button has the worker do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight
from motcua.cases.content import Case, Enclosure
from motcua.cases.matter import matter_of
from motcua.consultations.access import document_for, documents_seen
from motcua.documents.content import Document
from motcua.documents.wording import Between, Passage, between, want
from motcua.documents.wording.reading import BROKEN, NONE, TOO_LONG, Words
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.opened import case_of, request_of
from motcua.workspace.papers import paper_title

TEMPLATE = "motcua.workspace:templates/compare.pt"
FROM, TO, SHEET = "tu", "den", "trang"
LONGEST = 40_000
"""Signs on one sheet of the comparison, begun passages excepted."""

WORDLESS: dict[str, Sentence] = {
    NONE: _("There is no text in it: a scan, a picture or a table file."),
    TOO_LONG: _("Reading its text took longer than is allowed."),
    BROKEN: _("Its text cannot be read: the file is damaged or unusually made."),
}
"""Why there are no words, by what came of the reading."""


@dataclass(frozen=True)
class Side:
    """One of the two versions."""

    title: Sentence
    document: Document
    address: str
    by: Sentence
    told: tuple[Sentence, ...]
    """What is to be known of its text: that there is none, or not all of it."""


@view_config(route_name="case_compare", permission=Permission.WORK, renderer=TEMPLATE)
def case_compare(request: Request) -> dict[str, Any] | Response:
    """Compare two versions of a paper of the dossier."""
    case = case_of(request, Sight.DOCUMENTS)
    before = _enclosure(case, text_of(request.GET.get(FROM), 100))
    versions = [each for each in case.dossier.files if each.paper == before.paper]
    wanted = text_of(request.GET.get(TO), 100)
    after = _enclosure(case, wanted) if wanted else versions[-1]
    acting, rules = request.acting, matter_of(request.acting, case).definition
    here = addresses.compare(case.code, before.document.id, after.document.id)
    return _page(
        request,
        before.document,
        after.document,
        here=here,
        title=paper_title(acting, rules, after.paper),
        back=(addresses.case(case.code), case.code),
        address=lambda document: addresses.case_file(case.code, document.id),
        chosen=_choice(versions) if before.paper == after.paper else ((), ()),
    )


def _choice(versions: Sequence[Enclosure]) -> tuple[list[Document], list[Document]]:
    """Return between which versions one may choose on each side; none where there are only two."""
    documents = [each.document for each in versions] if len(versions) > 2 else []
    return documents, documents


def _enclosure(case: Case, document: str) -> Enclosure:
    """Return a file of the case by its document."""
    for each in case.dossier.files:
        if each.document.id == document:
            return each
    raise NotHere()


@view_config(route_name="request_compare", permission=Permission.WORK, renderer=TEMPLATE)
def request_compare(request: Request) -> dict[str, Any] | Response:
    """Compare two documents around a request, both of which the reader may read.

    Where only one is named, a document that came back with changes, the other one
    is that which was shown under the most similar name; one may choose another.
    """
    acting, asked = request.acting, request_of(request)
    after = document_for(acting, asked, text_of(request.GET.get(TO), 100))
    seen = set(documents_seen(acting, asked))
    shown = [each.document for each in asked.documents if each.document in seen]
    wanted = text_of(request.GET.get(FROM), 100)
    before = document_for(acting, asked, wanted) if wanted else _alike(after, shown)
    return _page(
        request,
        before,
        after,
        here=addresses.compare_asked(asked.id, before.id, after.id),
        title=after.name,
        back=(addresses.request(asked.id), asked.consultation.case.code),
        address=lambda document: addresses.request_file(asked.id, document.id),
        chosen=(shown, [after]) if len(shown) > 1 and before in shown else ((), ()),
    )


def _alike(edited: Document, shown: Sequence[Document]) -> Document:
    """Return the document that is called most like this one."""
    if not shown:
        raise NotHere()
    return max(shown, key=lambda each: SequenceMatcher(None, each.name, edited.name).ratio())


def _page(
    request: Request, before: Document, after: Document, here: str, address: Any, **more: Any
) -> dict[str, Any] | Response:
    if request.method == "POST":
        want(request.acting, before, after)
        request.tell(_("The text of both files is being read. Look again in a moment."))
        return HTTPSeeOther(here)
    found = between(request.acting, before, after)
    sheets = _sheets(found)
    number = min(max(number_in(text_of(request.GET.get(SHEET), 10), 1), 1), len(sheets) or 1)
    return {
        "found": found,
        "sides": _sides(request, found, address),
        "passages": sheets[number - 1] if sheets else (),
        "sheet": number,
        "sheets": len(sheets),
        "turned": lambda to: f"{here}&{SHEET}={to}",
        "following": _following(sheets, here),
        "here": here,
        "path": here.partition("?")[0],
        "csrf": get_csrf_token(request),
        **more,
    }


def _sheets(found: Between) -> list[tuple[Passage, ...]]:
    """Divide what is shown into sheets, so that no page becomes too long."""
    if found.comparison is None:
        return []
    left: Iterator[Passage] = iter(found.comparison.passages)
    return [tuple(sheet) for sheet in iter(lambda: list(_sheet(left)), [])]


def _following(sheets: list[tuple[Passage, ...]], here: str) -> dict[int, str]:
    """Return, for each change, where the next one is; after the last one, the first."""
    where = {
        each.number: f"{here}&{SHEET}={at}#thay-doi-{each.number}"
        for at, sheet in enumerate(sheets, start=1)
        for each in sheet
        if each.number
    }
    numbers = list(where)
    return {
        number: where[following]
        for number, following in zip(numbers, numbers[1:] + numbers[:1], strict=True)
    }


def _sheet(left: Iterator[Passage]) -> Iterator[Passage]:
    """Take passages until a sheet is full."""
    signs = 0
    for each in left:
        yield each
        signs += 20 + sum(len(part.text) for part in each.parts)
        if signs > LONGEST:
            return


def _sides(request: Request, found: Between, address: Any) -> Sequence[Side]:
    root = request.acting.root
    return [
        Side(
            title,
            document,
            address(document),
            directory.name_of(root, document.added_by) if document.added_by else "",
            tuple(_told(words)),
        )
        for title, document, words in zip(
            (_("Before"), _("After")), (found.before, found.after), found.words, strict=True
        )
    ]


def _told(words: Words | None) -> Iterator[Sentence]:
    if words is None:
        return
    if words.outcome in WORDLESS:
        yield WORDLESS[words.outcome]
    elif words.blank:
        yield _(
            "${n} of ${all} pages have no text: compare these by eye.",
            mapping={"n": str(words.blank), "all": str(words.pages)},
        )
    if words.cut:
        yield _("It is very long: only its beginning was read.")
