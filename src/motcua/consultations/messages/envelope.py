"""An edXML message: a SOAP envelope with a header, a manifest and the files in base64.

What comes is measured before it is parsed and counted afterwards; a document
type is refused, so nothing is expanded and nothing fetched
(:mod:`motcua.workflows.exchange.markup`).  Names count and prefixes do not: some
systems write other namespaces than the one that is usual.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lxml import etree

from motcua.acting import Refusal
from motcua.words import _
from motcua.workflows.exchange import markup

EDXML = "http://www.e-doc.vn/Schema/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XLINK = "http://www.w3.org/1999/xlink"
MOST_BYTES = 10_000_000
"""Of one message: longer ones libxml2 would cut, and they are brought as files."""
MOST_FILES = 20
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold."""
DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")

Element = Any


class CannotRead(Refusal):
    """The file is no message that can be taken in; nothing was kept of it."""


def begun() -> tuple[Element, Element, Element]:
    """Return a new message: the whole, its header and its body."""
    top = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "edXML": EDXML, "xlink": XLINK})
    header = etree.SubElement(top, f"{{{SOAP}}}Header")
    return top, header, etree.SubElement(top, f"{{{SOAP}}}Body")


def add(parent: Element, name: str, text: str = "") -> Element:
    """Add an element; signs that XML cannot hold are left out."""
    element = etree.SubElement(parent, f"{{{EDXML}}}{name}")
    if text:
        element.text = UNWRITABLE.sub("", text)
    return element


def add_all(parent: Element, name: str, **inside: str) -> Element:
    """Add an element with these elements in it."""
    element = add(parent, name)
    for each, text in inside.items():
        add(element, each, text)
    return element


def attach(body: Element, files: list[tuple[str, str, bytes]]) -> None:
    """Add files, each a name, a media type and its bytes, and name them in the manifest."""
    manifest = add(body, "Manifest")
    encoded = add(body, "AttachmentEncoded") if files else None
    for number, (name, kind, content) in enumerate(files, 1):
        reference = add_all(manifest, "Reference", AttachmentName=name)
        reference.set(f"{{{XLINK}}}href", f"cid:{number}")
        add_all(
            encoded,
            "Attachment",
            ContentId=f"cid:{number}",
            AttachmentName=name,
            ContentType=kind,
            ContentTransferEncoded=base64.b64encode(content).decode(),
        )


def as_bytes(top: Element) -> bytes:
    """Return the whole message."""
    return markup.as_bytes(top)


def day_written(day: date) -> str:
    """Write a day as messages do."""
    return f"{day:%Y/%m/%d}"


def instant_written(at: datetime) -> str:
    """Write an instant as messages do."""
    return f"{at:%Y/%m/%d %H:%M:%S}"


def parsed(content: bytes) -> Element:
    """Return the top element of a message that may come from anybody."""
    if len(content) > MOST_BYTES:
        raise CannotRead(
            _("The message is larger than ${n} MB.", mapping={"n": str(MOST_BYTES // 1_000_000)}),
            _("Take the answer down by hand, with its files."),
        )
    try:
        return markup.parsed(content, MOST_BYTES)
    except markup.CannotTakeIn as refusal:
        raise CannotRead(
            refusal.sentence, _("Have the message exported again, or take the answer down by hand.")
        ) from None


def every(top: Element, name: str) -> Iterator[Element]:
    """Go through all elements of a name, wherever they stand."""
    return (each for each in top.iter() if markup.name_of(each) == name)


def first(top: Element, *path: str) -> Element | None:
    """Return the first element that the names lead to; the first name may stand anywhere."""
    found = next(every(top, path[0]), None)
    for name in path[1:]:
        if found is None:
            return None
        found = next(iter(markup.children(found, name)), None)
    return found


def said(top: Element, *path: str) -> str:
    """Return the text there, with its lines; empty where there is none."""
    found = first(top, *path)
    return "" if found is None else "".join(found.itertext()).strip()


def day_read(text: str) -> date | None:
    """Return the day that stands in a message, in any of the usual ways."""
    found = DAY.match(text.strip())
    if found is None:
        return None
    year, month, day, first_day, second_month, last_year = found.groups()
    try:
        return date(int(year or last_year), int(month or second_month), int(day or first_day))
    except ValueError:
        return None


def files_in(top: Element) -> list[tuple[str, bytes]]:
    """Return the files that a message carries along, by the names it gives them."""
    found = []
    for each in every(top, "Attachment"):
        inside = {markup.name_of(child): (child.text or "") for child in each}
        packed = inside.get("ContentTransferEncoded") or inside.get("Content") or ""
        name = inside.get("AttachmentName", "").strip()
        if not (packed and name):
            continue
        try:
            found.append((name, base64.b64decode("".join(packed.split()), validate=True)))
        except ValueError:
            raise CannotRead(
                _("The file “${name}” in the message is broken.", mapping={"name": name[:100]}),
                _("Have the message exported again, or take the answer down by hand."),
            ) from None
    if len(found) > MOST_FILES:
        raise CannotRead(_("The message carries more than ${n} files.", mapping={"n": MOST_FILES}))
    return found
