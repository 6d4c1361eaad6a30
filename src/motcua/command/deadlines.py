"""``motcua due``: when a time limit ends, without the web and without a database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from motcua.acting import Refusal
from motcua.command.saying import LANGUAGE, Refused, config_folder
from motcua.deadlines.calendar_file import FILE, read_calendars
from motcua.deadlines.telling import tell_due

UNITS = "units.yaml"


@click.command()
@click.argument("start")
@click.argument("term")
@click.option("--unit", default="", help="The unit whose hours and closures apply.")
@click.option("--explain", is_flag=True, help="Say line by line why it is that date.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program, with every step.")
@LANGUAGE
@config_folder("The folder of calendar.yaml and units.yaml.")
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
