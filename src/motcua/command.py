"""The command line: ``motcua due``, and what else is done without a browser.

Each command imports what it needs when it is called: a due date is told
without waiting for the web to be loaded.
"""

from __future__ import annotations

import json
import warnings
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motcua import exporting
from motcua.acting import Refusal
from motcua.deadlines.calendar_file import FILE, read_calendars
from motcua.deadlines.telling import tell_due
from motcua.words import LANGUAGES, translate

if TYPE_CHECKING:
    from motcua.migrations.planning import Plan
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
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
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


@motcua.command()
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


@motcua.command()
@click.argument("wanted", nargs=-1, metavar="[INI] [FILE|ID]...")
@click.option("--replay", "replayed", is_flag=True, help="Play last period's cases on each FILE.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="Cases from this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Cases up to this day.")
@click.option("--most", type=click.IntRange(1, 100_000), default=500, help="Cases at the most.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@click.option(
    "--config",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("config"),
    envvar="MOTCUA_CONFIG",
    help="Without INI: the folder of units.yaml and sample/people.yaml, used in memory.",
)
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


INI = click.argument("ini", type=click.Path(dir_okay=False), default="development.ini")


@motcua.command()
@INI
def serve(ini: str) -> None:
    """Serve the application that a configuration file describes."""
    from motcua import serving

    serving.serve(ini)


@motcua.command()
@INI
@click.option("--once", is_flag=True, help="Do what is due now, and stop.")
def worker(ini: str, once: bool) -> None:
    """Fire deadlines, send mails, keep search up to date; stop with Ctrl+C."""
    from motcua import serving

    serving.work(ini, once)


@motcua.command()
@click.argument("ini", type=click.Path(dir_okay=False))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why: the decision that puts it into force.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="In force from this day.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def publish(ini: str, file: Path, reason: str, since: datetime | None, language: str) -> None:
    """Put a procedure FILE into force; a file with errors changes nothing."""
    from motcua import serving
    from motcua.workflows.actions import NotSound

    try:
        name, day = serving.put_into_force(ini, file, reason, since.date() if since else None)
    except NotSound as refusal:
        for problem in refusal.problems:
            click.echo(problem.told_in(language), err=True)
        raise SystemExit(1) from None
    click.echo(f"{name} {day:%d/%m/%Y}")


@motcua.group()
def definitions() -> None:
    """What concerns all procedures."""


@definitions.command()
@INI
def sync(ini: str) -> None:
    """Propose new procedure files of the folder; tell what waits, and whose file is missing."""
    from motcua import serving

    for line in serving.folder_synced(ini):
        click.echo(line)


RULES = click.Choice(["keep", "recount", "restart"])


@motcua.command()
@click.argument("ini", type=click.Path(dir_okay=False))
@click.argument("procedure")
@click.option("--from", "before", type=int, required=True, help="The version they follow.")
@click.option("--to", "after", type=int, required=True, help="The version they shall follow.")
@click.option("--rule", type=RULES, required=True, help="What happens to due dates.")
@click.option("--map", "mapping", multiple=True, help="old=new; old= leaves its cases alone.")
@click.option("--reason", default="", help="Why; needed to restart.")
@click.option("--may-close", is_flag=True, help="Cases may come to a final step.")
@click.option("--warnings-read", is_flag=True, help="Do it although the plan has warnings.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of the cases.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def migrate(
    ini: str,
    procedure: str,
    before: int,
    after: int,
    rule: str,
    mapping: tuple[str, ...],
    reason: str,
    may_close: bool,
    warnings_read: bool,
    dry_run: bool,
    as_json: bool,
    language: str,
) -> None:
    """Bring running cases of PROCEDURE over to another version; --dry-run only plans it.

    Ends with 1 where the plan has errors.
    """
    from motcua import serving
    from motcua.migrations import telling

    chosen = {
        "mapping": dict(_pair(each) for each in mapping),
        "rule": rule,
        "reason": reason,
        "may_close": may_close,
    }

    def told(outcome: telling.Outcome) -> None:
        click.echo(translate(outcome.said, language), err=as_json)

    def planned(plan: Plan) -> None:
        if not as_json:
            click.echo(telling.as_lines(plan, language))

    try:
        plan, done = serving.bring_over(
            ini,
            procedure,
            (before, after),
            chosen,
            planned=planned,
            dry_run=dry_run,
            warnings_read=warnings_read,
            progress=told,
        )
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    if as_json:
        run = done.as_json(language) if done else None
        found = {**telling.as_json(plan, language), "run": run}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for code, why in done.kept if done else ():
            click.echo(f"{code}: {translate(why, language)}")
    if plan.errors:
        raise SystemExit(1)


def _pair(written: str) -> tuple[str, str]:
    before, between, after = written.partition("=")
    if not between:
        raise click.BadParameter(f"{written}: old=new", param_hint="--map")
    return before.strip(), after.strip()


@motcua.command("verify-journal")
@INI
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def verify_journal(ini: str, language: str) -> None:
    """Find out whether somebody has changed what was written down; ends with 1 if so."""
    from motcua import serving

    broken = serving.broken_journals(ini)
    for each in broken:
        click.echo(f"{each.journal} {each.number}: {translate(each.sentence, language)}")
    if broken:
        raise SystemExit(1)


@motcua.command("load-people")
@click.argument("ini", type=click.Path(dir_okay=False))
@click.argument("people", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def load_people(ini: str, people: Path, language: str) -> None:
    """Take over people and their positions from a file like config/sample/people.yaml."""
    from motcua import serving

    try:
        taken = serving.take_over_people(ini, people)
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    click.echo(f"{len(taken)}")


@motcua.command("set-password")
@click.argument("ini", type=click.Path(dir_okay=False))
@click.argument("account")
@click.password_option()
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def set_password(ini: str, account: str, password: str, language: str) -> None:
    """Give an account a new password, as for the first administrator."""
    from motcua import serving

    try:
        serving.give_password(ini, account, password)
    except Refusal as refusal:
        raise Refused(refusal, language) from None


motcua.add_command(exporting.export)
motcua.add_command(exporting.take_in)
