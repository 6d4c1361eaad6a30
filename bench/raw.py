"""The raw limit: one small object changed, one commit, nothing else.

No workflow system over this storage on this disk in this minute can be
faster; what Motcua adds is told as a share of it.
"""

from __future__ import annotations

from typing import Any

import transaction
from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from ZODB.DB import DB

from bench.timing import Timing
from motcua.storage.addresses import resolved

BREADTH = 64
SMALL = "x" * 100
"""What stands in the object that changes: with class and key about 150 bytes."""


class Raw:
    """A database beside the measured one, in which single small objects change."""

    def __init__(self, uri: str):
        open_storage, options = resolved(uri)
        self.database = DB(open_storage(), **options)
        self.manager = transaction.TransactionManager(explicit=True)
        self.connection = self.database.open(self.manager)
        with self.manager:
            root: Any = self.connection.root()
            root["raw"] = OOBTree()
            for number in range(BREADTH):
                root["raw"][number] = PersistentMapping(text=SMALL, number=0)

    def commits(self, times: int, objects: int = 1) -> Timing:
        """Change so many objects in one commit, ``times`` times."""
        things = list(self.connection.root()["raw"].values())
        timing = Timing()
        for number in range(times):
            with timing.one():
                self.manager.begin()
                for each in range(objects):
                    things[(number + each) % BREADTH]["number"] = number
                self.manager.commit()
        return timing

    def close(self) -> None:
        """Close the database."""
        self.connection.close()
        self.database.close()


def beside(uri: str, name: str = "raw") -> str:
    """Return the address of a database in the same place as the one at ``uri``."""
    address, question, query = uri.partition("?")
    folder = address.rpartition("/")[0]
    said = query.replace("/blobs", f"/{name}-blobs")
    return f"{folder}/{name}.fs{question}{said}"
