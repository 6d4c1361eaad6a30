"""Where the management interface listens, and how it is put together."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.router import Router
from pyramid.session import SignedCookieSessionFactory
from waitress.server import create_server
from ZODB.DB import DB

from motcua.acting import Office
from motcua.management.access import OperationsPolicy, acting_of, user
from motcua.pages.asking import CLOCK, OFFICE
from motcua.storage.substance import open_pages

SETTING = "motcua.management"
IDLE = 15 * 60
"""Seconds after which somebody who does nothing is signed out."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Clock = Callable[[], datetime]


class NotLoopback(Exception):
    """The management interface would be reachable from other machines."""


def address_of(settings: Mapping[str, str]) -> tuple[str, int] | None:
    """Return where the management interface listens; ``None`` where it does not."""
    said = settings.get(SETTING, "").strip()
    if not said:
        return None
    host, _colon, port = said.rpartition(":")
    bare = host.strip("[]")
    try:
        if not ip_address(bare).is_loopback:
            raise ValueError
        return bare, int(port)
    except ValueError:
        raise NotLoopback(
            f"{SETTING} = {said}: it must be an address of this machine that no other machine "
            "can reach, with a port, as 127.0.0.1:6544."
        ) from None


def management(office: Office, database: DB, clock: Clock) -> Router:
    """Return the management interface as an application of its own."""
    secret = secrets.token_urlsafe(32)
    config = Configurator(settings={"substanced.secret": secret})
    config.registry[OFFICE] = office
    config.registry[CLOCK] = clock
    config.registry._zodb_databases = {"": database}
    config.include("pyramid_tm")
    config.include("motcua.pages.asking")
    open_pages(config, OperationsPolicy(acting_of))
    config.set_root_factory(lambda request: request.stored)
    config.set_session_factory(
        SignedCookieSessionFactory(
            secret, "management", timeout=IDLE, httponly=True, samesite="Strict"
        )
    )
    config.set_locale_negotiator(lambda request: "en")
    config.add_request_method(user, "user", reify=True)
    config.add_tween("motcua.management.listening.guarded")
    config.include("motcua.management.signing_in")
    return config.make_wsgi_app()


def guarded(handler: Callable[[Any], Response], registry: Any) -> Callable[[Any], Response]:
    """Answer only who names this machine itself, and let no browser keep or frame a page.

    A page of another site could otherwise reach the interface under a name
    that it has pointed to this machine.
    """

    def guard(request: Any) -> Response:
        host = request.host.rpartition(":")[0] or request.host
        if host.strip("[]") not in ("localhost", "127.0.0.1", "::1"):
            return Response(status=421, text="This is not the address of the interface.\n")
        response = handler(request)
        response.headers.update(HEADERS)
        return response

    return guard


def start_beside(
    settings: Mapping[str, str], office: Office, database: DB, clock: Clock
) -> Callable[[], None] | None:
    """Listen in a thread, if the settings say so; return the function that ends it."""
    address = address_of(settings)
    if address is None:
        return None
    host, port = address
    server = create_server(management(office, database, clock), host=host, port=port, threads=2)
    thread = threading.Thread(target=server.run, name="motcua-management", daemon=True)
    thread.start()

    def stop() -> None:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=5)

    return stop
