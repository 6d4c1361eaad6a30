"""Forms answered from other sites are refused.

The token stands in a cookie and in each form; signing in makes a new one.
Visitors have no session, and a form must work for them too.
"""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.interfaces import ICSRFStoragePolicy
from pyramid.request import Request
from pyramid.settings import asbool

from motcua.pages.headers import HTTPS

FIELD = "csrf_token"
"""The name of the hidden field; scripts send it in ``X-CSRF-Token``."""


def reader_of(request: Request) -> str:
    """Return the mark of who reads this answer, as forms carry it; empty without one."""
    mark: Any = getattr(_policy(request), "owner", None)
    return mark(request) if mark else ""


def sender_of(request: Request) -> str:
    """Return the mark of the person to whom the form that came had been shown."""
    mark: Any = getattr(_policy(request), "owner_shown", None)
    return mark(request, request.POST.get(FIELD, "")) if mark else ""


def knows_readers(request: Request) -> bool:
    """Say whether forms carry such a mark at all: without the ``signin`` face they do not."""
    return hasattr(_policy(request), "owner_shown")


def _policy(request: Request) -> Any:
    return request.registry.getUtility(ICSRFStoragePolicy)


def includeme(config: Configurator) -> None:
    """Ask every unsafe request for its token."""
    secure = asbool(config.registry.settings.get(HTTPS))
    config.set_csrf_storage_policy(
        CookieCSRFStoragePolicy(
            cookie_name="__Host-motcua_form" if secure else "motcua_form",
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    )
    config.set_default_csrf_options(require_csrf=True, token=FIELD, header="X-CSRF-Token")
