"""What commands have in common: how they refuse, and what most of them are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from motcua.acting import Refusal
from motcua.words import LANGUAGES, translate

Command = TypeVar("Command", bound=Callable[..., Any])

LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="vi or en."
)
INI = click.argument("ini", type=click.Path(dir_okay=False), default="development.ini")
DATABASE = click.argument("ini", type=click.Path(dir_okay=False))
"""The same, where nobody may forget to say which database is meant."""
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer for a program.")


def config_folder(help: str) -> Callable[[Command], Command]:
    """Return the option of the folder with the settings; ``help`` says what is read of it."""
    return click.option(
        "--config",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("config"),
        envvar="MOTCUA_CONFIG",
        help=help,
    )


class Refused(click.ClickException):
    """A refusal, said in one line; the command ends with 2, as after a wrong option."""

    exit_code = 2

    def __init__(self, refusal: Refusal, language: str):
        told = (translate(refusal.sentence, language), translate(refusal.way_out, language))
        super().__init__(" ".join(filter(None, told)))

    def show(self, file: object = None) -> None:
        """Write the sentence, and nothing around it."""
        click.echo(self.message, err=True)
