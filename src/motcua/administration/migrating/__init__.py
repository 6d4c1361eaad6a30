"""Bringing running cases over to another version: choosing, the plan, the run, undoing.

The pages decide nothing: what is planned and done stands in
:mod:`motcua.migrations`.  A plan travels in the address, so it can be sent to a
colleague and looked at again; nothing of it is stored until it is carried out.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.permissions import Permission

READ = Permission.ADMINISTRATION_READ
MIGRATE = Permission.CASE_MIGRATE
TEMPLATES = "motcua.administration.migrating:templates/"

BEGINNING = "/quan-tri/thu-tuc/{workflow}/chuyen-ban"
RUN = BEGINNING + "/{run:[0-9]{1,6}}"

ROUTES = (
    ("migrations", BEGINNING),
    ("migration_plan", BEGINNING + "/ke-hoach"),
    ("migration", RUN),
    ("migration_progress", RUN + "/tien-do"),
    ("migration_undo_all", RUN + "/dua-ve"),
    ("migration_undo", RUN + "/dot/{batch:[0-9]{1,6}}/dua-ve"),
)


def add_routes(config: Configurator) -> None:
    """Add the addresses of these pages."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)


def here(workflow: str) -> str:
    """Return the address at which running cases of a procedure are brought over."""
    return BEGINNING.replace("{workflow}", workflow)
