"""Taking over people from a file, and giving the first of them a password."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.acting import Refusal
from motcua.command.saying import DATABASE, LANGUAGE, Refused


@click.command("load-people")
@DATABASE
@click.argument("people", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
def load_people(ini: str, people: Path, language: str) -> None:
    """Take over people and their positions from a file like config/sample/people.yaml."""
    from motcua import serving

    try:
        taken = serving.take_over_people(ini, people)
    except Refusal as refusal:
        raise Refused(refusal, language) from None
    click.echo(f"{len(taken)}")


@click.command("set-password")
@DATABASE
@click.argument("account")
@click.password_option()
@LANGUAGE
def set_password(ini: str, account: str, password: str, language: str) -> None:
    """Give an account a new password, as for the first administrator."""
    from motcua import serving

    try:
        serving.give_password(ini, account, password)
    except Refusal as refusal:
        raise Refused(refusal, language) from None
