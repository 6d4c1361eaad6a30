"""The letter that asks a body (văn bản lấy ý kiến), to be printed, signed or filed.

Motcua itself tells the body; the letter is for those who need one on paper.
It states the content and the limit, as NĐ 61/2018 Đ19.5 wants, and what no
answer means.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.consultations.content import Request, Shown
from motcua.consultations.suggestions import silence_said
from motcua.consultations.templates import limit_of, template_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence

LETTER = "van_ban_lay_y_kien"


def asking_letter(acting: Acting, request: Request, language: str = LANGUAGES[0]) -> str:
    """Return the letter about one request as a page that can be printed; nothing is stored."""
    letters = acting.office.borrow(Letters)
    return filled(letters, LETTER, _facts(acting, request, letters, language), language)


def _facts(acting: Acting, request: Request, letters: Letters, language: str) -> dict[str, Any]:
    consultation = request.consultation
    matter = matter_of(acting, consultation.case)
    asking = directory.unit(acting.root, consultation.asking_unit)
    question = "\n".join(filter(None, (consultation.question, request.note)))
    return {
        **case_facts(acting, matter),
        "dated": dated(letters.place, consultation.asked_at.date(), language),
        "unit": asking.title,
        "addressee": directory.unit(acting.root, request.unit).title,
        "question": question,
        "documents": [_title(matter.definition.papers, each) for each in consultation.documents],
        "due_at": limit_of(acting, request),
        "silence": silence_said(template_of(acting, consultation)),
        "contact": ", ".join(filter(None, (asking.address, asking.telephone, asking.email))),
        "signer": "",
        "signer_title": "",
    }


def _title(papers: Any, shown: Shown) -> Sentence:
    return papers[shown.paper].title if shown.paper in papers else shown.document.name
