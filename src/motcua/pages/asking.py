"""Who asks for a page, and when: what a view hands to the actions.

The moment is asked of the machine here and nowhere below; one request has one
moment.  Who it is, the ``signin`` face says through the security policy; a
visitor acts too, as nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pyramid.config import Configurator
from pyramid.interfaces import ISecurityPolicy
from pyramid.request import Request
from pyramid_zodbconn import get_connection

from motcua.acting import Acting, Office

OFFICE = "motcua.office"
"""Where the :class:`~motcua.acting.Office` stands in the registry."""
CLOCK = "motcua.clock"
"""Where a test puts a function that tells the time."""
ROOT = "app_root"
"""Under which name Substance D keeps its root in the database."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_time() -> datetime:
    """Return what the clock on the office's wall shows."""
    return datetime.now(ZONE).replace(tzinfo=None, microsecond=0)


def now(request: Request) -> datetime:
    """Return the moment of this request."""
    clock: Callable[[], datetime] = request.registry.get(CLOCK, local_time)
    return clock()


def office(request: Request) -> Office:
    """Return the administration's office, wired once per process."""
    return request.registry[OFFICE]


def stored(request: Request) -> Any:
    """Return the root of what is stored, through this request's own connection."""
    return get_connection(request).root()[ROOT]


def visitor(request: Request) -> Acting:
    """Return the acting of somebody who has not said who they are.

    The address is the one that the server saw, or that a proxy it trusts named
    to it; ``client_addr`` would believe whatever a header says.
    """
    return Acting(
        office=request.office,
        root=request.stored,
        now=request.now,
        origin=request.remote_addr or "",
        language=request.locale_name,
    )


def acting(request: Request) -> Acting:
    """Return who acts in this request: the person signed in, or a visitor."""
    if request.registry.queryUtility(ISecurityPolicy) is None:
        return request.visitor
    return request.identity or request.visitor


def includeme(config: Configurator) -> None:
    """Give requests ``now``, ``office``, ``stored``, ``visitor`` and ``acting``."""
    for method in (now, office, stored, visitor, acting):
        config.add_request_method(method, method.__name__, reify=True)
