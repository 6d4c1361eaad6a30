"""Forms answered from other sites are refused.

The token stands in a cookie and in each form; signing in makes a new one.
Visitors have no session, and a form must work for them too.
"""

from __future__ import annotations

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.settings import asbool

from motcua.pages.headers import HTTPS

FIELD = "csrf_token"
"""The name of the hidden field; scripts send it in ``X-CSRF-Token``."""


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
