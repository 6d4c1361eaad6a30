"""``motcua export`` and ``motcua import``: procedures in the formats of others, without a database.

Both work on files.  What a format cannot say, and what is
to be completed in a file of others, is told beside the file, on the other
stream.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from motcua.acting import Refusal
from motcua.words import LANGUAGES, Sentence, _, translate

if TYPE_CHECKING:
    from motcua.workflows.definition import Definition
    from motcua.workflows.exchange.publication import Publication

ENDS = ("docx", "pdf", "svg", "bpmn", "scxml", "yaml")
LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="vi or en."
)
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
OUT = click.option(
    "-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it."
)
CONFIG = click.option(
    "--config",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("config"),
    envvar="MOTCUA_CONFIG",
    help="The folder with the names of units and letters.",
)


@click.command("export")
@FILE
@click.option("--to", "format", type=click.Choice(ENDS), required=True, help="What to write.")
@OUT
@LANGUAGE
@CONFIG
def export(file: Path, format: str, out: Path | None, language: str, config: Path) -> None:
    """Write a procedure FILE as an office document, a picture, BPMN or SCXML."""
    from motcua.pages.assets import STATIC
    from motcua.workflows.exchange import formats

    definition = _sound(file, language)
    known = _names(config)
    try:
        content = formats.written(definition, format, language, STATIC / "vendor", known)
    except Refusal as refusal:
        _give_up(refusal, language)
    target = out or Path(formats.file_name(definition, format))
    target.write_bytes(content)
    click.echo(target)
    _tell(
        _("What this format cannot say:"),
        formats.FORMATS[format].unsaid(definition),
        language,
    )


@click.command("import")
@FILE
@OUT
@LANGUAGE
def take_in(file: Path, out: Path | None, language: str) -> None:
    """Make the text of a draft of an SCXML, BPMN or procedure FILE; nothing is published."""
    from motcua.workflows.exchange import formats

    try:
        taken = formats.taken_in(file.read_bytes(), language)
    except Refusal as refusal:
        _give_up(refusal, language)
    if out is None:
        click.echo(taken.text, nl=False)
    else:
        out.write_text(taken.text, "utf8")
        click.echo(out)
    _tell(_("To be completed:"), taken.remarks, language)


def _sound(file: Path, language: str) -> Definition:
    """Return what a file defines; its errors are told, and end the command with 1."""
    from motcua.workflows.checks import checked

    reading = checked(file.read_bytes(), file=str(file))
    if reading.definition is None or not reading.is_sound:
        for problem in reading.problems:
            click.echo(problem.told_in(language), err=True)
        raise SystemExit(1)
    return reading.definition


def _names(config: Path) -> Publication | None:
    """Return how units and letters are called; without such a folder they keep their ids."""
    from motcua.application import furnished
    from motcua.documents.letters import Letters
    from motcua.workflows import surroundings
    from motcua.workflows.exchange.publication import Publication

    if not config.is_dir():
        return None
    settings = {"motcua.config": str(config), "motcua.workflows": str(config.parent / "workflows")}
    office = furnished(settings)
    places = surroundings.of_office(office).units or {}
    letters = office.borrow(Letters).letters
    return Publication(
        units={id: place.title for id, place in places.items()},
        letters={id: letter.title for id, letter in letters.items()},
    )


def _give_up(refusal: Refusal, language: str) -> NoReturn:
    told = (translate(refusal.sentence, language), translate(refusal.way_out, language))
    click.echo(" ".join(filter(None, told)), err=True)
    raise SystemExit(2)


def _tell(title: Sentence, sentences: Iterable[Sentence], language: str) -> None:
    lines = [f"* {translate(each, language)}" for each in sentences]
    if lines:
        click.echo("\n".join([translate(title, language), *lines]), err=True)
