"""One form sent twenty times at one instant does one thing (drill R6).

A telephone on a bad line, a finger that trembles: over a real server with real
threads, all of them are answered, and what the form does is done once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest
from waitress.server import create_server
from webtest import TestApp

from tests.make import MONDAY
from tests.make_workspace import CLERK, PERMIT, TRIAL, Workplace, a_workplace
from tests.security.filling import filled_in

TIMES = 20
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What one of the twenty was told."""

    status: int
    location: str
    text: str


class Open:
    """A workplace with a server before it."""

    def __init__(self, workplace: Workplace, port: int):
        self.workplace = workplace
        self.port = port

    def send(self, browser: TestApp, form: Any, button: str) -> list[Answer]:
        """Send a form twenty times at one instant."""
        kind, body = browser.encode_multipart(form.submit_fields(button), ())
        cookies = "; ".join(f"{each.name}={each.value}" for each in browser.cookiejar)
        ready = threading.Barrier(TIMES)

        def one(_number: int) -> Answer:
            line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            ready.wait(PATIENCE)
            headers = {"Content-Type": kind, "Cookie": cookies, "Host": "localhost"}
            line.request("POST", form.action, body, headers)
            answer = line.getresponse()
            told = Answer(answer.status, answer.headers.get("Location", ""), answer.read().decode())
            line.close()
            return told

        with ThreadPoolExecutor(TIMES) as pool:
            return list(pool.map(one, range(TIMES)))

    def count(self, of: Callable[[Any], int]) -> int:
        """Count something that is stored."""
        return int(self.workplace.do(CLERK, lambda acting: of(acting.root)))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with a_workplace(tmp_path_factory.mktemp("at-once"), MONDAY) as workplace:
        server = create_server(workplace.app, host="127.0.0.1", port=0, threads=TIMES)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield Open(workplace, server.effective_port)
        server.close()
        thread.join(5)


def cases(root: Any) -> int:
    return len(root.cases.shelf)


class TestFiling:
    def test_makes_one_case_and_shows_everybody_the_same_receipt(self, opened: Open) -> None:
        browser = opened.workplace.seen_by("")
        before = opened.count(cases)
        answers = opened.send(browser, filled_in(browser), "file")
        assert {each.status for each in answers} == {303}
        assert len({each.location for each in answers}) == 1
        assert opened.count(cases) == before + 1
        browser.get(answers[0].location.replace("http://localhost", "")).mustcontain("Mã hồ sơ")

    def test_at_the_counter_too(self, opened: Open) -> None:
        browser = opened.workplace.seen_by(CLERK)
        form = browser.get(f"/tiep-nhan/{TRIAL}").forms["form"]
        for name, value in {
            "kind": "citizen",
            "name": "Trần Văn Ba",
            "number": "079203001234",
            "address": "12 Trần Hưng Đạo",
            "phone": "0912 345 678",
            "subject": "Nhà xưởng",
            "return_way": "counter",
        }.items():
            form[name] = value
        form.set("on_paper", True, 0)
        before = opened.count(cases)
        answers = opened.send(browser, form, "file")
        assert {each.status for each in answers} == {303}
        assert len({each.location for each in answers}) == 1
        assert opened.count(cases) == before + 1


class TestAStep:
    def test_is_taken_once_and_the_others_are_told_who_took_it(self, opened: Open) -> None:
        code = opened.workplace.file(procedure=PERMIT)
        browser = opened.workplace.seen_by(CLERK)
        form = browser.get(f"/ho-so/{code}/receive").forms["form"]
        answers = opened.send(browser, form, "act")
        done = [each for each in answers if each.status == 303]
        others = [each for each in answers if each.status == 409]
        assert (len(done), len(done) + len(others)) == (1, TIMES)
        assert all("đã xử lý hồ sơ này lúc" in each.text for each in others)
        deeds = opened.workplace.of_case(code, lambda case: [each.deed for each in case.journal])
        assert deeds.count("receive") == 1
