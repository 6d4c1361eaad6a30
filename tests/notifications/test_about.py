"""Who is told what by mail, and that every shipped text can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.acting import Acting, Office, system
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case
from motcua.cases.events import NoticeDue
from motcua.cases.filing import file_case
from motcua.notifications import (
    about_ballots,
    about_cases,
    about_delegations,
    about_outside,
    about_requests,
    about_tokens,
    digest,
    mails,
)
from motcua.notifications.remembering import Remembered
from motcua.notifications.sending import Letterbox
from motcua.storage import lists
from motcua.storage.content import Message
from motcua.storage.due import DueHandlers
from tests.cases.conftest import EXAMPLE
from tests.make import ROOT, a_province, an_official, held, put_into_force, somebody

CASE_MAILS = [
    "case_filed",
    *(
        f"{who}_{about}"
        for who in ("applicant", "official")
        for about in ("step", "reminder", "late")
    ),
    "applicant_opinions",
    "official_held",
    "official_reply",
]
BALLOT_MAILS = [
    f"ballot_{each}"
    for each in ("asked", "reminder", "urged", "extended", "closed", "withdrawn", "announced")
]
REQUEST_MAILS = [
    f"request_{about}"
    for about in (
        "asked",
        "assigned",
        "reminder",
        "late",
        "overdue",
        "silence",
        "answered",
        "corrected",
        "extension_asked",
        "extension_answered",
        "withdrawn",
        "complete",
        "urged",
        "told",
        "changed",
        "cut_off",
        "escalated",
        "paused",
        "reopened",
        "restored",
        "resumed",
        "silence_reversed",
        "to_check",
        "to_sign",
        "returned",
        "step_ends",
        "unopened",
        "pieces_asked",
        "pieces_wanted",
        "pieces_answered",
        "answered_direct",
        "standing_applied",
        "recorded",
        "contested",
        "taken_over",
        "answers_itself",
        "unasked",
        "called_in",
        "decided",
    )
]


def test_every_shipped_text_can_be_filled() -> None:
    known = dict.fromkeys(CASE_MAILS, about_cases.FACTS)
    known |= dict.fromkeys(REQUEST_MAILS, about_requests.FACTS)
    known |= dict.fromkeys(BALLOT_MAILS, about_ballots.FACTS)
    known |= dict.fromkeys(about_outside.MAILS, about_outside.FACTS)
    known[digest.MAIL] = digest.FACTS
    known |= dict.fromkeys(about_delegations.MAILS, about_delegations.FACTS)
    known[about_tokens.MAIL] = about_tokens.FACTS
    assert mails.problems(mails.read(ROOT / "config" / "mail"), known) == []


@pytest.fixture
def province() -> Iterator[tuple[Office, Any]]:
    with a_province() as province:
        put_into_force(province[1], EXAMPLE.read_text("utf8").replace("needs: don, ", ""))
        yield province


@pytest.fixture
def clerk(province: tuple[Office, Any]) -> Acting:
    office, root = province
    for person, unit, role in (
        ("ngoc", "ttpvhcc-tinh", "clerk"),
        ("binh", "so-xay-dung", "head"),
        ("hai", "so-xay-dung", "officer"),
    ):
        an_official(office, root, person, unit, role)
    return somebody(office, root, "ngoc", held(office, "ttpvhcc-tinh", "clerk"))


@pytest.fixture
def case(clerk: Acting) -> Case:
    from motcua.workflows import versions

    rules = versions.definition(clerk.root, "vi-du", 1)
    rules = rules.__class__(**{**rules.__dict__, "papers": {}})
    return file_case(
        clerk,
        rules,
        applicant=Applicant("An", email="an@example.invalid", language="en"),
        answers={"muc_dich": "x"},
        receiving_unit="ttpvhcc-tinh",
    ).case


def sent(acting: Acting) -> list[Message]:
    """What is in the outbox after the worker's turn."""
    root, handlers = acting.root, acting.office.borrow(DueHandlers)
    for item in root.due_queue.due_now(acting.now):
        handlers.carry_out(system(acting.office, root, acting.now), item)
        root.due_queue.done(item)
    return [message for _key, message in lists.first(root.outbox.desk, root.outbox.ALL, 100)]


