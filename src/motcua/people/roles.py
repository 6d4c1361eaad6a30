"""The parts people play, and the posts that bring them: ``config/roles.yaml``.

A procedure file says which *role* may take which action.  A person has a role
by holding a *post* in a unit: a head of division is a ``head``, a registry
clerk a ``registry``.  What a role may do outside of procedures (pages, lists,
administration) is said by its permissions.

The roles of an appointment are written down with it, so that what somebody
was in 2026 can still be told later.  The permissions of a role are not: they
are looked up here whenever they are asked for, so a change in the file counts
for everybody from the next start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from motcua.acting import Refusal
from motcua.people.kinds import KINDS
from motcua.permissions import Permission
from motcua.sheets import Said, Sheet
from motcua.words import Label, _

FILE = "roles.yaml"


class NoSuchRole(Refusal):
    """A role or a post that the administration does not have."""


@dataclass(frozen=True)
class Role:
    """A part that somebody plays."""

    id: str
    title: Label
    about: Label
    """What it is for, in one sentence."""
    permissions: frozenset[Permission] = frozenset()


@dataclass(frozen=True)
class Post:
    """What somebody may be appointed to (chức vụ, vị trí việc làm)."""

    id: str
    title: Label
    roles: tuple[str, ...] = ()
    single: bool = False
    """Whether a unit has only one at a time, as it has only one director."""
    kinds: tuple[str, ...] = ()
    """The kinds of unit that have such a post; empty: any."""


@dataclass(frozen=True)
class Roles:
    """Every role and every post of the administration, in the order of the file."""

    roles: Mapping[str, Role]
    posts: Mapping[str, Post]

    def __getitem__(self, id: str) -> Role:
        return self.role(id)

    def role(self, id: str) -> Role:
        """Return a role; :class:`NoSuchRole` where there is none of that id."""
        if id not in self.roles:
            raise NoSuchRole(
                _("There is no role “${id}”.", mapping={"id": id}),
                _("The roles stand in config/roles.yaml."),
            )
        return self.roles[id]

    def post(self, id: str) -> Post:
        """Return a post; :class:`NoSuchRole` where there is none of that id."""
        if id not in self.posts:
            raise NoSuchRole(
                _("There is no post “${id}”.", mapping={"id": id}),
                _("The posts stand in config/roles.yaml."),
            )
        return self.posts[id]

    def permissions(self, held: Iterable[str]) -> frozenset[Permission]:
        """Return what the ``held`` roles together allow.

        A role that was taken out of the file since somebody was appointed
        allows nothing any more.
        """
        known = [self.roles[role] for role in held if role in self.roles]
        return frozenset(each for role in known for each in role.permissions)


def read_roles(path: Path) -> Roles:
    """Read ``config/roles.yaml``; raises ``WrongFile`` with everything wrong in it."""
    sheet = Sheet(path)
    top = sheet.entries(sheet.said(), known=("roles", "posts"), needed=("roles", "posts"))
    roles = {id: _role(sheet, id, said) for id, said in sheet.entries(top.get("roles")).items()}
    posts = {
        id: _post(sheet, id, said, roles) for id, said in sheet.entries(top.get("posts")).items()
    }
    sheet.finish()
    return Roles(MappingProxyType(roles), MappingProxyType(posts))


def _role(sheet: Sheet, id: str, said: Said) -> Role:
    told = sheet.entries(said, known=("title", "about", "permissions"), needed=("title", "about"))
    every = {str(each): each for each in Permission}
    permissions = sheet.each(told.get("permissions"), lambda item: sheet.one_of(item, every))
    return Role(
        id=id,
        title=sheet.label(told.get("title")),
        about=sheet.label(told.get("about")),
        permissions=frozenset(every[name] for name in permissions if name),
    )


def _post(sheet: Sheet, id: str, said: Said, roles: Mapping[str, Role]) -> Post:
    told = sheet.entries(said, known=("title", "roles", "single", "kinds"), needed=("title",))
    return Post(
        id=id,
        title=sheet.label(told.get("title")),
        roles=tuple(filter(None, sheet.each(told.get("roles"), lambda r: sheet.one_of(r, roles)))),
        single=sheet.truth(told.get("single"), unsaid=False),
        kinds=sheet.each(told.get("kinds"), lambda kind: sheet.one_of(kind, KINDS)),
    )
