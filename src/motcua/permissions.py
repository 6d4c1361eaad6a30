"""Every permission there is, in the words of the office.

A definition says which role may take which action in which state of a case;
these permissions are for what no definition speaks of: pages, lists,
administration.  ``config/roles.yaml`` gives them to roles.  Code asks for a
permission, never for a role.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do, apart from the actions of a case."""

    OWN_ACCOUNT = "own-account"
    """Look after one's own sessions and password: whoever is signed in may, with any position."""

    WORK = "work"
    """Open the workspace: see what waits for oneself and act on it."""

    CASE_FILE = "case:file"
    """Take in a case at the counter for an applicant."""

    CASE_READ_UNIT = "case:read-unit"
    """Read every case that one's own unit received, leads or was asked about."""

    CASE_READ_ALL = "case:read-all"
    """Read every case of the administration, as the control office does."""

    CASE_HAND_OVER = "case:hand-over"
    """Give a case of one's unit to another official of the unit."""

    OPINION_ANSWER = "opinion:answer"
    """Draft and give the unit's opinion when the unit is asked."""

    OPINION_ASSIGN = "opinion:assign"
    """Say who inside the asked unit prepares its opinion."""

    ADMINISTRATION_READ = "administration:read"
    """Look at procedures, units, people and the calendar."""

    UNITS_EDIT = "units:edit"
    """Add units and committees, rename them, keep their addresses."""

    PEOPLE_EDIT = "people:edit"
    """Appoint people, end appointments, open and close accounts, set a first password."""

    DELEGATE = "delegate"
    """Delegate one's own position to somebody for some time, and take it back."""

    DEFINITION_EDIT = "definition:edit"
    """Draft a change of a procedure, try it out, and propose it."""

    DEFINITION_PUBLISH = "definition:publish"
    """Put a checked procedure into force that somebody else has proposed."""

    CASE_MIGRATE = "case:migrate"
    """Bring running cases over to another version of their procedure, and back."""

    STUCK_READ = "stuck:read"
    """See mails and deadlines that could not be carried out, and try them again."""

    OPERATIONS = "operations"
    """Use the management interface, where a setting opens it at all."""
