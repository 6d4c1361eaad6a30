"""The papers of a dossier, as pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.cases.content import Enclosure
from motcua.cases.matter import CaseMatter
from motcua.documents.content import Document
from motcua.documents.letters import Letters
from motcua.pages import on_paper
from motcua.people import directory
from motcua.words import Sentence
from motcua.workflows.definition import Definition
from motcua.workspace import addresses

LETTER = "letter:"
"""How enclosures name what the office wrote."""


@dataclass(frozen=True)
class Paper:
    """A file of the dossier, or a paper of which there is no file."""

    title: Sentence
    document: Document | None
    on_paper: Sentence
    """What was received on paper; empty for a file alone."""
    address: str
    """Where the file is; empty without one."""
    at: datetime
    by: str
    superseded: bool
    is_letter: bool


def papers_of(acting: Acting, matter: CaseMatter) -> list[Paper]:
    """Return the files: what was handed in, in the order of the procedure, then the letters."""
    rules = matter.definition
    order = {id: place for place, id in enumerate(rules.papers)}
    found = sorted(
        matter.case.dossier.enclosures, key=lambda each: order.get(each.paper, len(order))
    )
    return [
        Paper(
            title=paper_title(acting, rules, each.paper),
            document=each.document,
            on_paper=on_paper.said(each),
            address=_address(matter.case.code, each),
            at=each.added_at,
            by=directory.name_of(acting.root, each.by) if each.by else "",
            superseded=each.superseded,
            is_letter=each.paper.startswith(LETTER),
        )
        for each in found
    ]


def _address(code: str, enclosure: Enclosure) -> str:
    return addresses.case_file(code, enclosure.document.id) if enclosure.document else ""


def paper_title(acting: Acting, rules: Definition, paper: str) -> Sentence:
    """Return how a component of the dossier, or a letter, is called."""
    if paper.startswith(LETTER):
        id = paper.removeprefix(LETTER)
        letters = acting.office.borrow(Letters).letters
        return letters[id].title if id in letters else id
    return rules.papers[paper].title if paper in rules.papers else paper