def told(acting: Acting) -> list[tuple[str, str]]:
    return sorted((each.recipient, each.about.split("/")[0]) for each in sent(acting))


def test_the_applicant_is_told_in_their_language_that_the_case_has_a_code(
    case: Case, clerk: Acting
) -> None:
    (message,) = sent(clerk)
    assert message.recipient == "an@example.invalid"
    assert message.subject == f"Case {case.code} was filed"
    assert "Waiting to be checked." in message.body


def test_a_step_tells_whom_the_procedure_names(case: Case, clerk: Acting) -> None:
    perform(clerk, case, "receive")
    assert ("an@example.invalid", "applicant_step") in told(clerk)


def test_a_field_may_name_who_is_told(
    case: Case, clerk: Acting, province: tuple[Office, Any]
) -> None:
    office, root = province
    perform(clerk, case, "receive")
    head = somebody(office, root, "binh", held(office, "so-xay-dung", "head"))
    perform(head, case, "assign", {"officer": "hai"})
    assert ("hai@example.invalid", "official_step") in told(clerk)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param("head", ["binh@example.invalid"], id="who plays a role"),
        pytest.param("assignee", [], id="nobody where nobody holds it"),
        pytest.param("nobody", [], id="nobody where the name is unknown"),
    ],
)
def test_officials_are_told_of_lateness(
    case: Case, clerk: Acting, part: str, expected: list[str]
) -> None:
    about_cases.notice(clerk, NoticeDue(case, (part,), "late", {"rule": "x.1"}))
    late = [each.recipient for each in sent(clerk) if each.about.startswith("official_late")]
    assert late == expected


def test_the_same_event_is_told_once(case: Case, clerk: Acting) -> None:
    event = NoticeDue(case, ("head",), "late", {"rule": "x.1"})
    about_cases.notice(clerk, event)
    about_cases.notice(clerk, event)
    assert [each for each in told(clerk) if each[1] == "official_late"] == [
        ("binh@example.invalid", "official_late")
    ]


def test_each_mail_names_the_step_it_tells_of(case: Case, clerk: Acting) -> None:
    """Two steps in one second: the worker comes after both."""
    perform(clerk, case, "receive")
    told_later = clerk.root.due_queue.due_now(clerk.now)
    case.track.state = "signing"
    steps = [each for each in sent(clerk) if each.about.startswith("applicant_step")]
    assert len(told_later) == 2
    assert ["To be assigned" in each.subject for each in steps] == [True]


def test_what_was_laid_down_for_a_case_that_is_gone_tells_nobody(clerk: Acting) -> None:
    said = Remembered("step", "3", "signing", "", ("head",))
    about_cases.write(clerk, b"unknown.", said.text)
    about_requests.write(clerk, b"unknown.", said.text)
    assert sent(clerk) == []


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(Remembered("step", "7", "signing", "", ("leader", "clerk")), id="a step"),
        pytest.param(Remembered("late", "7", "signing", "signing.1", ("leader",)), id="lateness"),
        pytest.param(Remembered("step", "7", "signing", "", ()), id="nobody"),
    ],
)
def test_what_is_laid_down_is_read_as_it_was(said: Remembered) -> None:
    assert Remembered.read(said.text) == said


def test_on_a_developers_machine_a_mail_becomes_a_file(
    case: Case, clerk: Acting, tmp_path: Path
) -> None:
    letterbox = Letterbox({"mail.folder": str(tmp_path / "mail"), "mail.sender": "M <m@x.vn>"})
    letterbox.send(letterbox.written(sent(clerk)[0]))
    (written,) = (tmp_path / "mail").iterdir()
    assert case.code in written.read_text("utf8")


def test_no_mail_about_a_request_tells_what_was_answered():
    """Answers may be sealed or confidential, and a mail is read by whoever opens it."""
    told = {"outcome", "answer", "opinion", "text", "remarks", "conditions"}
    assert told.isdisjoint(about_requests.FACTS)
