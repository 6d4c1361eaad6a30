"""Style sheets, fonts and scripts, kept by browsers for ever.

Their address carries a digest of all of them, so a new version is fetched and
an unchanged one never is; style sheets may name fonts beside them, which query
strings would not allow.  During an upgrade a machine may be asked for the
digest of another one: it answers with what it has, to be kept by nobody.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.settings import asbool

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".ico": "image/x-icon",
    ".png": "image/png",
}
PACKED = {".css", ".js", ".svg", ".txt"}
"""Kinds that become much smaller when packed."""
A_YEAR = 365 * 24 * 3600
FRESH = "pyramid.reload_templates"
"""The setting with which files are read anew each time, while one works on them."""


@cache
def digest() -> str:
    """Return what changes when any file changes."""
    summed = hashlib.sha256()
    for path in sorted(each for each in STATIC.rglob("*") if each.is_file()):
        summed.update(path.relative_to(STATIC).as_posix().encode())
        summed.update(path.read_bytes())
    return summed.hexdigest()[:12]


def asset(request: Request, name: str) -> str:
    """Return the address of a file in ``static``."""
    return f"{request.script_name}/static/{digest()}/{name}"


@cache
def content(path: Path, packed: bool) -> bytes:
    """Return what a file holds, packed once where the browser can unpack it."""
    plain = path.read_bytes()
    return gzip.compress(plain, mtime=0) if packed else plain


def may_look_at_storage(request: Request) -> bool:
    """Say whether a transaction is begun for this request; a style sheet needs none.

    It is so also the one thing that can be had while the database is away.
    """
    return not request.path_info.startswith("/static/")


def show_asset(request: Request) -> Response:
    """Answer with a file of ``static``."""
    path = STATIC.joinpath(*request.matchdict["name"])
    if not path.resolve().is_relative_to(STATIC) or not path.is_file() or path.suffix not in TYPES:
        raise HTTPNotFound()
    fresh = asbool(request.registry.settings.get(FRESH))
    if fresh:
        content.cache_clear()
    packed = path.suffix in PACKED and "gzip" in request.accept_encoding
    response = Response(content(path, packed), content_type=TYPES[path.suffix])
    if path.suffix in PACKED:
        response.charset = "utf-8"
        response.vary = ["Accept-Encoding"]
    if packed:
        response.content_encoding = "gzip"
    if request.matchdict["digest"] == digest() and not fresh:
        response.cache_control = f"public, max-age={A_YEAR}, immutable"
    else:
        response.cache_control = "no-cache"
    return response


def includeme(config: Configurator) -> None:
    """Serve ``static`` under ``/static/<digest>/``; add ``request.asset(name)``."""
    config.add_route("asset", "/static/{digest}/*name")
    config.add_view(
        show_asset, route_name="asset", permission=NO_PERMISSION_REQUIRED, request_method="GET"
    )
    config.add_request_method(asset)
