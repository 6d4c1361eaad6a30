"""``motcua migrate``: bringing running cases over, and what becomes of such a run.

motcua migrate production.ini cap-giay-phep --from 1 --to 2 --rule keep
motcua migrate status production.ini
motcua migrate stop production.ini 3
motcua migrate go-on production.ini 3
motcua migrate undo production.ini 3 --reason "Hoãn thi hành"
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from motcua.acting import Refusal
from motcua.command.saying import AS_JSON, DATABASE, LANGUAGE, Refused
from motcua.words import translate

if TYPE_CHECKING:
    from motcua.migrations.planning import Plan
    from motcua.migrations.telling import Outcome, Told

RULES = click.Choice(["keep", "recount", "restart"])


class Usually(click.Group):
    """A group in which what is no name of a command is meant for the usual one."""

    usual = "start"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the usual command before what names none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [self.usual, *args]
        return super().parse_args(ctx, args)


@click.group(cls=Usually)
def migrate() -> None:
    """Bring running cases over to another version: start, status, stop, go-on, undo.

    motcua migrate INI PROCEDURE … is the same as motcua migrate start INI PROCEDURE …
    """


@migrate.command()
@DATABASE
@click.argument("procedure")
@click.option("--from", "before", type=int, required=True, help="The version they follow.")
@click.option("--to", "after", type=int, required=True, help="The version they shall follow.")
@click.option("--rule", type=RULES, required=True, help="What happens to due dates.")
@click.option("--map", "mapping", multiple=True, help="old=new; old= leaves its cases alone.")
@click.option("--reason", default="", help="Why; needed to restart.")
@click.option("--may-close", is_flag=True, help="Cases may come to a final step.")
@click.option("--warnings-read", is_flag=True, help="Do it although the plan has warnings.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of the cases.")
@AS_JSON
@LANGUAGE
def start(
    ini: str,
    procedure: str,
    before: int,
    after: int,
    mapping: tuple[str, ...],
    dry_run: bool,
    warnings_read: bool,
    as_json: bool,
    language: str,
    **chosen: Any,
) -> None:
    """Bring running cases of PROCEDURE over to another version; --dry-run only plans it.

    Ends with 1 where the plan has errors.
    """
    from motcua import serving

    chosen["mapping"] = dict(_pair(each) for each in mapping)
    try:
        plan, done = serving.bring_over(
            ini,
            procedure,
            (before, after),
            chosen,
            planned=_telling_plan(as_json, language),
            dry_run=dry_run,
            warnings_read=warnings_read,
            progress=_telling_progress(as_json, language),
        )
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    _tell_end(plan, done, as_json, language)
    if plan.errors:
        raise SystemExit(1)


def _telling_plan(as_json: bool, language: str) -> Callable[[Plan], None]:
    from motcua.migrations import telling

    def planned(plan: Plan) -> None:
        if not as_json:
            click.echo(telling.as_lines(plan, language))

    return planned


def _telling_progress(as_json: bool, language: str) -> Callable[[Outcome], None]:
    return lambda outcome: click.echo(translate(outcome.said, language), err=as_json)


def _tell_end(plan: Plan, done: Outcome | None, as_json: bool, language: str) -> None:
    from motcua.migrations import telling

    if as_json:
        run = done.as_json(language) if done else None
        found = {**telling.as_json(plan, language), "run": run}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for code, why in done.kept if done else ():
        click.echo(f"{code}: {translate(why, language)}")


def _pair(written: str) -> tuple[str, str]:
    before, between, after = written.partition("=")
    if not between:
        raise click.BadParameter(f"{written}: old=new", param_hint="--map")
    return before.strip(), after.strip()


RUN = click.argument("run", type=int)


@migrate.command()
@DATABASE
@click.argument("run", type=int, required=False)
@AS_JSON
@LANGUAGE
def status(ini: str, run: int | None, as_json: bool, language: str) -> None:
    """Say how far each run is, or one RUN with the cases that stayed and why."""
    from motcua import serving

    _tell(lambda: serving.runs(ini, run), as_json, language, with_kept=run is not None)


@migrate.command()
@DATABASE
@RUN
@AS_JSON
@LANGUAGE
def stop(ini: str, run: int, as_json: bool, language: str) -> None:
    """Stop a RUN where it is; what is done stays done."""
    from motcua import serving

    _tell(lambda: [serving.stop_run(ini, run)], as_json, language)


@migrate.command("go-on")
@DATABASE
@RUN
@AS_JSON
@LANGUAGE
def go_on(ini: str, run: int, as_json: bool, language: str) -> None:
    """Let a stopped RUN go on, and carry it out to its end."""
    from motcua import serving

    told = _telling_progress(as_json, language)
    _tell(lambda: [serving.carry_on(ini, run, told)], as_json, language)


@migrate.command()
@DATABASE
@RUN
@click.option("--reason", required=True, help="Why the cases are brought back.")
@click.option("--batch", type=click.IntRange(min=1), help="Only this one; else all of them.")
@AS_JSON
@LANGUAGE
def undo(ini: str, run: int, reason: str, batch: int | None, as_json: bool, language: str) -> None:
    """Bring the cases of a RUN back, as far as they have not moved since."""
    from motcua import serving

    _tell(lambda: [serving.undo_run(ini, run, batch, reason)], as_json, language)


def _tell(
    found: Callable[[], list[Told]], as_json: bool, language: str, with_kept: bool = False
) -> None:
    try:
        told = found()
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    if as_json:
        click.echo(json.dumps([each.as_json(language) for each in told], ensure_ascii=False))
        return
    for each in told:
        click.echo(translate(each.said, language))
        for code, why in each.outcome.kept if with_kept else ():
            click.echo(f"  {code}: {translate(why, language)}")
