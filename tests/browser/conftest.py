"""A real server over a real database, and a real Chromium.

The server runs in this process on a free port, over a FileStorage in a
temporary folder, with the sample province.  Its clock is a :class:`Hands`
that a story turns forward; nothing waits for a deadline.
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
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import create_server

from motcua.application import main
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail("The browser tests need Chromium:  sudo apt-get install -y chromium")
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

    def __init__(self, context: BrowserContext, address: str):
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, account: str) -> Page:
        page = self.go("/dang-nhap")
        page.fill("input[name=account]", account)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        return page


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Callable[..., Visit]]:
    contexts: list[BrowserContext] = []

    def come(account: str = "", size: dict[str, int] | None = None, **options: Any) -> Visit:
        context = browser.new_context(viewport=size or WIDE, locale="vi-VN", **options)
        contexts.append(context)
        visitor = Visit(context, served.address)
        if account:
            visitor.sign_in(account)
        return visitor

    yield come
    for context in contexts:
        context.close()
