"""The form by which a case is filed, online by the applicant or at the counter for them.

What is asked of everybody (who, how to reach them, how to return the result)
stands here; the rest is made from the definition of the procedure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import colander
from pyramid.request import Request

from motcua.acting import Acting
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import LONGEST_SUBJECT, receiving_units
from motcua.documents import uploads
from motcua.documents.rules import UploadRules
from motcua.pages import on_paper
from motcua.pages.schemas import TO_CHOOSE, TO_FILL_IN, chosen, email, phone, schema_of
from motcua.pages.widgets import Text, Tick, Upload
from motcua.people import directory
from motcua.words import Sentence, _, translate
from motcua.workflows.definition import Definition, Field, Paper

RULE = "paper"
"""Which rule of ``config/uploads.yaml`` the papers follow."""

PERSONAL_ID = re.compile(r"\d{12}|\d{9}")
TAX_CODE = re.compile(r"\d{10}(-?\d{3})?|\d{12}")

RETURN_WAYS: tuple[tuple[str, Sentence], ...] = (
    ("online", _("Online: to be downloaded from the tracking page")),
    ("counter", _("At the counter")),
    ("post", _("By post, to the address above")),
)

KINDS: dict[str, Sentence] = {
    "citizen": _("a citizen"),
    "enterprise": _("an enterprise"),
    "organisation": _("an organisation"),
    "authority": _("a public body"),
}

NOTHING: Mapping[str, str] = MappingProxyType({})

CHOOSE_OR_TICK = _("Choose a file, or tick that the paper was received.")

ASKED_UNITS = {"commune"}
"""An applicant names a place; the agencies behind it are the office's business."""


def filing_schema(
    request: Request,
    rules: Definition,
    counters: Sequence[tuple[str, Sentence]] | None = None,
    consent: bool = True,
    takes_paper: bool = False,
) -> colander.SchemaNode:
    """Return the schema of ``rules``: who, what, which papers, how to return the result.

    ``counters`` are the units that may take the case in, all that do by
    default.  At the counter the applicant signs the paper receipt, so no
    ``consent`` is asked there, and what was handed in on paper needs no scan
    (``takes_paper``).
    """
    language = request.locale_name
    taking = _counters(request, rules) if counters is None else counters
    sections: list[tuple[Sentence, colander.SchemaNode]] = [
        (_("Who the case is for"), _who(rules, language)),
        (_("What it is about"), _what(taking, language)),
        (
            _("Details"),
            schema_of(rules.fields, rules.form, language, units_for(request), "answers"),
        ),
        (
            _("Papers"),
            papers_schema(list(rules.papers.values()), language, takes_paper=takes_paper),
        ),
        (_("The result"), _how(language, consent)),
    ]
    schema = colander.SchemaNode(colander.Mapping())
    for title, section in sections:
        if section.children:
            schema.add(section)
            section.description = files_taken(request) if section.name == "papers" else ""
            section.title = f"{len(schema.children)}. {translate(title, language)}"
    return schema


def _counters(request: Request, rules: Definition) -> list[tuple[str, Sentence]]:
    return [(each.id, each.title) for each in receiving_units(request.acting, rules)]


def _line(
    name: str, title: Sentence, language: str, widget: Any = None, **more: Any
) -> colander.SchemaNode:
    facts = {"validator": colander.Length(max=300), **more}
    if "description" in facts:
        facts["description"] = translate(facts["description"], language)
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=translate(title, language),
        widget=widget or Text(),
        missing_msg=TO_FILL_IN,
        **facts,
    )


def _auto(kind: str, what: str, **more: str) -> Text:
    return Text(kind, attributes={"autocomplete": what, **more})


def _who(rules: Definition, language: str) -> colander.SchemaNode:
    """The applicant, and how to reach them."""
    kinds = [(each, KINDS.get(each, each)) for each in rules.applicants]
    kind_facts = {
        "name": "kind",
        "title": translate(_("The applicant is"), language),
        "missing_msg": TO_CHOOSE,
    }
    nodes = [
        chosen(kinds, kind_facts, language),
        _line(
            "name",
            _("Full name"),
            language,
            _auto("text", "name"),
            description=_("As on the identity card, or the name of the enterprise or body."),
        ),
        _line(
            "number",
            _("Personal identifier or tax code"),
            language,
            Text(css_class="narrow", attributes={"inputmode": "numeric"}),
            description=_("12 digits for a person, 10 or 13 for an enterprise."),
        ),
        *_how_reached(language),
        _line(
            "representative",
            _("Who files, if somebody else"),
            language,
            missing="",
            description=_("The name of the authorised person."),
        ),
    ]
    if len(kinds) == 1:
        nodes[0].default = kinds[0][0]
    return colander.SchemaNode(colander.Mapping(), *nodes, name="applicant", validator=_number_fits)


def _how_reached(language: str) -> list[colander.SchemaNode]:
    return [
        _line("address", _("Address"), language, _auto("text", "street-address")),
        _line(
            "phone",
            _("Telephone"),
            language,
            Text("tel", css_class="narrow", attributes={"autocomplete": "tel"}),
            validator=phone,
        ),
        _line(
            "email",
            _("E-mail"),
            language,
            _auto("email", "email", spellcheck="false"),
            validator=email,
            missing="",
            description=_("Each step of your case is told to this address."),
        ),
    ]


