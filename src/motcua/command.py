"""The command line: ``motcua due``, and what else is done without a browser.

Each command imports what it needs when it is called: a due date is told
without waiting for the web to be loaded.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motcua.acting import Refusal
from motcua.deadlines.calendar_file import FILE, read_calendars
from motcua.deadlines.telling import tell_due
from motcua.words import LANGUAGES, translate

if TYPE_CHECKING:
    from motcua.workflows.surroundings import Surroundings

UNITS = "units.yaml"


class Refused(click.ClickException):
    """A refusal, said in one line; the command ends with 2, as after a wrong option."""

    exit_code = 2

    def __init__(self, refusal: Refusal, language: str):
        told = (translate(refusal.sentence, language), translate(refusal.way_out, language))
        super().__init__(" ".join(filter(None, told)))

    def show(self, file: object = None) -> None:
        """Write the sentence, and nothing around it."""
        click.echo(self.message, err=True)


@click.group()
def motcua() -> None:
    """One-stop procedures, and asking for opinions."""
    # Libraries warn their developers; whoever types a command can do nothing about it.
    warnings.simplefilter("ignore")


@motcua.command()
@click.argument("start")
@click.argument("term")
@click.option("--unit", default="", help="The unit whose hours and closures apply.")
@click.option("--explain", is_flag=True, help="Say line by line why it is that date.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program, with every step.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
@click.option(
    "--config",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("config"),
    envvar="MOTCUA_CONFIG",
    help="The folder of calendar.yaml and units.yaml.",
)
def due(
    start: str,
    term: str,
    unit: str,
    explain: bool,
    as_json: bool,
    language: str,
    config: Path,
) -> None:
    """Say when TERM is due that begins at START.

    motcua due "2026-11-20 15:30" "3 working days"
    """
    try:
        calendars = read_calendars(config / FILE)
        names = _calendar_names(config / UNITS) if unit else {}
        told = tell_due(
            calendars, start, term, unit, language, units=names, calendar_name=names.get(unit, "")
        )
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    if as_json:
        click.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2))
        return
    click.echo(told.date)
    for each in told.lines if explain else ():
        click.echo(f"  {each}")


def _calendar_names(path: Path) -> dict[str, str]:
    """Return the calendar that each unit of the file keeps: its own, or that of the unit above."""
    from motcua.people.loading import read_units

    names: dict[str, str] = {}
    for unit in read_units(path)[0]:
        names[unit.id] = unit.details["calendar"] or names.get(unit.parent, "")
    return names


@motcua.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@click.option(
    "--config",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("config"),
    envvar="MOTCUA_CONFIG",
    help="The folder of roles.yaml, units.yaml and the letters, against which files are checked.",
)
def check(files: tuple[Path, ...], language: str, as_json: bool, config: Path) -> None:
    """Tell everything that is wrong with procedure FILES, by line; ends with 1 on errors."""
    from motcua.workflows import listing

    try:
        problems = listing.problems_of(files, _surroundings(config))
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    if as_json:
        click.echo(listing.as_json(problems, language))
    elif problems:
        click.echo(listing.as_lines(problems, language))
    if any(each.is_error for each in problems):
        raise SystemExit(1)


def _surroundings(config: Path) -> Surroundings:
    """Return what procedures must fit into; without such a folder a file is checked by itself."""
    from datetime import date

    from motcua.application import furnished
    from motcua.workflows import surroundings

    if not config.is_dir():
        return surroundings.Surroundings()
    settings = {"motcua.config": str(config), "motcua.workflows": str(config.parent / "workflows")}
    return surroundings.of_office(furnished(settings), date.today().year + 1)
