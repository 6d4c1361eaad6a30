"""The faces of the house: what each is called, and what its header leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyramid.config import Configurator
from pyramid.request import Request

from motcua.permissions import Permission
from motcua.words import Sentence, _

SIGN_IN = "/dang-nhap"
SIGN_OUT = "/dang-xuat"
"""Where the ``signin`` face lets people in and out; out by POST only."""


@dataclass(frozen=True)
class Entry:
    """A line of a face's navigation."""

    title: Sentence
    path: str
    permission: Permission | None = None
    """Who sees it; ``None``: everybody."""


@dataclass(frozen=True)
class Face:
    """One face of the house, which begins at ``prefix``."""

    id: str
    title: Sentence
    prefix: str
    entries: Sequence[Entry] = ()
    citizen: bool = False
    """Read by citizens: roomy, small to fetch, without any script."""
    search: str = ""
    """Where the search box of the header leads (GET, parameter ``q``); empty: no box."""
    search_label: Sentence = field(default=_("Find a case: code, person, words"))
    style: str = ""
    """A style sheet of its own in ``pages/static``, on top of the common ones."""
    script: str = ""
    """A script of its own in ``pages/static``, for comfort only."""
    also: Sequence[str] = ()
    """Further beginnings of its addresses: ``/ho-so`` is a page of officials as ``/viec`` is."""
    software: bool = False
    """Spoken to by programs: who asks is said by a token and never by a cookie, the language
    by ``Accept-Language``, and no cookie is set."""

    def covers(self, path: str) -> bool:
        """Say whether a page at ``path`` belongs to this face."""
        return self.beginning(path) is not None

    def beginning(self, path: str) -> str | None:
        """Return the longest of the face's beginnings with which ``path`` begins."""
        within = path + "/"
        for each in self.beginnings:
            if within.startswith(each):
                return each[:-1]
        return None

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of the face's addresses, each with its last stroke, the longest first."""
        every = {each.rstrip("/") + "/" for each in (self.prefix, *self.also)}
        return tuple(sorted(every, key=len, reverse=True))


NO_FACE = Face(id="none", title="Motcua", prefix="/", citizen=True)

FACES = "motcua.faces"


def add_face(config: Configurator, face: Face) -> None:
    """Make a face known to the frame."""
    known: dict[str, Face] = config.registry.setdefault(FACES, {})
    known[face.id] = face


def face_of(request: Request) -> Face:
    """Return the face to which this page belongs: the longest beginning that fits."""
    path = request.path
    found = [(each.beginning(path), each) for each in request.registry.get(FACES, {}).values()]
    fitting = [(len(beginning), face) for beginning, face in found if beginning is not None]
    return max(fitting, key=lambda pair: pair[0], default=(0, NO_FACE))[1]


def entries(request: Request) -> list[tuple[Entry, bool]]:
    """Return the navigation this person sees, and which line is the present one."""
    seen = [
        each
        for each in request.face.entries
        if each.permission is None or request.acting.may(each.permission)
    ]
    path = request.path
    fitting = [each for each in seen if _leads(each, path)]
    present = max(fitting, key=lambda entry: len(entry.path), default=None)
    return [(each, each is present) for each in seen]


def _leads(entry: Entry, path: str) -> bool:
    return path == entry.path or (
        entry.path != "/" and path.startswith(entry.path.rstrip("/") + "/")
    )


def other_faces(request: Request) -> list[Face]:
    """Return the faces to which this person may change over."""
    return [
        face
        for face in request.registry.get(FACES, {}).values()
        if face.id != request.face.id and (face.citizen or _opens(request, face))
    ]


def _opens(request: Request, face: Face) -> bool:
    asked = [each.permission for each in face.entries if each.permission]
    return any(request.acting.may(each) for each in asked)


def includeme(config: Configurator) -> None:
    """Add ``config.add_face`` and what the layout asks of a request."""
    config.add_directive("add_face", add_face)
    config.add_request_method(face_of, "face", reify=True)
    config.add_request_method(entries, "navigation")
    config.add_request_method(other_faces, "other_faces")