def _number_fits(node: Any, applicant: dict[str, str]) -> None:
    """A person has an identifier, an enterprise a tax code; other bodies may have either."""
    typed = re.sub(r"[\s.]", "", applicant["number"])
    known = PERSONAL_ID if applicant["kind"] == "citizen" else TAX_CODE
    if applicant["kind"] in {"citizen", "enterprise"} and not known.fullmatch(typed):
        wrong = colander.Invalid(node)
        wrong["number"] = (
            _("A personal identifier has 12 digits.")
            if applicant["kind"] == "citizen"
            else _("A tax code has 10 or 13 digits.")
        )
        raise wrong


def _what(taking: Sequence[tuple[str, Sentence]], language: str) -> colander.SchemaNode:
    """The request in one sentence, and the counter that takes it in."""
    facts = {
        "name": "receiving_unit",
        "title": translate(_("Which counter takes it in"), language),
        "missing_msg": TO_CHOOSE,
    }
    counter = chosen(taking, facts, language)
    if len(taking) == 1:
        counter.default = taking[0][0]
    subject = _line(
        "subject",
        _("What you ask for, in one sentence"),
        language,
        description=_("It stands on the receipt, so that you recognise the case."),
        validator=colander.Length(max=LONGEST_SUBJECT),
    )
    return colander.SchemaNode(colander.Mapping(), subject, counter, name="request")


def _how(language: str, consent: bool) -> colander.SchemaNode:
    """How the result is wanted, and the applicant's word."""
    facts = {
        "name": "return_way",
        "title": translate(_("How do you want the result"), language),
        "missing_msg": TO_CHOOSE,
    }
    agreed = colander.SchemaNode(
        colander.Boolean(true_val="true", false_val="false"),
        name="consent",
        title=translate(
            _("What I declare is true; the agency may use these data to handle this case."),
            language,
        ),
        widget=Tick(),
        validator=_agreed,
    )
    nodes = [chosen(RETURN_WAYS, facts, language), *([agreed] if consent else ())]
    return colander.SchemaNode(colander.Mapping(), *nodes, name="result")


def _agreed(node: Any, value: bool) -> None:
    if not value:
        raise colander.Invalid(node, _("Without this the case cannot be taken in."))


def papers_schema(
    papers: Sequence[Paper],
    language: str,
    required: bool = True,
    by: Collection[str] = ("applicant",),
    there: Mapping[str, str] = NOTHING,
    takes_paper: bool = False,
) -> colander.SchemaNode:
    """Return the uploads for what the applicant hands in, or for what the office makes too.

    ``there`` are the components that are in the dossier already, with what is
    said of them.
    """
    nodes = [
        _paper(each, language, required and each.required, there.get(each.id, ""), takes_paper)
        for each in papers
        if each.by in by
    ]
    return colander.SchemaNode(colander.Mapping(), *nodes, name="papers")


def _paper(
    paper: Paper, language: str, required: bool, there: str, takes_paper: bool
) -> colander.SchemaNode:
    told = (paper.form, translate(paper.note, language), there)
    facts: dict[str, Any] = {} if required else {"missing": None}
    return colander.SchemaNode(
        colander.String(),
        name=paper.id,
        title=translate(paper.title, language),
        description=". ".join(each.rstrip(".") for each in told if each),
        widget=Upload(
            rule=RULE,
            paper=paper.id,
            takes_paper=takes_paper,
            copy_kind=paper.copy_kind if paper.copy_kind in dict(on_paper.KINDS) else "original",
            copies=paper.copies,
        ),
        missing_msg=CHOOSE_OR_TICK if takes_paper else _("Choose a file."),
        **facts,
    )


def enclosures(
    request: Request, rules: Definition, tokens: Mapping[str, str | None]
) -> list[Enclosure]:
    """Take the files that were held for the form, and what was received on paper."""
    return [
        _enclosure(request.acting, paper, on_paper.read(written))
        for paper, written in tokens.items()
        if written and paper in rules.papers
    ]


def _enclosure(acting: Acting, paper: str, handed_in: on_paper.HandedIn) -> Enclosure:
    token, kind, copies = handed_in
    file = uploads.take_held(acting, token, RULE) if token else None
    return Enclosure(paper, file, acting.now, acting.person, on_paper=kind, copies=copies)


def files_taken(request: Request) -> str:
    """Say which files are taken, and how large they may be."""
    rules = request.acting.office.borrow(UploadRules)
    kinds = uploads.accepted_types(request.acting, RULE)
    most = request.voice.size(rules.rule(RULE).size)
    return request.voice.say(
        _(
            "Files: ${kinds}; up to ${size} each.",
            mapping={"kinds": [each.removeprefix(".") for each in kinds], "size": most},
        )
    )


def units_for(request: Request) -> Callable[[Field], list[tuple[str, Sentence]]]:
    """Return what is offered where a field asks for a unit; officials are not offered here."""

    def offered(field: Field) -> list[tuple[str, Sentence]]:
        if field.kind != "unit":
            return []
        units = directory.units(request.acting.root)
        return [(each.id, each.title) for each in units if each.kind in ASKED_UNITS]

    return offered


def applicant_of(filled: Mapping[str, Any], language: str) -> Applicant:
    """Return for whom the filled-in form is."""
    told = filled["applicant"]
    return Applicant(
        name=told["name"],
        kind=told["kind"],
        number=re.sub(r"[\s.]", "", told["number"]),
        address=told["address"],
        phone=told["phone"],
        email=told["email"],
        representative=told["representative"],
        language=language,
        return_way=filled["result"]["return_way"],
    )
