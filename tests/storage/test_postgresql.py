"""PostgreSQL goes away and comes back while people work."""

from __future__ import annotations

import threading
from typing import Any

from motcua.storage import opening
from motcua.storage.content import Shelf
from motcua.storage.retrying import is_lost_connection
from tests.make_storage import Cluster, a_cluster, a_database, done


def test_nothing_that_was_stored_is_lost_and_nothing_is_stored_twice() -> None:
    """Stopped without asking anybody, twice, with four writers."""
    with a_cluster() as cluster, a_database(cluster.new_uri()) as database:
        done(database, lambda root: setattr(root, "things", Shelf()))
        told, perhaps, over = Told(), Told(), threading.Event()
        others: list[Exception] = []

        def write(writer: int) -> None:
            number = 0
            while not over.is_set():
                number += 1
                key = f"{writer}/{number}".encode()
                try:
                    opening.transact(database, lambda root, key=key: once(root, key))
                    told.add(key)
                except Exception as error:
                    perhaps.add(key)
                    if not is_lost_connection(error):
                        others.append(error)

        writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for each in writers:
            each.start()
        restart_twice(cluster, told)
        over.set()
        for each in writers:
            each.join()
        stored = done(database, lambda root: set(root.things))
        assert told.keys <= stored, "nothing that was acknowledged is missing"
        assert stored <= told.keys | perhaps.keys, "nothing else was stored"
        assert others == []


class Told:
    """Keys, and a way to wait for more of them."""

    def __init__(self) -> None:
        self.keys: set[bytes] = set()
        self._more = threading.Condition()

    def add(self, key: bytes) -> None:
        with self._more:
            self.keys.add(key)
            self._more.notify_all()

    def wait_for_more(self, count: int) -> None:
        with self._more:
            wanted = len(self.keys) + count
            assert self._more.wait_for(lambda: len(self.keys) >= wanted, timeout=60)


def once(root: Any, key: bytes) -> None:
    assert key not in root.things
    root.things[key] = None


def restart_twice(cluster: Cluster, told: Told) -> None:
    for _time in range(2):
        told.wait_for_more(20)
        cluster.restart()
    told.wait_for_more(20)
