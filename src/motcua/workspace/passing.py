"""The field in which a body that is not competent names the unit that is."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.request import Request

from motcua.consultations.content import Reply
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.inside.competence import NOT_COMPETENT
from motcua.consultations.templates import template_of
from motcua.pages.forms import Form
from motcua.pages.schemas import chosen
from motcua.people import directory
from motcua.words import Sentence, _, translate

COMPETENT = "competent"
NOBODY = "-"


def nodes(request: Request, asked: OpinionRequest) -> list[colander.SchemaNode]:
    """Return the field, where the procedure lets a body say that it is not competent."""
    acting, language = request.acting, request.locale_name
    if NOT_COMPETENT not in template_of(acting, asked.consultation).answers:
        return []
    out = (asked.unit, asked.consultation.asking_unit)
    every = [each for each in directory.units(acting.root) if each.id not in out]
    units: list[tuple[str, Sentence]] = [(each.id, each.title) for each in every]
    facts = {
        "name": COMPETENT,
        "title": translate(_("If another unit is competent"), language),
        "description": translate(_("Whoever asks can then ask them in one click."), language),
        "missing": None,
    }
    return [chosen([(NOBODY, _("—")), *units], facts, language, few=0)]


def named(form: Form, reply: Reply) -> Reply:
    """Return the reply with the unit that was named."""
    unit = form.filled.get(COMPETENT) or ""
    return reply._replace(competent="" if unit == NOBODY else unit)


def beginning(reply: Reply) -> dict[str, Any]:
    """Return what stands in the field when the form opens."""
    return {COMPETENT: reply.competent or NOBODY}
