"""Everybody chooses for themselves how they are told by mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.make_workspace import OFFICER, Workplace, a_workplace

PAGE = "/tai-khoan/thu-bao"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory):
    with a_workplace(Path(tmp_path_factory.mktemp("mails"))) as made:
        yield made


def preferred(workplace: Workplace) -> str:
    return str(workplace.do(OFFICER, lambda acting: acting.root["people"][OFFICER].mails))


def test_it_is_chosen_and_shown(workplace: Workplace):
    browser = workplace.seen_by(OFFICER)
    form = next(each for each in browser.get(PAGE).forms.values() if "way" in each.fields)
    assert form["way"].value == "at-once"
    form["way"] = "daily"
    page = form.submit("choose").follow()
    assert "theo cách anh/chị đã chọn" in page
    assert preferred(workplace) == "daily"
    form = next(each for each in page.forms.values() if "way" in each.fields)
    assert form["way"].value == "daily"
    form["way"] = "at-once"
    form.submit("choose")
    assert preferred(workplace) == ""


def test_another_way_is_refused(workplace: Workplace):
    browser = workplace.seen_by(OFFICER)
    token = browser.get(PAGE).html.select_one("input[name=csrf_token]")["value"]
    for way in ("pigeon", ""):
        assert browser.post(PAGE, {"csrf_token": token, "way": way}, status="*").status_int == 409
    assert preferred(workplace) == ""
