"""Who may see a ballot, and what of it.

The member and the member's assistants see the slip, the matters, the papers
chosen for it and the status of the case; whoever reads the papers of the case sees who was
asked, who has answered and, once it is counted, what came out.  What somebody
said is open to those readers too, except in a secret ballot, where nobody
sees it.
"""

from __future__ import annotations

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.ballots.content import WITHDRAWN, Ballot, Slip
from motcua.ballots.standing import assists, template_of
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.documents.content import Document
from motcua.words import _


def holds(acting: Acting, ballot: Ballot) -> bool:
    """Say whether this person may remind, close and withdraw."""
    matter = matter_of(acting, ballot.case)
    return any(matter.plays(acting, part) for part in template_of(acting, ballot).opened_by)


def reads(acting: Acting, ballot: Ballot) -> bool:
    """Say whether this person reads who was asked and what came out."""
    return sight(acting, ballot.case) >= Sight.DOCUMENTS


def slip_for(acting: Acting, id: str) -> Slip:
    """Return one's own slip of that id, or that of a member whom one assists; no other."""
    slip: Slip | None = acting.root.ballots.find("slips", id)
    if slip is None:
        raise NotHere()
    if slip.person == acting.person or assists(acting, slip):
        return slip
    if not acting.holdings or not reads(acting, slip.ballot):
        raise NotHere()
    raise NotAllowed(
        _("This slip belongs to ${who}.", mapping={"who": slip.name}),
        _("What came out stands on the page of the case."),
    )


def ballot_for(acting: Acting, id: str) -> Ballot:
    """Return the ballot of that id, for those who read the papers of its case."""
    ballot: Ballot | None = acting.root.ballots.find("ballots", id)
    if ballot is None:
        raise NotHere()
    if reads(acting, ballot):
        return ballot
    if not acting.holdings:
        raise NotHere()
    raise NotAllowed(
        _("This ballot is not open to your position."),
        _("Ask the office that holds it."),
    )


def ground(acting: Acting, case: Case) -> Sight:
    """Let members see the status of a case on which they are asked to vote."""
    for ballot in acting.root.ballots.of_case(case.key):
        if ballot.state == WITHDRAWN:
            continue
        if any(each.person == acting.person or assists(acting, each) for each in ballot.slips):
            return Sight.STATUS
    return Sight.NOTHING


def document_for(acting: Acting, slip: Slip, document_id: str) -> Document:
    """Return one of the papers chosen for the members; the same refusal for any other."""
    if slip.ballot.state != WITHDRAWN:
        for shown in slip.ballot.documents:
            document: Document = shown.document
            if document.id == document_id:
                return document
    raise NotHere()
