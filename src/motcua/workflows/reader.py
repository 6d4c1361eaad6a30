"""Reading a procedure file.

:func:`read` never raises: whatever is wrong with the text becomes a problem,
and the definition is as complete as it could be read, so that ``checks`` can
look at the rest in the same pass.  Follow a definition only where no problem
of its reading is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Definition, Migration, Role
from motcua.workflows.problems import Found, Problem
from motcua.workflows.reading import consultations, forms, states
from motcua.workflows.reading.blocks import LONGEST_TITLE, Block
from motcua.workflows.reading.forms import Vocabulary
from motcua.workflows.reading.nodes import compose
from motcua.workflows.reading.pairs import NAME, Source, note_id, scalar


@dataclass(frozen=True)
class Reading:
    """What a file says, and what is wrong with how it says it."""

    definition: Definition | None
    """``None`` where there is nothing to look at."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Say whether a case may follow it: no problem is an error."""
        return self.definition is not None and not any(each.is_error for each in self.problems)


def read(text: str | bytes, file: str = "") -> Reading:
    """Return what the procedure file says; ``file`` is named in its problems."""
    found = Found(file)
    said, node = compose(text, found)
    definition = None
    if node is not None:
        source = Source(found)
        definition = _procedure(Block("procedure", node, source), said, source)
    return Reading(definition, tuple(found.in_order()))


def _procedure(top: Block, text: str, source: Source) -> Definition:
    vocabulary = Vocabulary(top)
    form = vocabulary.asked(top, "form")
    read_states = states.states(top, vocabulary)
    read_consultations = consultations.consultations(top, vocabulary)
    return Definition(
        id=_id(top),
        version=_version(top),
        title=_title(top),
        digest=digest(text),
        text=text,
        code=top.text("code"),
        sector=top.label("sector"),
        summary=top.label("summary"),
        note=top.label("note"),
        calendar=top.text("calendar", "vn-hanh-chinh"),
        deadline=top.term("deadline"),
        late=states.late_rules(top, "late", "whole"),
        legal_limit=top.term("legal_limit"),
        lead=top.name("lead", "receiving"),
        received_by=top.texts("received_by"),
        applicants=top.words("for", ("citizen",)),
        channels=top.words("channels", ("counter", "online")),
        result=top.label("result"),
        legal=forms.legal_grounds(top),
        fees=forms.fees(top),
        papers=MappingProxyType(vocabulary.papers),
        fields=MappingProxyType(vocabulary.fields),
        form=form,
        roles=MappingProxyType(_roles(top)),
        states=MappingProxyType(read_states),
        consultations=MappingProxyType(read_consultations),
        visible=MappingProxyType(_visible(top)),
        migrate=_migration(top),
        language=source.language,
        lines=MappingProxyType(source.lines),
    )


def digest(text: str) -> str:
    """Return by what a text is known: the same text, the same digest."""
    return sha256(text.encode()).hexdigest()


def _id(top: Block) -> str:
    id = top.text("workflow")
    if id and not NAME.fullmatch(id):
        note_id(top.source, top.line_of("workflow"), id, also="-")
    return id


def _version(top: Block) -> int:
    version = top.number("version", 1)
    if "version" in top and not 0 < version < 1_000_000:
        top.note(
            "D06",
            top.line_of("version"),
            _(
                "“version” must be a whole number from 1; it is “${said}”.",
                mapping={"said": top.text("version")[:80]},
            ),
        )
    return version


def _title(top: Block) -> Label:
    title = top.label("title", LONGEST_TITLE * 3)
    if "title" in top and not title.vi:
        what: Sentence = _("The procedure")
        top.note(
            "D13",
            top.line_of("title"),
            _("${thing} has no Vietnamese title.", mapping={"thing": what}),
        )
    return title


def _roles(top: Block) -> dict[str, Role]:
    return {
        id: Role(
            id,
            block.title(_("Role “${id}”", mapping={"id": id}), id),
            unit=block.name("unit", "lead"),
            role=block.text("role"),
            line=block.line,
        )
        for id, block in top.blocks("roles")
    }


def _visible(top: Block) -> dict[str, tuple[str, ...]]:
    block = top.block("visible")
    if block is None:
        return {}
    return {key: block.names(key) for key in ("documents", "status") if key in block}


def _migration(top: Block) -> Migration | None:
    block = top.block("migrate")
    if block is None:
        return None
    return Migration(
        block.number("from_version"),
        MappingProxyType(
            {
                id: scalar(node, block.source, id)
                for id, node, _line, _path in block.entries("states")
            }
        ),
        line=block.line,
    )
