"""Giving a table out as a file of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.request import Request
from pyramid.response import Response

from motcua.acting import NotHere
from motcua.documents.spreadsheets import MEDIA_TYPES, Row, written
from motcua.pages.downloads import SANDBOX
from motcua.words import Sentence


def table_response(
    request: Request,
    name: str,
    title: str,
    heads: Sequence[Sentence],
    rows: Iterable[Row],
    format: str = "",
) -> Response:
    """Return the table in the format that the address ends with: ``csv`` or ``xlsx``."""
    format = format or request.matchdict["format"]
    if format not in MEDIA_TYPES:
        raise NotHere()
    told = [request.voice.say(each) for each in heads]
    response = Response(written(format, title, told, rows), content_type=MEDIA_TYPES[format])
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.content_disposition = f'attachment; filename="{name}.{format}"'
    return response
