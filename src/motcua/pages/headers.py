"""What every answer tells the browser to refuse.

Nothing inline, nothing from elsewhere, no frames: should a text of somebody
else slip into a page as markup, it can do nothing there.
"""

from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.settings import asbool
from pyramid.tweens import INGRESS

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
HTTPS = "motcua.https"
"""The setting that says this is reached through https only."""
HSTS = f"max-age={2 * 365 * 24 * 3600}; includeSubDomains"

View = Callable[[Request], Response]


def headers_tween(view: View, registry: Registry) -> View:
    """Put the headers on each answer; what a page set itself stays."""
    said = dict(HEADERS)
    if asbool(registry.settings.get(HTTPS)):
        said["Strict-Transport-Security"] = HSTS

    def answer(request: Request) -> Response:
        response = view(request)
        already = {name.lower() for name, _value in response.headerlist}
        response.headerlist.extend(
            (name, value) for name, value in said.items() if name.lower() not in already
        )
        return response

    return answer


def includeme(config: Configurator) -> None:
    """Put the tween outermost."""
    config.add_tween("motcua.pages.headers.headers_tween", under=INGRESS)
