"""Where the pages of the workspace are.

Written without looking anything up, because a list has an address in every
line; the routes in ``__init__`` say the same.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode


def case(code: str) -> str:
    """Return the address of a case."""
    return f"/ho-so/{quote(code, safe='')}"


def act(code: str, action: str) -> str:
    """Return the address at which an action is taken."""
    return f"{case(code)}/{quote(action, safe='')}"


def case_file(code: str, document: str) -> str:
    """Return the address of a file of the dossier."""
    return f"{case(code)}/tep/{document}"


def ask(code: str, template: str) -> str:
    """Return the address at which opinions are asked."""
    return f"{case(code)}/lay-y-kien/{quote(template, safe='')}"


def request(id: str) -> str:
    """Return the address of what a body was asked."""
    return f"/y-kien/{id}"


def request_act(id: str, act: str) -> str:
    """Return the address at which something is done with a request."""
    return f"/y-kien/{id}/{act}"


def request_file(id: str, document: str) -> str:
    """Return the address of a file that belongs to a request."""
    return f"/y-kien/{id}/tep/{document}"


def request_letter(id: str, letter: str) -> str:
    """Return the address of a letter about a request: ``hoi`` or ``tra-loi``."""
    return f"/y-kien/{id}/van-ban/{letter}"


def with_query(path: str, query: dict[str, str]) -> str:
    """Return ``path`` with those parts of ``query`` that say something."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path
