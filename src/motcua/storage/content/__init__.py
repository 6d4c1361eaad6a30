"""What is stored of many and hot things: shelves, cabinets, lists, queues, the outbox.

A step of a case writes few and small objects, and two steps of different
cases never wait for each other.  Two shapes see to that:

* a :class:`Shelf` spreads what has a random key over 64 trees;
* the :class:`Desk` takes what has an order: lists, what is due, mails.  All
  that one step changes of it is laid into one small tray, where two people
  may lay things at once; the worker files it away into sorted cabinets.

The invariant of each structure stands in its docstring.  No counter is shared
by everybody: what is global is derived later, by the worker, from a queue.

It is a folder, because a queue and an outbox are two subjects; whoever uses
one imports it from here.
"""

from __future__ import annotations

from motcua.storage.content.desk import Cabinet, Desk, Register, Tray
from motcua.storage.content.lease import Lease
from motcua.storage.content.outbox import Message, Outbox
from motcua.storage.content.queues import Changes, DueQueue, Stuck, WorkLists
from motcua.storage.content.records import Binder, Lean
from motcua.storage.content.searching import SearchIndex
from motcua.storage.content.shelves import Shelf, Tree

__all__ = [
    "Binder",
    "Cabinet",
    "Changes",
    "Desk",
    "DueQueue",
    "Lean",
    "Lease",
    "Message",
    "Outbox",
    "Register",
    "SearchIndex",
    "Shelf",
    "Stuck",
    "Tray",
    "Tree",
    "WorkLists",
]
