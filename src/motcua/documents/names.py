"""File names: what a name may look like before it is shown or stored.

A name with an invisible character reads as another name: ``hoa<RTL>fdp.exe``
shows as ``hoaexe.pdf``.  Such names are refused and not mended, because the
person should know that the file came from somewhere odd.
"""

from __future__ import annotations

import unicodedata

from motcua.acting import Refusal
from motcua.documents.rules import Limits
from motcua.words import _

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of what cannot be seen in a name: direction marks, soft hyphens."""

RESERVED = set('<>:"|?*')
"""What some systems cannot store."""


class BadName(Refusal):
    """The name of the file cannot be kept as it is."""


def checked_name(name: str, limits: Limits) -> str:
    """Return ``name`` in composed form; raise :class:`BadName` where it must not be kept."""
    name = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(each) in INVISIBLE for each in name):
        raise BadName(
            _("The name of the file contains invisible characters."), _("Rename the file.")
        )
    if "/" in name or "\\" in name or name.startswith("."):
        raise BadName(
            _("“${name}” is a path and not the name of a file.", mapping={"name": name}),
            _("Rename the file."),
        )
    if set(name) & RESERVED:
        raise BadName(
            _(
                "The name “${name}” contains signs that not every computer can store.",
                mapping={"name": name},
            ),
            _('Leave out < > : " | ? and *.'),
        )
    if not name or len(name) > limits.name_length:
        raise BadName(
            _("The name of a file has 1 to ${n} characters.", mapping={"n": limits.name_length}),
            _("Rename the file."),
        )
    return name


def extension(name: str) -> str:
    """Return what stands after the last dot, in small letters."""
    stem, dot, after = name.rpartition(".")
    return after.lower() if dot and stem else ""
