"""A procedure as an office document: a quy trình nội bộ in the form that ISO 9001 audits expect.

Everything in it comes from the definition and from who published it.  What the
office must still add by hand (signatures) is left blank.  The text of a
procedure only ever becomes the text of a paragraph: there is no template that
could run something.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from motcua.workflows.definition import Definition
from motcua.workflows.exchange.chapters import Teller
from motcua.workflows.exchange.paper import Sheet, pictures_of
from motcua.workflows.exchange.publication import Publication
from motcua.workflows.exchange.walking import consultations, steps


def written(
    definition: Definition, language: str, fonts: Path, published: Publication | None = None
) -> bytes:
    """Return the procedure as a file of Word and LibreOffice."""
    known = published or Publication()
    sheet = Sheet(language, definition.title, f"{definition.name} {definition.digest}")
    teller = Teller(definition, known, sheet)
    teller.cover()
    teller.general()
    teller.conditions()
    teller.flowchart(pictures_of(definition, language, fonts))
    steps(teller)
    consultations(teller)
    teller.records()
    into = BytesIO()
    sheet.save(into)
    return into.getvalue()
