"""Serving the application from a configuration file: ``motcua serve development.ini``."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click
import plaster
from pyramid.paster import setup_logging

from motcua.sample import accounts


class CannotServe(click.ClickException):
    """The server does not start; the message says what to do."""


def serve(ini: str) -> None:
    """Load the application that ``ini`` describes and serve it until interrupted."""
    if not Path(ini).is_file():
        raise CannotServe(f"There is no file {ini}.  Name one, as: motcua serve development.ini")
    setup_logging(ini)
    loader = plaster.get_loader(ini, protocols=["wsgi"])
    settings = loader.get_settings("app:main")
    app = loader.get_wsgi_app()
    _announce(settings, loader.get_settings("server:main"))
    try:
        loader.get_wsgi_server()(app)
    except OSError as error:
        raise _explained(error) from error


def _announce(settings: dict[str, Any], server: dict[str, Any]) -> None:
    click.echo(f"\nMotcua: http://{server.get('listen', 'localhost:6543').split()[0]}")
    if settings.get("motcua.sample") != "yes":
        return
    click.echo(f"Demo accounts (password: {settings['motcua.sample_password']}):")
    for account, who in accounts():
        click.echo(f"  {account:<14} {who}")
    click.echo("Stop with Ctrl+C.  The data stays in var/.\n")


def _explained(error: OSError) -> CannotServe:
    if error.errno == errno.EADDRINUSE:
        return CannotServe(
            "Another program already listens on this address.  Stop it, or change "
            "“listen” in the configuration file."
        )
    return CannotServe(str(error))
