"""Drafts of procedures: the editor, proposals, and putting them into force.

One administrator drafts, in the text (:mod:`editor`) or through forms
(:mod:`by_form`), and proposes; another one publishes or sends it back
(:mod:`proposing`).  Where two wrote at once, :mod:`comparing` shows both texts
beside the one they go out from.  :mod:`listing` tells what is under way and
begins something new, :mod:`history` tells the versions of a procedure and
brings an old one back.

Every page works without a script; ``editor.js`` adds line numbers and keys,
and the picture is drawn anew while one types.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.permissions import Permission

READ = Permission.ADMINISTRATION_READ
EDIT = Permission.DEFINITION_EDIT
PUBLISH = Permission.DEFINITION_PUBLISH
TEMPLATES = "motcua.administration.drafts:templates/"

DRAFT = "/quan-tri/du-thao/{draft:[0-9]{1,6}}"
PROCEDURE = "/quan-tri/thu-tuc/{workflow}"

ROUTES = (
    ("drafts", "/quan-tri/du-thao"),
    ("drafts_new", "/quan-tri/du-thao/moi"),
    ("drafts_audit", "/quan-tri/du-thao/nhat-ky.csv"),
    ("draft", DRAFT),
    ("draft_seen", DRAFT + "/xem"),
    ("draft_try", DRAFT + "/thu"),
    ("draft_tests", DRAFT + "/kiem-thu"),
    ("draft_canvas", DRAFT + "/ve"),
    ("draft_compare", DRAFT + "/doi-chieu/{revision:[0-9]{1,6}}"),
    ("draft_propose", DRAFT + "/de-nghi"),
    ("draft_proposal", DRAFT + "/ban-hanh"),
    ("draft_forms", DRAFT + "/bieu-mau"),
    ("draft_form", DRAFT + "/bieu-mau/*path"),
    ("draft_add", DRAFT + "/them/*path"),
    ("procedure_edit", PROCEDURE + "/sua"),
    ("procedure_versions", PROCEDURE + "/cac-ban"),
    ("procedure_compare", PROCEDURE + "/so-sanh"),
    ("procedure_delete", PROCEDURE + "/{version:[0-9]{1,6}}/xoa"),
    ("procedure_go_back", PROCEDURE + "/{version:[0-9]{1,6}}/lay-lai"),
)


def add_routes(config: Configurator) -> None:
    """Tell where these pages are."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
