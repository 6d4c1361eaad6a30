"""Who is there: units, people, the positions they hold, and who is signed in.

Three questions are asked of this capability all day, through
:mod:`motcua.people.directory`: what is this unit, who plays this role in that
unit on that day (:func:`~motcua.people.directory.holders`), and as what may
this person act today (:func:`~motcua.people.directory.holdings`: one's own
positions and those that somebody has delegated).

* :mod:`~motcua.people.actions`: enter a person, appoint, end;
  :mod:`~motcua.people.delegating`: delegate, revoke;
* :mod:`~motcua.people.structure`: units and committees;
* :mod:`~motcua.people.outside`: bodies that are no unit, and known by an address alone;
* :mod:`~motcua.people.accounts`: recognise who signs in, passwords, closing an
  account; :mod:`~motcua.people.sessions`: where somebody is signed in;
  :mod:`~motcua.people.tokens`: which programs act as somebody;
* :mod:`~motcua.people.roles`: what ``config/roles.yaml`` says, lent to the
  office as ``Roles``;
* :mod:`~motcua.people.loading`: takes ``config/units.yaml`` over.

Who may see or do something in a *case* is not decided here: the procedure says
so, and ``cases`` asks it.  Cookies, pages and throttling belong to ``signin``.
Nothing that must be counted or listed by the thousand belongs here either.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Office
from motcua.people.content import AccessTokens, Committees, People, Sessions, Units
from motcua.people.passwords import Passwords
from motcua.people.roles import FILE, Roles, read_roles
from motcua.people.sessions import FORGET, Limits, forget_expired
from motcua.people.tokens import Validity
from motcua.storage.content import Tree
from motcua.storage.due import DueHandlers


def furnish(office: Office) -> None:
    """Read the roles, lend what the settings say of passwords and sessions, forget old ones."""
    office.lend(Roles, read_roles(office.config / FILE))
    office.lend(Passwords, Passwords.from_settings(office.settings))
    office.lend(Limits, Limits.from_settings(office.settings))
    office.lend(Validity, Validity.from_settings(office.settings))
    office.borrow(DueHandlers).lend(FORGET, forget_expired)


def found(root: Any) -> None:
    """Create the folders and the store of sessions, in a new root or an older one."""
    for name, folder in (("units", Units), ("people", People), ("committees", Committees)):
        if name not in root:
            root[name] = folder()
    if getattr(root, "bodies_outside", None) is None:
        root.bodies_outside = Tree()
    if not isinstance(getattr(root, "sessions", None), Sessions):
        root.sessions = Sessions()
    if not isinstance(getattr(root, "access_tokens", None), AccessTokens):
        root.access_tokens = AccessTokens()
