"""Who may change units and people."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.permissions import Permission


def entitle(acting: Acting, permission: Permission) -> None:
    """Refuse whoever lacks ``permission``; the system itself sets up the office.

    The first administrator cannot be appointed by an administrator, so the
    command line and the start-up act as the system.
    """
    if not acting.is_system:
        acting.require(permission)
