"""Where somebody goes after signing in: to a page of this house, never elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from pyramid.request import Request

from motcua.acting import Acting
from motcua.pages.faces import FACES, SIGN_IN, SIGN_OUT, Face

OWN_ACCOUNT = "/tai-khoan"
SESSIONS = f"{OWN_ACCOUNT}/phien"
PASSWORD = f"{OWN_ACCOUNT}/mat-khau"
DELEGATIONS = f"{OWN_ACCOUNT}/uy-quyen"
MAILS = f"{OWN_ACCOUNT}/thu-bao"
TOKENS = f"{OWN_ACCOUNT}/ma-truy-cap"
LONGEST = 2000


def local_path(wanted: str) -> str:
    """Return ``wanted`` if it is a page of this house, else nothing.

    Browsers read ``//host`` and ``/\\host`` as another site, and leave out tabs
    and line ends before they look; so none of these is taken.
    """
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or len(wanted) > LONGEST:
        return ""
    if any(sign == "\\" or ord(sign) <= 32 or ord(sign) == 127 for sign in wanted):
        return ""
    path = urlsplit(wanted).path
    return "" if path in (SIGN_IN, SIGN_OUT) else wanted


def first_page(request: Request, acting: Acting) -> str:
    """Return where somebody begins: the first face that their positions open."""
    faces: dict[str, Face] = request.registry.get(FACES, {})
    for face in faces.values():
        asked = [each.permission for each in face.entries if each.permission]
        if not face.citizen and any(acting.may(each) for each in asked):
            return face.prefix
    return SESSIONS
