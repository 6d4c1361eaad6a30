"""A failing test is seen before a text is proposed or published, whichever way it comes in."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.acting import Acting, Office, system
from motcua.people import directory
from motcua.rehearsals.playing import judged
from motcua.words import translate
from motcua.workflows import drafting
from motcua.workflows.actions import publish
from motcua.workflows.content import Draft
from motcua.workflows.trials import FAILING, TestsFail
from tests.procedures.walk import moment
from tests.rehearsals.conftest import MONDAY, text_of

PERMIT = "cap-giay-phep-xay-dung"
NEXT = text_of(PERMIT).replace("version: 1\n", "version: 2\n", 1)
SHORTER = NEXT.replace("10 working days", "9 working days", 1)
WARNED = ("T06",)
"""The steps together have more time than the whole."""
READ = (*WARNED, FAILING)


@pytest.fixture
def publisher(office: Office, root: Any) -> Acting:
    now = moment(MONDAY)
    holdings = directory.holdings(root, office, "thuy.dao", now.date())
    return Acting(office, root, now, person="thuy.dao", name="Thủy", holdings=holdings)


@pytest.fixture
def draft(editor: Acting) -> Draft:
    return drafting.begin(editor, PERMIT, SHORTER)


def test_it_is_said_how_many_fail(editor: Acting) -> None:
    said = translate(judged(editor, PERMIT, SHORTER), "en")
    assert said.endswith("tests of this procedure do not end as expected.")
    assert judged(editor, PERMIT, NEXT) == ""
    assert judged(editor, "khong-co-kiem-thu", NEXT) == ""


def test_whoever_proposes_must_have_seen_it(editor: Acting, draft: Draft) -> None:
    with pytest.raises(TestsFail):
        drafting.propose(editor, draft, "QĐ 12", read=WARNED)
    assert draft.is_open
    drafting.propose(editor, draft, "QĐ 12", read=READ)
    assert draft.read == READ


def test_and_whoever_publishes_too_not_the_proposer_for_them(
    editor: Acting, publisher: Acting, draft: Draft
) -> None:
    drafting.propose(editor, draft, "QĐ 12", read=READ)
    with pytest.raises(TestsFail):
        drafting.publish_proposal(publisher, draft, WARNED)
    assert draft.is_proposed
    assert drafting.publish_proposal(publisher, draft, READ).number == 2


def test_whoever_publishes_a_text_at_once_too(publisher: Acting) -> None:
    with pytest.raises(TestsFail):
        publish(publisher, SHORTER)
    assert publish(publisher, SHORTER, read=READ).number == 2


def test_where_they_pass_nobody_is_asked(publisher: Acting) -> None:
    assert publish(publisher, NEXT).number == 2


def test_what_comes_from_a_file_is_tested_when_a_person_publishes_it(
    office: Office, root: Any, publisher: Acting
) -> None:
    acting = system(office, root, moment(MONDAY))
    draft = drafting.begin(acting, PERMIT, SHORTER, file=f"{PERMIT}/2.yaml")
    drafting.propose(acting, draft, "QĐ 12")
    with pytest.raises(TestsFail):
        drafting.publish_proposal(publisher, draft, WARNED)
