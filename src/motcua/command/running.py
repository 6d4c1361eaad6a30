"""Serving the application, working beside it, and looking whether its journals are whole."""

from __future__ import annotations

import click

from motcua.command.saying import INI, LANGUAGE
from motcua.words import translate


@click.command()
@INI
def serve(ini: str) -> None:
    """Serve the application that a configuration file describes."""
    from motcua import serving

    serving.serve(ini)


@click.command()
@INI
@click.option("--once", is_flag=True, help="Do what is due now, and stop.")
def worker(ini: str, once: bool) -> None:
    """Fire deadlines, send mails, keep search up to date; stop with Ctrl+C."""
    from motcua import serving

    serving.work(ini, once)


@click.command("verify-journal")
@INI
@LANGUAGE
def verify_journal(ini: str, language: str) -> None:
    """Find out whether somebody has changed what was written down; ends with 1 if so."""
    from motcua import serving

    broken = serving.broken_journals(ini)
    for each in broken:
        click.echo(f"{each.journal} {each.number}: {translate(each.sentence, language)}")
    if broken:
        raise SystemExit(1)
