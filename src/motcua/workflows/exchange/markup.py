"""XML: written for others, and read as if its author wished us harm.

A file is measured before it is parsed and counted afterwards.  A document type
is refused as soon as it is seen, so there are no entities to expand and
nothing is fetched; nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from motcua.acting import Refusal
from motcua.words import Sentence, _
from motcua.workflows.exchange.plain import Tree
from motcua.workflows.exchange.shaping import shaped
from motcua.workflows.exchange.writing import read_tree, written
from motcua.workflows.reading.nodes import INVISIBLE

OURS = "urn:motcua:procedure:1"
"""The namespace in which we write what a format has no words for."""

MOST_BYTES = 1024 * 1024
MOST_LEVELS = 60
MOST_ELEMENTS = 20_000
DOCUMENT_TYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

Element = Any
"""An element of lxml, which has no types of its own."""


class CannotTakeIn(Refusal):
    """The file is not taken over; the sentence says why, and nothing was kept of it."""

    def __init__(self, sentence: Sentence, way_out: Sentence = ""):
        super().__init__(
            sentence,
            way_out or _("Export the file again as plain SCXML or BPMN 2.0 and send that."),
        )


def parsed(content: bytes, most: int = MOST_BYTES) -> Element:
    """Return the top element of a file that may come from anybody, ``most`` bytes at the most."""
    text = _harmless(content, most)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        top = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise CannotTakeIn(
            _("This is not well-formed XML (line ${line}).", mapping={"line": str(line)})
        ) from None
    _count(top)
    return top


def _harmless(content: bytes, most: int) -> str:
    if len(content) > most:
        raise CannotTakeIn(_("The file is too large: 1 MB at most."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotTakeIn(_("The file is not written in UTF-8.")) from None
    if DOCUMENT_TYPE.search(text):
        raise CannotTakeIn(
            _("The file declares a document type or entities; such files are not opened.")
        )
    if INVISIBLE.search(text):
        raise CannotTakeIn(_("The file holds invisible characters."))
    return text


def _count(top: Element) -> None:
    """Refuse what is too deep or too much; without recursion, which depth would exhaust."""
    waiting, count = [(top, 1)], 0
    while waiting:
        element, level = waiting.pop()
        count += 1
        if level > MOST_LEVELS:
            raise CannotTakeIn(_("Too many elements stand inside each other in the file."))
        if count > MOST_ELEMENTS:
            raise CannotTakeIn(
                _("The file has too many elements (${n} at most).", mapping={"n": MOST_ELEMENTS})
            )
        waiting.extend((child, level + 1) for child in element)


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def namespace_of(element: Element) -> str:
    """Return the namespace of an element."""
    return str(etree.QName(element).namespace or "")


def children(element: Element, *names: str) -> list[Element]:
    """Return the children of these names, whatever prefix they carry."""
    return [each for each in element if name_of(each) in names and namespace_of(each) != OURS]


def words_in(element: Element) -> str:
    """Return the text of an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def attribute(element: Element, name: str) -> str:
    """Return an attribute as one line of text; empty where it is not there."""
    return " ".join(str(element.get(name, "")).split())


def ours(element: Element, name: str) -> str:
    """Return one of our own attributes."""
    return attribute(element, f"{{{OURS}}}{name}")


def piece(element: Element, name: str) -> Tree:
    """Return what we wrote into an element about it; nothing where we wrote nothing."""
    for each in _pieces(element, name):
        return shaped(read_tree(each.text or "") or {})
    return {}


def file_in(element: Element) -> str:
    """Return the file of ours that an export carries along, as it was."""
    return next((each.text or "" for each in _pieces(element, "file")), "")


def _pieces(element: Element, name: str) -> Iterator[Element]:
    tag = f"{{{OURS}}}{name}"
    for child in element:
        if child.tag == tag:
            yield child
        elif name_of(child) == "extensionElements":
            yield from (each for each in child if each.tag == tag)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Add an element of the parent's namespace."""
    return _filled(etree.SubElement(parent, f"{{{namespace_of(parent)}}}{name}"), text, attributes)


def add_ours(parent: Element, name: str, tree: Tree | str) -> None:
    """Add what only we understand, as a piece of a procedure file."""
    if tree:
        text = tree if isinstance(tree, str) else written(tree)
        _filled(etree.SubElement(parent, f"{{{OURS}}}{name}"), text, {})


def mark(element: Element, **attributes: str) -> None:
    """Set attributes of our own."""
    for key, value in attributes.items():
        element.set(f"{{{OURS}}}{key}", value)


def _filled(element: Element, text: str, attributes: dict[str, str]) -> Element:
    for key, value in attributes.items():
        if value:
            element.set(key, value)
    if text:
        element.text = text
    return element


def comment(parent: Element, lines: list[str]) -> None:
    """Add a comment; two hyphens would end it."""
    said = "\n".join(f"  {line}" for line in lines)
    while "--" in said:
        said = said.replace("--", "- -")
    parent.append(etree.Comment(f"\n{said}\n"))


def as_bytes(top: Element) -> bytes:
    """Return the whole file."""
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))
