"""The face of administrators: what the administration has set down, and whether it is sound.

Procedures with their versions, the text of each with its problems at their
lines and its picture, units and people, committees, the working calendar, and
what is stuck.  Everything here is read through the capabilities; the pages
decide nothing.

Who works where is kept here: :mod:`appointing` adds people, gives and ends
positions and takes down delegations, :mod:`accounts` closes and opens accounts
and gives passwords, :mod:`seats` keeps committees.

Procedures are changed in :mod:`drafts`: drafted by one administrator, put into
force by another; :mod:`trying` lets one try them out first.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.administration import migrating, trying
from motcua.administration.drafts import add_routes
from motcua.pages.faces import Entry, Face
from motcua.permissions import Permission
from motcua.words import _

READ = Permission.ADMINISTRATION_READ

FACE = Face(
    id="administration",
    title=_("Administration"),
    prefix="/quan-tri",
    entries=(
        Entry(_("Procedures"), "/quan-tri/thu-tuc", READ),
        Entry(_("Drafts"), "/quan-tri/du-thao", Permission.DEFINITION_EDIT),
        Entry(_("Units and people"), "/quan-tri/don-vi", READ),
        Entry(_("Find a person"), "/quan-tri/can-bo", READ),
        Entry(_("Committees"), "/quan-tri/uy-ban", READ),
        Entry(_("Calendar"), "/quan-tri/lich", READ),
        Entry(_("Stuck"), "/quan-tri/ton-dong", Permission.STUCK_READ),
    ),
    style="administration.css",
)

ROUTES = (
    ("administration", "/quan-tri"),
    ("administration_procedures", "/quan-tri/thu-tuc"),
    ("administration_definition", "/quan-tri/thu-tuc/{workflow}/{version:[0-9]{1,6}}"),
    (
        "administration_definition_file",
        "/quan-tri/thu-tuc/{workflow}/{version:[0-9]{1,6}}.{format:yaml|docx|pdf|svg|bpmn|scxml}",
    ),
    ("administration_import", "/quan-tri/thu-tuc/nhap"),
    ("administration_units", "/quan-tri/don-vi"),
    ("administration_unit", "/quan-tri/don-vi/{unit}"),
    ("administration_enter", "/quan-tri/don-vi/{unit}/them-nguoi"),
    ("administration_appoint", "/quan-tri/don-vi/{unit}/bo-nhiem"),
    ("administration_people", "/quan-tri/can-bo"),
    ("administration_person", "/quan-tri/can-bo/{person}"),
    ("administration_close", "/quan-tri/can-bo/{person}/dong"),
    ("administration_reopen", "/quan-tri/can-bo/{person}/mo-lai"),
    ("administration_password", "/quan-tri/can-bo/{person}/mat-khau"),
    ("administration_end", "/quan-tri/chuc-vu/{position}/ket-thuc"),
    ("administration_delegate", "/quan-tri/chuc-vu/{position}/uy-quyen"),
    ("administration_revoke", "/quan-tri/uy-quyen/{delegation}/ket-thuc"),
    ("administration_committees", "/quan-tri/uy-ban"),
    ("administration_seat", "/quan-tri/uy-ban/{committee}/thanh-vien"),
    (
        "administration_assistants",
        "/quan-tri/uy-ban/{committee}/thanh-vien/{person}/giup-viec",
    ),
    ("administration_unseat", "/quan-tri/uy-ban/{committee}/thanh-vien/{person}/ket-thuc"),
    ("administration_calendar", "/quan-tri/lich"),
)


def includeme(config: Configurator) -> None:
    """Open the face under ``/quan-tri``."""
    config.add_face(FACE)
    add_routes(config)
    trying.add_routes(config)
    migrating.add_routes(config)
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
    config.scan("motcua.administration")
