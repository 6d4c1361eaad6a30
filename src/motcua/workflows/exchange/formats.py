"""The formats there are: writing a procedure in one of them, and making a draft of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.words import Label, Sentence, _
from motcua.workflows import diagram
from motcua.workflows.definition import NOTHING, Definition
from motcua.workflows.exchange import (
    bpmn,
    from_bpmn,
    from_scxml,
    scxml,
    unsaid,
)
from motcua.workflows.exchange.drafted import Taken
from motcua.workflows.exchange.markup import CannotTakeIn, name_of, parsed
from motcua.workflows.exchange.publication import Publication
from motcua.workflows.problems import Found
from motcua.workflows.reading.nodes import compose


@dataclass(frozen=True)
class Export:
    """What is written, for whom, and with what."""

    definition: Definition
    language: str
    fonts: Path
    """The folder with the fonts of the pages."""
    published: Publication


Writer = Callable[[Export], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    id: str
    """Also the end of its name."""
    title: Sentence
    media_type: str
    write: Writer
    wanting: tuple[tuple[unsaid.Has, Sentence], ...] = ()
    is_read: bool = False
    """Whether a file of this kind can be made a draft of."""

    def unsaid(self, definition: Definition) -> tuple[Sentence, ...]:
        """Return what the format cannot say of this procedure."""
        return unsaid.of(self.wanting, definition)


def _document(asked: Export) -> bytes:
    # Imported when it is asked for: it brings libraries that a start does without.
    from motcua.workflows.exchange import document

    return document.written(asked.definition, asked.language, asked.fonts, asked.published)


def _picture(asked: Export) -> bytes:
    # As above.
    from motcua.workflows.exchange import pdf

    return pdf.written(asked.definition, asked.language, asked.fonts)


FORMATS: dict[str, Format] = {
    each.id: each
    for each in (
        Format(
            "yaml",
            _("The procedure file"),
            "application/yaml",
            lambda asked: asked.definition.text.encode(),
            is_read=True,
        ),
        Format(
            "docx",
            _("Office document: internal procedure under ISO 9001"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _document,
            unsaid.DOCUMENT,
        ),
        Format(
            "pdf",
            _("The picture as PDF"),
            "application/pdf",
            _picture,
            unsaid.PICTURE,
        ),
        Format(
            "svg",
            _("The picture as SVG"),
            "image/svg+xml",
            lambda asked: diagram.svg(asked.definition, asked.language).encode(),
            unsaid.PICTURE,
        ),
        Format(
            "bpmn",
            _("BPMN 2.0, for process editors"),
            "application/xml",
            lambda asked: bpmn.written(asked.definition, asked.language),
            unsaid.BPMN,
            is_read=True,
        ),
        Format(
            "scxml",
            _("SCXML, for state machines"),
            "application/scxml+xml",
            lambda asked: scxml.written(asked.definition, asked.language),
            unsaid.SCXML,
            is_read=True,
        ),
    )
}
"""Every format, by the end of its files' names."""


def file_name(definition: Definition, format: str) -> str:
    """Return what a file is called."""
    return f"{definition.id}-{definition.version}.{format}"


def written(
    definition: Definition,
    format: str,
    language: str,
    fonts: Path,
    published: Publication | None = None,
) -> bytes:
    """Return the procedure as a file of one of :data:`FORMATS`."""
    asked = Export(definition, language, fonts, published or Publication())
    return FORMATS[format].write(asked)


def taken_in(content: bytes, language: str = "vi", roles: Mapping[str, Label] = NOTHING) -> Taken:
    """Return the draft that a file of somebody else's makes; it is stored nowhere.

    ``roles`` are those of the office, by which lanes may be called.

    The kind of file is told by what stands in it and not by its name.  Raises
    :class:`~motcua.workflows.exchange.markup.CannotTakeIn`.
    """
    if not content.strip():
        raise CannotTakeIn(_("The file is empty."))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _taken_in_xml(content, language, roles)
    return _taken_in_text(content)


def _taken_in_xml(content: bytes, language: str, roles: Mapping[str, Label]) -> Taken:
    top = parsed(content)
    name = name_of(top)
    if name == "scxml":
        return from_scxml.taken(top, language)
    if name == "definitions":
        return from_bpmn.taken(top, language, roles)
    raise CannotTakeIn(
        _("This is neither SCXML nor BPMN: it begins with “${name}”.", mapping={"name": name[:80]})
    )


def _taken_in_text(content: bytes) -> Taken:
    """A procedure file may be wrong in every other way, but it must be safe to open."""
    found = Found()
    text, node = compose(content, found)
    if node is None:
        problem = found.in_order()[0]
        raise CannotTakeIn(
            problem.said,
            _("Send a procedure file (YAML), an SCXML or a BPMN file."),
        )
    return Taken("yaml", text)
