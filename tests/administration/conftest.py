"""The pages of administrators in the real application, over the sample province."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

from motcua.application import main
from tests.make import MONDAY, ROOT, settings
from tests.make_pages import a_browser, close

PASSWORD = "mot-cua-2026"

BROKEN = """
workflow: hong
version: 1
title: Thủ tục hỏng
states:
  a: {title: A, start: yes, actions: {di: {title: Đi, by: clerk, to: khong_co}}}
"""


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped procedures, and one that is broken."""
    folder = tmp_path_factory.mktemp("procedures") / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    (folder / "hong").mkdir()
    (folder / "hong" / "1.yaml").write_text(BROKEN, "utf8")
    return folder


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, workflows: Path) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("administration")
    app = main(
        {},
        clock=lambda: MONDAY,
        **settings(
            **{
                "zodbconn.uri": f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs",
                "motcua.sample": "yes",
                "motcua.sample_password": PASSWORD,
                "motcua.workflows": str(workflows),
                "motcua.https": "no",
            }
        ),
    )
    yield app
    close(app)


@pytest.fixture(scope="module")
def signed_in(app: Any) -> Callable[[str], TestApp]:
    """Sign in as one of the sample people."""
    browsers: dict[str, TestApp] = {}

    def sign_in(account: str) -> TestApp:
        if account not in browsers:
            browser = browsers[account] = a_browser(app)
            form = browser.get("/dang-nhap").forms[0]
            for each in browser.get("/dang-nhap").forms.values():
                if "password" in each.fields:
                    form = each
            form["account"], form["password"] = account, PASSWORD
            form.submit(status=303)
        return browsers[account]

    return sign_in


@pytest.fixture
def administrator(signed_in: Callable[[str], TestApp]) -> TestApp:
    return signed_in("linh.bui")


@pytest.fixture
def officer(signed_in: Callable[[str], TestApp]) -> TestApp:
    return signed_in("ha.nguyen")
