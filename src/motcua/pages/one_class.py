"""One class of requests for the whole process.

What faces add to requests (``request.acting``, ``request.voice``), Pyramid
hangs on each request anew, on a class made for it alone: a twentieth of a
millisecond, and a class for the collector to find.  Once every face has had
its say, the same can be said of all requests together.
"""

from __future__ import annotations

from pyramid.config import Configurator
from pyramid.interfaces import IRequestExtensions, IRequestFactory
from pyramid.request import Request


def settle_requests(config: Configurator) -> None:
    """Make one class of what was added to requests; nothing can be added after this."""
    config.commit()
    registry = config.registry
    added = registry.getUtility(IRequestExtensions)
    settled = type("Request", (Request,), {**added.methods, **added.descriptors})
    registry.registerUtility(settled, IRequestFactory)
    registry.unregisterUtility(provided=IRequestExtensions)
