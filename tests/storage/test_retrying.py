"""Trying again: which failures pass, how often, and what is not run twice."""

from __future__ import annotations

from typing import Any

import psycopg2
import pytest
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import RetryableException
from webtest import TestApp
from ZODB.POSException import ConflictError, POSKeyError

from motcua.storage import opening, retrying
from motcua.storage.retrying import ATTEMPTS, execution_policy, is_lost_connection, is_passing
from tests.make_storage import a_database, done


class Failing:
    """Something that fails a few times before it works."""

    def __init__(self, error: Exception, times: int):
        self.error, self.times, self.tries = error, times, 0

    def __call__(self, *whatever: Any) -> str:
        self.tries += 1
        if self.tries <= self.times:
            raise self.error
        return f"done at the {self.tries}. attempt"


def caused_by(error: Exception) -> Exception:
    other = Exception("Failed to close one or more resources")
    other.__context__ = error
    return other


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        pytest.param(ConflictError(), True, id="somebody else was faster"),
        pytest.param(psycopg2.OperationalError(), True, id="PostgreSQL starts again"),
        pytest.param(psycopg2.InterfaceError(), True, id="the connection broke"),
        pytest.param(psycopg2.DatabaseError(), True, id="the server hung up"),
        pytest.param(caused_by(psycopg2.OperationalError()), True, id="an error in tidying up"),
        pytest.param(psycopg2.ProgrammingError(), False, id="a wrong statement"),
        pytest.param(POSKeyError(b"x" * 8), False, id="something is missing"),
        pytest.param(ValueError(), False, id="anything else"),
        pytest.param(type("OperationalError", (Exception,), {})(), False, id="another's error"),
    ],
)
def test_which_failures_pass(error: Exception, passing: bool) -> None:
    assert is_passing(error) == passing


def test_nothing_is_no_lost_connection() -> None:
    assert not is_lost_connection(None)


def test_pauses_grow_up_to_a_bound_and_are_drawn_by_lot() -> None:
    longest = [max(retrying.back_off(attempt) for _draw in range(200)) for attempt in range(12)]
    assert longest[0] <= retrying.SHORTEST < longest[4]
    assert max(longest) <= retrying.LONGEST
    assert len({retrying.back_off(3) for _draw in range(50)}) > 1


class TestRequests:
    def app(self, work: Any, shown: bool = False) -> TestApp:
        config = Configurator()
        config.set_execution_policy(execution_policy(sleep=lambda seconds: None))
        config.add_view(lambda request: Response(work()))
        if shown:
            config.add_view(
                lambda error, request: Response("Hệ thống đang bận", status=503), context=Exception
            )
        return TestApp(config.make_wsgi_app())

    @pytest.mark.parametrize("shown", [False, True], ids=["no page for errors", "a page for them"])
    @pytest.mark.parametrize(
        ("method", "error"),
        [
            pytest.param("post", RetryableException(), id="a conflict while saving"),
            pytest.param("get", RetryableException(), id="a conflict while reading"),
            pytest.param("get", psycopg2.OperationalError(), id="the connection broke in reading"),
        ],
    )
    def test_what_may_be_run_again_is(self, method: str, error: Exception, shown: bool) -> None:
        work = Failing(error, ATTEMPTS - 1)
        response = getattr(self.app(work, shown), method)("/")
        assert f"{ATTEMPTS}. attempt" in response.text

    def test_what_writes_is_not_run_again_when_the_connection_broke(self) -> None:
        work = Failing(psycopg2.OperationalError(), 1)
        with pytest.raises(psycopg2.OperationalError):
            self.app(work).post("/")
        assert work.tries == 1

    def test_the_person_then_sees_the_page_for_errors(self) -> None:
        app = self.app(Failing(psycopg2.OperationalError(), 1), shown=True)
        assert "đang bận" in app.post("/", status=503)

    def test_after_the_last_attempt_it_is_said(self) -> None:
        work = Failing(RetryableException(), ATTEMPTS)
        with pytest.raises(RetryableException):
            self.app(work).post("/")
        assert work.tries == ATTEMPTS
        work = Failing(RetryableException(), ATTEMPTS)
        self.app(work, shown=True).post("/", status=503)
        assert work.tries == ATTEMPTS

    def test_what_was_typed_is_there_again(self) -> None:
        failing = Failing(RetryableException(), 2)

        def save(request: Request) -> Response:
            typed = request.POST["name"]
            failing()
            return Response(typed)

        config = Configurator()
        config.set_execution_policy(execution_policy(sleep=lambda seconds: None))
        config.add_view(save)
        assert TestApp(config.make_wsgi_app()).post("/", {"name": "Nguyễn"}).text == "Nguyễn"

    def test_a_long_text_leaves_no_file_open(self) -> None:
        bodies: list[Any] = []

        def save(request: Request) -> Response:
            bodies.append(request.body_file_raw)
            return Response(str(len(request.POST["text"])))

        config = Configurator()
        config.set_execution_policy(execution_policy())
        config.add_view(save)
        app = TestApp(config.make_wsgi_app())
        assert app.post("/", {"text": "x" * 100_000}).text == "100000"
        assert bodies[0].closed


class TestTransact:
    def test_work_is_done_again_until_it_succeeds(self) -> None:
        with a_database() as database:
            work, slept = Failing(ConflictError(), 3), []
            told = opening.transact(database, work, attempts=5, sleep=slept.append)
        assert told == "done at the 4. attempt"
        assert len(slept) == 3

    def test_it_gives_up_after_the_last_attempt(self) -> None:
        with a_database() as database, pytest.raises(ConflictError):
            opening.transact(database, Failing(ConflictError(), 9), 3, sleep=lambda seconds: None)

    def test_who_was_slower_does_it_again_on_what_is_there_now(self) -> None:
        with a_database() as database:
            done(database, lambda root: setattr(root, "count", 0))
            others = iter([1, 1])

            def count(root: Any) -> int:
                seen = root.count
                for _other in zip(range(1), others, strict=False):
                    done(database, lambda again: setattr(again, "count", again.count + 1))
                root.count = seen + 1
                return seen

            assert opening.transact(database, count, sleep=lambda seconds: None) == 2
            assert done(database, lambda root: root.count) == 3

    def test_what_was_perhaps_stored_is_not_done_again(self, monkeypatch: Any) -> None:
        """The answer to the commit never came."""
        tries = []
        with a_database() as database:
            lost = Failing(psycopg2.OperationalError(), 1)
            monkeypatch.setattr(opening.TransactionManager, "commit", lost)
            with pytest.raises(opening.PerhapsStored):
                opening.transact(database, lambda root: tries.append(setattr(root, "x", 1)))
            monkeypatch.undo()
        assert len(tries) == 1

    def test_what_will_not_pass_is_not_tried_again(self) -> None:
        work = Failing(ValueError("no"), 1)
        with a_database() as database, pytest.raises(ValueError, match="no"):
            opening.transact(database, work)
        assert work.tries == 1
