"""The command line: ``motcua due``, and what else is done without a browser.

Each command imports what it needs when it is called: a due date is told
without waiting for the web to be loaded.  One module for each subject; what
they share is in :mod:`saying`.
"""

from __future__ import annotations

import warnings

import click

from motcua import exporting
from motcua.command import deadlines, migrating, people, procedures, running

__all__ = ["motcua"]


@click.group()
def motcua() -> None:
    """One-stop procedures, and asking for opinions."""
    # Libraries warn their developers; whoever types a command can do nothing about it.
    warnings.simplefilter("ignore")


for each in (
    deadlines.due,
    procedures.check,
    procedures.schema,
    procedures.rehearse,
    running.serve,
    running.worker,
    procedures.publish,
    procedures.definitions,
    migrating.migrate,
    running.verify_journal,
    people.load_people,
    people.set_password,
    exporting.export,
    exporting.take_in,
):
    motcua.add_command(each)
