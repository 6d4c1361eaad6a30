"""Where everything is kept: the root, work lists, queues, the outbox, search.

``opening`` opens a database and does work in it (``transact``); ``substance``
is the one door to Substance D, which gives the root and the folders of what is
few and edited.  What is many and hot hangs on the root as plain attributes:

* ``root.worklists``: who has to do what, most urgent first;
* ``root.due_queue``: what happens by itself, and when; capabilities lend the
  functions that carry it out (:class:`~motcua.storage.due.DueHandlers`);
* ``root.outbox``: what leaves the building once the deed is stored;
* ``root.changes``: what has changed and is not yet known to search and seals;
* ``root.search``: words and codes, found without marks, newest first;
  capabilities say what their things are found by
  (:class:`~motcua.storage.finding.Findable`);

What nobody works on any more is put away in few bytes, by the worker:
capabilities say when (:class:`~motcua.storage.putting_away.PuttingAway`), and
:mod:`~motcua.storage.binding` tells how a thing and its parts become one record.

A structure that many people change at once belongs here, with its invariant
written above it, measured in bytes and objects per change.  What the things
mean does not belong here: a row is a tuple, a subject is a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from motcua.acting import Office


def found(root: Any) -> None:
    """Create the lists, queues and shelves in a root that has none."""
    from motcua.storage import content

    structures: dict[str, Callable[[], object]] = {
        "desk": content.Desk,
        "worklists": lambda: content.WorkLists(root.desk),
        "due_queue": lambda: content.DueQueue(root.desk),
        "outbox": lambda: content.Outbox(root.desk),
        "changes": lambda: content.Changes(root.desk),
        "search": content.SearchIndex,
        "worker_lease": content.Lease,
    }
    for name, structure in structures.items():
        if getattr(root, name, None) is None:
            setattr(root, name, structure())


def furnish(office: Office) -> None:
    """Lend the places where capabilities say what fires, what is found, what is put away."""
    from motcua.storage.due import DueHandlers
    from motcua.storage.finding import Findable
    from motcua.storage.putting_away import PuttingAway

    office.lend(DueHandlers, DueHandlers())
    office.lend(Findable, Findable())
    office.lend(PuttingAway, PuttingAway())
