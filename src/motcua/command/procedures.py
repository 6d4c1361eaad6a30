"""What is done with procedure files: checking them, trying them out, putting them into force."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motcua.acting import Refusal
from motcua.command.saying import AS_JSON, DATABASE, INI, LANGUAGE, Refused, config_folder

if TYPE_CHECKING:
    from motcua.workflows.surroundings import Surroundings


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
@AS_JSON
@config_folder(
    "The folder of roles.yaml, units.yaml and the letters, against which files are checked."
)
def check(files: tuple[Path, ...], language: str, as_json: bool, config: Path) -> None:
    """Tell everything that is wrong with procedure FILES, by line; ends with 1 on errors."""
    from motcua.rehearsals import playing
    from motcua.workflows import listing
    from motcua.workflows.actions import TESTS

    tests = [each for each in files if each.name == TESTS]
    procedures = [each for each in files if each.name != TESTS]
    try:
        problems = listing.problems_of(procedures, _surroundings(config))
        problems += [problem for each in tests for problem in playing.problems_of(each)]
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    if as_json:
        click.echo(listing.as_json(problems, language))
    elif problems:
        click.echo(listing.as_lines(problems, language))
    if any(each.is_error for each in problems):
        raise SystemExit(1)


@click.command()
def schema() -> None:
    """Print the JSON Schema of procedure files, for editors with a YAML language server."""
    from motcua.workflows import schema

    click.echo(schema.printed(), nl=False)


def _surroundings(config: Path) -> Surroundings:
    """Return what procedures must fit into; without such a folder a file is checked by itself."""
    from datetime import date

    from motcua.application import furnished
    from motcua.workflows import surroundings

    if not config.is_dir():
        return surroundings.Surroundings()
    settings = {"motcua.config": str(config), "motcua.workflows": str(config.parent / "workflows")}
    return surroundings.of_office(furnished(settings), date.today().year + 1)


@click.command()
@click.argument("wanted", nargs=-1, metavar="[INI] [FILE|ID]...")
@click.option("--replay", "replayed", is_flag=True, help="Play last period's cases on each FILE.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="Cases from this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Cases up to this day.")
@click.option("--most", type=click.IntRange(1, 100_000), default=500, help="Cases at the most.")
@LANGUAGE
@AS_JSON
@config_folder("Without INI: the folder of units.yaml and sample/people.yaml, used in memory.")
def rehearse(
    wanted: tuple[str, ...],
    replayed: bool,
    since: datetime | None,
    until: datetime | None,
    most: int,
    language: str,
    as_json: bool,
    config: Path,
) -> None:
    """Play the tests of procedures; ends with 1 where something is not as expected.

    motcua rehearse cap-giay-phep-xay-dung

    Nothing is stored and nothing is sent.  With an INI file the people are
    those of its database; --replay plays the real cases of a period on each
    FILE and says what would have been different.
    """
    from motcua import rehearsing

    is_ini = bool(wanted) and wanted[0].endswith(".ini")
    ini, names = (wanted[0], wanted[1:]) if is_ini else ("", wanted)
    try:
        if replayed:
            click.echo(rehearsing.replay(ini, names, since, until, most, language, as_json))
            return
        told, passed = rehearsing.play(ini, config, names, language, as_json)
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    click.echo(told)
    if not passed:
        raise SystemExit(1)


@click.command()
@DATABASE
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why: the decision that puts it into force.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="In force from this day.")
@click.option("--tests-seen", is_flag=True, help="Although a test of the procedure fails.")
@LANGUAGE
def publish(
    ini: str, file: Path, reason: str, since: datetime | None, tests_seen: bool, language: str
) -> None:
    """Put a procedure FILE into force; a file with errors changes nothing.

    Nor does one under which a test of the procedure fails, unless --tests-seen.
    """
    from motcua import serving
    from motcua.workflows.actions import NotSound
    from motcua.workflows.trials import TestsFail

    day_of = since.date() if since else None
    try:
        name, day = serving.put_into_force(ini, file, reason, day_of, tests_seen)
    except TestsFail as refusal:
        raise Refused(refusal, language) from None
    except NotSound as refusal:
        for problem in refusal.problems:
            click.echo(problem.told_in(language), err=True)
        raise SystemExit(1) from None
    click.echo(f"{name} {day:%d/%m/%Y}")


@click.group()
def definitions() -> None:
    """What concerns all procedures."""


@definitions.command()
@INI
def sync(ini: str) -> None:
    """Propose new procedure files of the folder; tell what waits, and whose file is missing."""
    from motcua import serving

    for line in serving.folder_synced(ini):
        click.echo(line)
