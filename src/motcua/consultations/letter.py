"""The letters between asker and body (văn bản lấy ý kiến, văn bản cho ý kiến), to be printed.

Motcua itself tells the body; the letter is for those who need one on paper.
It states the content and the limit, as NĐ 61/2018 Đ19.5 wants, and what no
answer means.  The body's letter holds what it gave as its word, and nothing of
what it noted for itself.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.consultations.asking.questions import answers_said, in_a_line, questions_of
from motcua.consultations.content import Opinion, Request, Shown
from motcua.consultations.inside.applying import standing_said
from motcua.consultations.suggestions import silence_said
from motcua.consultations.table import said_at, taken_said
from motcua.consultations.templates import limit_of, template_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence, _, translate

LETTER = "van_ban_lay_y_kien"
LETTERS = {"ask": LETTER, "answer": "van_ban_cho_y_kien"}
NONE = ["—", "—", _("none")]
"""A line that says that there is nothing."""


def asking_letter(acting: Acting, request: Request, language: str = LANGUAGES[0]) -> str:
    """Return the letter about one request as a page that can be printed; nothing is stored."""
    letters = acting.office.borrow(Letters)
    return filled(letters, LETTER, _facts(acting, request, letters, language), language)


def _facts(acting: Acting, request: Request, letters: Letters, language: str) -> dict[str, Any]:
    consultation = request.consultation
    matter = matter_of(acting, consultation.case)
    asking = directory.unit(acting.root, consultation.asking_unit)
    asked = [
        f"{number}. {translate(each.title, language)}"
        for number, each in enumerate(questions_of(acting, request), 1)
    ]
    question = "\n".join(filter(None, (request.asked, request.note, *asked)))
    return {
        **case_facts(acting, matter),
        "qr": address_of(acting, request),
        "dated": dated(letters.place, consultation.asked_at.date(), language),
        "unit": asking.title,
        "addressee": directory.unit(acting.root, request.unit).title,
        "question": question,
        "documents": [_title(matter.definition.papers, each) for each in request.documents],
        "due_at": limit_of(acting, request),
        "silence": silence_said(template_of(acting, consultation)),
        "contact": ", ".join(filter(None, (asking.address, asking.telephone, asking.email))),
        "signer": "",
        "signer_title": "",
    }


def opinion_letter(
    acting: Acting, request: Request, opinion: Opinion, language: str = LANGUAGES[0]
) -> str:
    """Return the body's answer as a letter that can be printed; nothing is stored."""
    letters = acting.office.borrow(Letters)
    reply = opinion.reply
    body = directory.unit(acting.root, request.unit)
    above = directory.ancestors(acting.root, body.id)
    on = reply.letter_date or (said_at(opinion) or acting.now).date()
    facts = {
        **case_facts(acting, matter_of(acting, request.consultation.case)),
        **opinion_facts(acting, request, opinion, language),
        "qr": address_of(acting, request),
        "dated": dated(letters.place, on, language),
        "parent_unit": above[0].title if above else "",
        "unit": body.title,
        "number": reply.letter_number,
        "addressee": directory.unit(acting.root, request.consultation.asking_unit).title,
        "signer": opinion.given_by_name,
        "signer_title": opinion.position,
    }
    return filled(letters, LETTERS["answer"], facts, language)


def opinion_facts(
    acting: Acting, request: Request, opinion: Opinion, language: str
) -> dict[str, Any]:
    """Return what letters say of one version of an answer: its outcome, words and remarks."""
    reply = opinion.reply
    remarks = enumerate(reply.numbered, 1)
    return {
        "outcome": template_of(acting, request.consultation).answers[reply.outcome],
        "opinion": _words(acting, request, opinion, language) or "—",
        "remarks": [[str(n), place, text] for n, (place, text) in remarks] or [NONE],
        "conditions": reply.conditions or [_("none")],
    }


def address_of(acting: Acting, request: Request) -> str:
    """Return where the request is, for the code that is scanned; only who may see it, sees it."""
    site = acting.office.settings.get("motcua.address", "").rstrip("/")
    return f"{site}/y-kien/{request.id}"


def _words(acting: Acting, request: Request, opinion: Opinion, language: str) -> str:
    """Return what the body says: on which parts, whose words they are, and the words."""
    said: list[Sentence] = []
    if opinion.reply.parts:
        said.append(_("Only on: ${parts}", mapping={"parts": list(opinion.reply.parts)}))
    if opinion.signs is not None:
        unit = directory.unit(acting.root, opinion.signs.unit).title
        said.append(_("Joint opinion with ${unit}.", mapping={"unit": unit}))
    said += [
        in_a_line(translate(each.field.title, language), translate(each.said, language))
        for each in answers_said(acting, request, opinion.reply)
        if each.given is not None
    ]
    text = _with_standing(opinion.reply.text, opinion)
    return "\n".join(translate(each, language) for each in (*said, text) if each)


def _with_standing(text: str, opinion: Opinion) -> Sentence:
    """Return what the body says; that a standing or an earlier opinion does, where one stands."""
    by = standing_said(opinion.standing) or taken_said(opinion)
    return _("${by}. ${text}", mapping={"by": by, "text": text}) if by else text


def _title(papers: Any, shown: Shown) -> Sentence:
    return papers[shown.paper].title if shown.paper in papers else shown.document.name
