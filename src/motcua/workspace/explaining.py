"""The ledger on a page: each remark with what became of it, and the forms to answer, merge, part.

One form for each line, and no script: a line is sent alone, so what somebody
else does with another line meanwhile is not touched.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotHere, Refusal
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations import actions
from motcua.consultations.access import reads_answer
from motcua.consultations.explaining import cannot_depart, cannot_explain
from motcua.consultations.ledger import KINDS, REASONED, account
from motcua.consultations.refusals import ExplanationChanged
from motcua.consultations.table import outcome_said
from motcua.pages.forms import tried
from motcua.pages.kept import Kept, version
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.storage.keys import key_of
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.opened import case_of

LONGEST = 30_000
"""Characters of a field that are looked at; the action says how many are allowed."""


@dataclass(frozen=True)
class Typed:
    """What was sent about one line, or about several."""

    keys: tuple[bytes, ...] = ()
    kind: str = ""
    words: str = ""
    seen: int | None = None

    @property
    def key(self) -> bytes:
        """The first of them."""
        return self.keys[0] if self.keys else b""


@dataclass(frozen=True)
class Tally:
    """How far the ledger of a case is, for its page."""

    answered: int
    owed: int
    lines: int
    unreasoned: int
    """Bodies that disagreed, where nobody has said yet why one decides otherwise."""


_tallies: Kept[Tally] = Kept(1000)
"""By the versions of the requests and of the ledger, which change with every deed, and by whose
answers are closed to the reader."""

Deed = Callable[[Acting, Case, Typed], object]
DEEDS: dict[str, tuple[Deed, Sentence]] = {
    "answer": (
        lambda acting, case, typed: actions.answer_remark(
            acting, case, typed.key, typed.kind, typed.words, typed.seen
        ),
        _("The answer to the remark is saved."),
    ),
    "merge": (
        lambda acting, case, typed: actions.merge_remarks(acting, case, typed.keys),
        _("The remarks are one line now; all bodies are named. They can be parted again."),
    ),
    "part": (
        lambda acting, case, typed: actions.part_remarks(acting, case, typed.key),
        _("The remarks stand apart again."),
    ),
    "depart": (
        lambda acting, case, typed: actions.depart(
            acting, case, typed.key, typed.words, typed.seen
        ),
        _("The reason is saved; it stands in the journal and in the table."),
    ),
}
"""What may be done here, and what is said once it is done."""


@view_config(
    route_name="case_ledger",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ledger.pt",
)
def ledger(request: Request) -> dict[str, Any] | Response:
    """Show the remarks and what became of them; answer one, merge, part."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    typed, refusal = Typed(), None
    if request.method == "POST":
        typed = _typed(request)
        deed, said = _deed(request)
        refusal = tried(request, lambda: deed(acting, case, typed))
        if refusal is None:
            request.tell(said)
            return HTTPSeeOther(addresses.ledger(case.code) + f"#l{typed.key.hex()}")
        request.response.status_int = 409
    return _shown(request, case, typed, refusal)


def _deed(request: Request) -> tuple[Deed, Sentence]:
    found = DEEDS.get(text_of(request.POST.get("do"), 20))
    if found is None:
        raise NotHere()
    return found


def _typed(request: Request) -> Typed:
    fields = request.POST
    seen = text_of(fields.get("seen"), 20)
    return Typed(
        keys=tuple(filter(None, (key_of(text_of(each, 100)) for each in fields.getall("key")))),
        kind=text_of(fields.get("kind"), 20),
        words=text_of(fields.get("words"), LONGEST),
        seen=number_in(seen, -1) if seen else None,
    )


def _shown(request: Request, case: Case, typed: Typed, refusal: Refusal | None) -> dict[str, Any]:
    acting = request.acting
    return {
        "case": case,
        "rules": matter_of(acting, case).definition,
        "account": account(acting, case),
        "kinds": list(KINDS.items()),
        "reasoned": REASONED,
        "may_answer": not cannot_explain(acting, case),
        "may_depart": not cannot_depart(acting, case),
        "typed": typed,
        "refusal": refusal,
        "theirs": refusal.theirs if isinstance(refusal, ExplanationChanged) else None,
        "outcome": lambda asked: outcome_said(acting, asked),
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def tally(acting: Acting, case: Case) -> Tally:
    """Return how far the ledger is, for whoever reads the papers of the case."""
    together = acting.root.consultations.by_case.get(case.key)
    if together is None:
        return Tally(0, 0, 0, 0)
    stored = version(together, *together.requests, *filter(None, [together.ledger]))
    closed = tuple(
        each.key for each in together.requests if each.opinions and not reads_answer(acting, each)
    )
    return _tallies.get(stored and (case.key, stored, closed), lambda: _tallied(acting, case))


def _tallied(acting: Acting, case: Case) -> Tally:
    told = account(acting, case)
    unreasoned = sum(each.departure is None for each in told.contradictions)
    return Tally(told.answered, told.owed, len(told.lines), unreasoned)
