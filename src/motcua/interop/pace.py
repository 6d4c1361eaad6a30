"""How often programs may ask: so many requests a minute with one token, and no more.

Counted in the memory of the process, as the secrets of cases are.  Wrong tokens
count by the network they come from.
"""

from __future__ import annotations

from datetime import timedelta

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPTooManyRequests
from pyramid.request import Request

from motcua.storage.throttle import Limit, Throttle
from motcua.words import _

KNOWN, UNKNOWN = "motcua.interop.known", "motcua.interop.unknown"
"""Where the registry keeps the counts of tokens, and of what showed none that counts."""
MINUTE = timedelta(minutes=1)
WRONG = Limit(times=30, period=MINUTE)


def includeme(config: Configurator) -> None:
    """Begin to count."""
    settings = config.registry.settings
    times = int(settings.get("motcua.api_per_minute", 120))
    config.registry[KNOWN] = Throttle(Limit(times=times, period=MINUTE))
    config.registry[UNKNOWN] = Throttle(WRONG)


def require_pace(request: Request) -> None:
    """Count a request with its token; refuse it where there were too many."""
    _require(request, KNOWN, request.shown_token.id)


def require_pace_of_strangers(request: Request) -> None:
    """Count a request without a token that counts."""
    address = request.remote_addr or ""
    network = ":".join(address.split(":")[:4]) if address.count(":") > 1 else address
    _require(request, UNKNOWN, network)


def _require(request: Request, counts: str, key: str) -> None:
    throttle: Throttle = request.registry[counts]
    if throttle.allow(key, request.now):
        return
    wait = throttle.wait(key, request.now)
    raise HTTPTooManyRequests(
        request.voice.say(_("More requests came than are answered in a minute.")),
        headers={"Retry-After": str(int(wait.total_seconds()) + 1)},
    )
