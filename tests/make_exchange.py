"""Files of others for tests of exchange, and what each test needs of our own."""

from __future__ import annotations

from pathlib import Path

from motcua.pages.assets import STATIC
from motcua.words import translate
from motcua.workflows.definition import Definition
from motcua.workflows.exchange.drafted import Taken
from motcua.workflows.exchange.formats import taken_in
from motcua.workflows.reader import read
from tests.make import ROOT

FONTS = STATIC / "vendor"
SHIPPED = sorted((ROOT / "workflows").glob("*/1.yaml"))
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def shipped(path: Path) -> Definition:
    """Return a procedure that is shipped."""
    definition = read(path.read_bytes()).definition
    assert definition is not None
    return definition


def scxml(inside: str, **attributes: str) -> bytes:
    """Return an SCXML file of somebody else."""
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    head = f'<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"{said}>'
    return f"{head}{inside}</scxml>".encode()


def bpmn(inside: str, name: str = "Nghỉ phép", outside: str = "") -> bytes:
    """Return a BPMN file of somebody else."""
    return (
        f'<b:definitions xmlns:b="{BPMN}">{outside}'
        f'<b:process id="p" name="{name}">{inside}</b:process></b:definitions>'
    ).encode()


def flow(start: str, end: str, name: str = "", inside: str = "") -> str:
    """Return a line of a BPMN file."""
    return (
        f'<b:sequenceFlow id="{start}-{end}" sourceRef="{start}" targetRef="{end}"'
        f' name="{name}">{inside}</b:sequenceFlow>'
    )


def made_of(content: bytes) -> tuple[Taken, Definition]:
    """Return the draft of a file, and what its text says."""
    taken = taken_in(content, "en")
    definition = read(taken.text).definition
    assert definition is not None
    return taken, definition


def told(taken: Taken) -> str:
    """Return every remark on a draft."""
    return "\n".join(translate(each, "en") for each in taken.remarks)
