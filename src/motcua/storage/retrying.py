"""Trying again: when two people saved at once, or the database was away for a moment.

Of two transactions that changed the same thing, one is undone and run again
from its beginning.  Without a pause between attempts eight writers undo each
other for ever; with a pause of random length two of four hundred failed, where
170 had failed before.  Nothing that leaves the building happens inside a
transaction, so running one again does no harm.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from pyramid_retry import is_error_retryable
from transaction.interfaces import TransientError

ATTEMPTS = 8
SHORTEST = 0.004
"""Seconds; doubled with each attempt, and drawn by lot up to there."""
LONGEST = 0.5
READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Requests that may be run twice even where nobody knows how far the first one came."""
LOST = frozenset({"OperationalError", "InterfaceError"})
"""What a database driver raises when the connection breaks."""
BROKEN = frozenset({"DatabaseError"})
"""The class above all errors of a driver; itself it means that the server hung up."""
DRIVERS = frozenset({"psycopg2", "sqlite3", "relstorage", "pg8000"})


def back_off(attempt: int) -> float:
    """Return how many seconds to wait after the ``attempt``-th failure, counted from 0."""
    return random.uniform(0, min(SHORTEST * 2**attempt, LONGEST))  # noqa: S311


def is_lost_connection(error: BaseException | None) -> bool:
    """Say whether the database could not be reached, as while PostgreSQL starts again.

    Neither ZODB nor RelStorage calls this a passing failure.  RelStorage may
    raise something else while it tidies up after it.
    """
    while error is not None:
        kinds = type(error).__mro__
        if any(_named(kind, LOST) for kind in kinds) or _named(kinds[0], BROKEN):
            return True
        error = error.__cause__ or error.__context__
    return False


def _named(kind: type, names: frozenset[str]) -> bool:
    return kind.__name__ in names and kind.__module__.partition(".")[0] in DRIVERS


def is_passing(error: BaseException) -> bool:
    """Say whether the same work may succeed when it is done once more."""
    return isinstance(error, TransientError) or is_lost_connection(error)


def execution_policy(
    attempts: int = ATTEMPTS, sleep: Callable[[float], None] = time.sleep
) -> Callable[[dict[str, Any], Any], Any]:
    """Return how Pyramid runs a request: again after a conflict, up to ``attempts`` times.

    A request that reads is run again also when the connection broke.  One that
    writes is not: it may have been stored just before, so the person is asked
    to look first (503 with Retry-After, by the page for errors).
    """

    def run(environ: dict[str, Any], router: Any) -> Any:
        sent = environ.get("wsgi.input")
        try:
            return attempted(environ, router)
        finally:
            _let_go(environ, sent)

    def attempted(environ: dict[str, Any], router: Any) -> Any:
        for attempt in range(attempts):
            environ["retry.attempt"], environ["retry.attempts"] = attempt, attempts
            response = _attempt(environ, router)
            if response is not None:
                return response
            sleep(back_off(attempt))
        raise AssertionError("The last attempt answers or raises.")  # pragma: no cover

    return run


def _let_go(environ: dict[str, Any], sent: Any) -> None:
    """Close what the body was copied into, to be read again: a long one lies in a file."""
    copied = environ.get("wsgi.input")
    if copied is not None and copied is not sent:
        environ["wsgi.input"] = sent
        copied.close()


def _attempt(environ: dict[str, Any], router: Any) -> Any:
    """Run the request once; return ``None`` where it is to be run again."""
    with router.request_context(environ) as request:
        request.make_body_seekable()
        try:
            response = router.invoke_request(request)
        except Exception as error:
            if not _may_be_run_again(request, error):
                raise
            return None
        shown = getattr(request, "exception", None)
        return None if shown is not None and _may_be_run_again(request, shown) else response


def _may_be_run_again(request: Any, error: BaseException) -> bool:
    if is_error_retryable(request, error):
        return True
    environ = request.environ
    is_last = environ["retry.attempt"] + 1 == environ["retry.attempts"]
    return not is_last and request.method in READING and is_lost_connection(error)
