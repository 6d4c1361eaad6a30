"""A real server over a real database, and a real Chromium.

The server runs in this process on a free port, over a FileStorage in a
temporary folder, with the sample province.  Its clock is a :class:`Hands`
that a story turns forward; nothing waits for a deadline.

Whoever visits is heard: a page that complains (a script that fails, a file
that is not found, anything the content security policy refuses) fails the
test it was visited in.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Response,
    expect,
    sync_playwright,
)
from waitress.server import create_server

from motcua.application import main
from motcua.portal import lookup
from motcua.storage import opening
from motcua.storage.throttle import Throttle
from tests.make import MONDAY, settings

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "mot-cua-2026"
NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
NOT_LOADED = "Failed to load resource"
"""How the browser repeats a status that is heard with the answer itself."""
PATIENCE = 30_000
"""Milliseconds; two processors may be shared by other work."""


class Hands:
    """The hands of the office's clock."""

    def __init__(self, now: datetime):
        self.now = now

    def __call__(self) -> datetime:
        # A story takes seconds, which must not stand still: codes and
        # journals are ordered by time.
        self.now += timedelta(milliseconds=1)
        return self.now

    def turn_to(self, now: datetime) -> None:
        self.now = now


class Served:
    """The running application, seen from outside, and its worker."""

    def __init__(self, app: Any, address: str, hands: Hands):
        self.app = app
        self.address = address
        self.hands = hands

    def work(self) -> None:
        """Let the worker do everything that is due now."""
        self.app.registry["motcua.work_once"]()

    def look(self, read: Callable[[Any], Any]) -> Any:
        """Read what is stored, where a test compares it with what was shown."""
        return opening.transact(self.app.registry._zodb_databases[""], read)

    def forget_tries(self) -> None:
        """Let codes and secrets be tried anew: all visitors here have one address."""
        tries = Throttle(lookup.BY_ADDRESS), Throttle(lookup.BY_CODE)
        self.app.registry[lookup.THROTTLES] = tries


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail("The browser tests need Chromium:  sudo apt-get install -y chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def serving(folder: Path, now: datetime = MONDAY, **more: str) -> Iterator[Served]:
    """Serve the application over a database in ``folder``."""
    hands = Hands(now)
    uri = f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"
    app = main(
        {},
        clock=hands,
        **settings(
            **{
                "zodbconn.uri": uri,
                "motcua.sample": "yes",
                "motcua.sample_password": PASSWORD,
                "motcua.worker": "apart",
                "motcua.https": "no",
                **more,
            }
        ),
    )
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Served(app, f"http://127.0.0.1:{server.effective_port}", hands)
    finally:
        server.close()
        thread.join(5)
        app.registry["motcua.close"]()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("office")) as served:
        yield served


class Visit:
    """Somebody at a screen: a browser context of their own, with all it complained of."""

    def __init__(self, context: BrowserContext, served: Served):
        self.context = context
        self.served = served
        self.complaints: list[str] = []
        self.is_heard = True
        self.page: Page = self.another_window()

    def another_window(self) -> Page:
        """Open another page in the same browser, as people do."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._look)
        return page

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Let a tool of ours look at the page: what the page then complains of is our doing."""
        self.is_heard = False
        yield
        self.is_heard = True

    def _hear(self, message: Any) -> None:
        if not self.is_heard:
            return
        refused = "Content Security Policy" in message.text
        if refused or (message.type == "error" and NOT_LOADED not in message.text):
            self.complaints.append(message.text)

    def _look(self, response: Response) -> None:
        # A page that refuses has its status; what a page needs has to be there.
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status} {response.url}")

    def go(self, path: str) -> Page:
        self.page.goto(self.served.address + path)
        return self.page

    def sign_in(self, account: str) -> Page:
        self.go("/dang-nhap")
        return self.give_password(account)

    def give_password(self, account: str) -> Page:
        """Fill in the page that asks who it is."""
        self.page.fill("input[name=account]", account)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        return self.page

    @property
    def main(self) -> Locator:
        """What the page is about, without the frame."""
        return self.page.locator("main")

    def button(self, name: str) -> Locator:
        """The button of that name, whether it can be pressed or not."""
        return self.main.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        """The link of that name."""
        return self.main.get_by_role("link", name=name, exact=True)


Come = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Come]:
    """Let somebody come: ``visit("ha.nguyen", NARROW)``; nobody may hear a complaint."""
    visits: list[Visit] = []

    def come(account: str = "", size: dict[str, int] | None = None, **options: Any) -> Visit:
        context = browser.new_context(viewport=size or WIDE, locale="vi-VN", **options)
        context.set_default_timeout(PATIENCE)
        visitor = Visit(context, served)
        visits.append(visitor)
        if account:
            visitor.sign_in(account)
        return visitor

    yield come
    for each in visits:
        each.context.close()
    assert [said for each in visits for said in each.complaints] == []
