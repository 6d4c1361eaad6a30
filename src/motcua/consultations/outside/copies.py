"""What somebody outside takes home: that their opinion was received, when, and in which words.

The applicant is not named in it: whoever is asked outside knows what was put to
them and no more.  Each file stands with its digest, so that later nobody argues
which one it was.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.content import Opinion, Request
from motcua.consultations.letter import opinion_facts
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, _

LETTER = "giay_nhan_y_kien"


def copy_of(
    acting: Acting, request: Request, opinion: Opinion, language: str = LANGUAGES[0]
) -> str:
    """Return one version of what was sent, as a page that can be printed; nothing is stored."""
    letters = acting.office.borrow(Letters)
    asking = directory.unit(acting.root, request.consultation.asking_unit)
    above = directory.ancestors(acting.root, asking.id)
    given_at = opinion.given_at or acting.now
    asked = request.outsider
    files = [f"{each.name} (SHA-256: {each.sha256})" for each in opinion.reply.files]
    facts = {
        **opinion_facts(acting, request, opinion, language),
        "parent_unit": above[0].title if above else "",
        "unit": asking.title,
        "dated": dated(letters.place, given_at.date(), language),
        "addressee": ", ".join(filter(None, (asked.organisation, asked.name))) if asked else "",
        "question": request.asked,
        "received_at": given_at,
        "version": str(opinion.version),
        "documents": files or [_("none")],
        "contact": ", ".join(filter(None, (asking.address, asking.telephone, asking.email))),
    }
    return filled(letters, LETTER, facts, language)
