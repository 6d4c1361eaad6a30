"""Sending to a real mail server: what arrives, what is tried again, what a kill does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from ZODB.DB import DB

from motcua.acting import Office
from motcua.notifications.sending import Letterbox, send_waiting
from motcua.storage.content import Message
from motcua.storage.posting import CLAIM, WAITS
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done
from tests.notifications.sink import Sink, a_sink, unused_port

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with a_sink() as running:
        yield running


@pytest.fixture
def database() -> Iterator[DB]:
    with a_database() as opened:
        yield opened


@pytest.fixture
def office(sink: Sink) -> Office:
    return Office(ROOT / "config", ROOT / "workflows", sink.settings)


def put(database: DB, *abouts: str, **facts: Any) -> None:
    told = {"recipient": "an@example.vn", "subject": "Hồ sơ của bà Ân", "body": "Đã tiếp nhận.\n"}

    def work(root: Any) -> None:
        for about in abouts:
            message = Message(**{"case": b"case0001", "about": about, **told, **facts})
            root.outbox.put(message, MONDAY)

    done(database, work)


def stuck(database: DB) -> list[tuple[str, int, str]]:
    def look(root: Any) -> list[tuple[str, int, str]]:
        return [(each.about, each.attempts, each.error) for each in root.outbox.stuck.values()]

    return done(database, look)


class TestSending:
    def test_a_mail_arrives_as_it_was_written(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        put(database, "filed")
        assert send_waiting(office, database, MONDAY) == 1
        [mail] = sink.mails
        assert (mail["Subject"], mail["To"]) == ("Hồ sơ của bà Ân", "an@example.vn")
        assert mail["From"] == "Một cửa tỉnh Long Giang <motcua@longgiang.example>"
        assert mail.get_content().splitlines() == ["Đã tiếp nhận."]
        assert mail["Date"] == "Mon, 23 Nov 2026 08:00:00 +0700"
        assert mail["Message-ID"].endswith("@longgiang.example>")
        assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "vi")
        assert sink.envelopes == [("motcua@longgiang.example", ["an@example.vn"])]

    def test_each_is_sent_once(self, database: DB, office: Office, sink: Sink) -> None:
        put(database, "filed", "moved")
        for _round in range(3):
            send_waiting(office, database, MONDAY + timedelta(hours=1))
        assert len(sink.mails) == 2

    def test_what_was_undone_is_never_told(self, database: DB, office: Office, sink: Sink) -> None:
        def fail(root: Any) -> None:
            root.outbox.put(Message(recipient="an@example.vn", about="filed"), MONDAY)
            raise ValueError("undone")

        with pytest.raises(ValueError, match="undone"):
            done(database, fail)
        assert send_waiting(office, database, MONDAY + timedelta(days=1)) == 0
        assert sink.mails == []

    def test_a_mail_put_without_a_moment_of_its_own_has_one(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        message = Message(recipient="an@example.vn", subject="S", body="T")
        assert Letterbox(office.settings).written(message)["Date"] is None
        assert sink.mails == []

    def test_on_a_developers_machine_it_becomes_a_file(self, database: DB, tmp_path: Path) -> None:
        office = Office(ROOT, ROOT, {"mail.folder": str(tmp_path / "mails")})
        put(database, "filed")
        assert send_waiting(office, database, MONDAY) == 1
        [path] = (tmp_path / "mails").iterdir()
        assert path.suffix == ".eml"
        assert stuck(database) == []


class TestFailing:
    def test_a_server_that_refuses_gets_it_again_until_it_takes_it(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        put(database, "filed")
        sink.answer = "451 Try again later"
        send_waiting(office, database, MONDAY)
        [(about, attempts, error)] = stuck(database)
        assert (about, attempts) == ("filed", 1)
        assert "Try again later" in error
        sink.answer = "250 OK"
        assert send_waiting(office, database, MONDAY) == 0
        assert send_waiting(office, database, MONDAY + WAITS[0] * MINUTE) == 1
        assert len(sink.mails) == 1
        assert stuck(database) == []

    def test_no_server_at_all_is_a_failure_like_another(self, database: DB) -> None:
        settings = {"mail.host": "127.0.0.1", "mail.port": str(unused_port())}
        office = Office(ROOT / "config", ROOT / "workflows", settings)
        put(database, "filed", "moved")
        assert send_waiting(office, database, MONDAY) == 2
        assert sorted(each[:2] for each in stuck(database)) == [("filed", 1), ("moved", 1)]
        assert all("refused" in each[2] for each in stuck(database))

    def test_one_that_fails_does_not_keep_the_next(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        put(database, "bad", recipient="nobody")
        put(database, "good")
        send_waiting(office, database, MONDAY)
        assert [each[0] for each in stuck(database)] == ["bad"]
        assert len(sink.mails) == 1

    def test_a_server_that_hangs_up_is_called_again(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        put(database, "first", "second")
        answers = iter(["421 Closing", "250 OK"])
        sink.answer = next(answers)
        send_waiting(office, database, MONDAY, most=1)
        sink.answer = next(answers)
        send_waiting(office, database, MONDAY)
        assert len(sink.mails) == 1
        assert len(stuck(database)) == 1


WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from motcua.acting import Office
from motcua.notifications.sending import send_waiting
from motcua.storage import opening
database = opening.database({"zodbconn.uri": sys.argv[1]})
settings = {"mail.host": "127.0.0.1", "mail.port": sys.argv[2], "mail.sender": "a@b.vn"}
office = Office(Path("config"), Path("workflows"), settings)
print("ready", flush=True)
while send_waiting(office, database, datetime.fromisoformat(sys.argv[3])):
    pass
database.close()
"""


def test_a_worker_that_is_killed_loses_nothing_and_repeats_one_mail_at_most(
    tmp_path: Path, sink: Sink
) -> None:
    """Killed right after the server took a mail, before that could be written down."""
    uri, kills, mails = f"file://{tmp_path}/Data.fs", 4, 20
    with a_database(uri) as database:
        put(database, *(f"event {number}" for number in range(mails)))
    for round in range(kills + 1):
        now = MONDAY + round * (CLAIM + MINUTE)
        running = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", WORKER, uri, str(sink.port), now.isoformat()],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
        )
        fatal = len(sink.mails) + 3 if round < kills else None

        def kill(mail: EmailMessage, pid: int = running.pid, fatal: int | None = fatal) -> None:
            if len(sink.mails) == fatal:
                os.kill(pid, signal.SIGKILL)

        sink.when_taken = kill
        running.communicate(timeout=60)
        assert running.returncode == (-signal.SIGKILL if fatal else 0)
    times = Counter(str(mail["Message-ID"]) for mail in sink.mails)
    assert len(times) == mails, "every mail arrived"
    assert sum(times.values()) - mails <= kills, "one repetition for each kill at the most"
    with a_database(uri) as database:
        assert stuck(database) == []
        later = MONDAY + timedelta(days=2)
        assert done(database, lambda root: root.outbox.claim(later)) == []
