"""What is stuck: who sees it, tries it again, gives it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.acting import Acting, NotAllowed
from motcua.cases.content import Case
from motcua.journal import office_journal
from motcua.notifications.stuck import NoLongerStuck, give_up, hitches, try_again
from motcua.storage.content import Message
from motcua.storage.due import due_entry, read_due
from motcua.words import translate
from tests.make import held
from tests.make_consultations import Province, a_case, a_province, a_request

DAY = timedelta(days=1)


@pytest.fixture
def province() -> Iterator[Province]:
    with a_province() as given:
        yield given


@pytest.fixture
def operator(province: Province) -> Acting:
    return replace(
        province("hoa"), holdings=(held(province.office, "van-phong-ubnd-tinh", "operations"),)
    )


@pytest.fixture
def case(province: Province) -> Case:
    return a_case(province)


def a_stuck_mail(acting: Acting, case: Case, about: str = "filed") -> Message:
    message = Message(recipient="an@example.vn", case=case.key, about=about, body="Kính gửi")
    acting.root.outbox.put(message, acting.now)
    acting.root.outbox.failed(message, acting.now, "450 no such mailbox")
    return message


def a_stuck_deadline(acting: Acting, subject: bytes, rule: str = "processing.1") -> None:
    told = (acting.now - DAY, "case late", subject, rule)
    acting.root.due_queue.put(*told)
    acting.root.due_queue.failed(read_due(*due_entry(*told)), acting.now, "ValueError: no")


def of_kind(acting: Acting, kind: str) -> str:
    return next(each.id for each in hitches(acting) if each.kind == kind)


class TestWhatIsShown:
    def test_mails_and_deadlines_with_their_case_and_error(
        self, operator: Acting, case: Case
    ) -> None:
        a_stuck_mail(operator, case)
        a_stuck_deadline(operator, case.key)
        mail, deadline = hitches(operator)
        assert (mail.kind, mail.code, mail.error) == ("mail", case.code, "450 no such mailbox")
        assert translate(mail.what, "en") == "Mail to an@example.vn"
        assert (deadline.kind, deadline.code, deadline.attempts) == ("due", case.code, 1)
        assert "processing.1" in translate(deadline.what, "en")

    def test_what_a_mail_says_is_not_shown(self, operator: Acting, case: Case) -> None:
        a_stuck_mail(operator, case)
        assert "Kính gửi" not in repr(hitches(operator))

    def test_a_deadline_of_a_request_names_the_case_about_which_was_asked(
        self, operator: Acting, province: Province
    ) -> None:
        request = a_request(province)
        a_stuck_deadline(operator, request.key)
        assert [each.code for each in hitches(operator)] == [request.consultation.case.code]

    def test_something_about_no_case_names_none(self, operator: Acting) -> None:
        a_stuck_deadline(operator, b"unknown1")
        assert [each.code for each in hitches(operator)] == [""]

    def test_it_is_for_operations_only(self, province: Province, case: Case) -> None:
        with pytest.raises(NotAllowed):
            hitches(province("minh"))
        with pytest.raises(NotAllowed):
            try_again(province("minh"), "mail-00")


class TestWhatIsDone:
    @pytest.mark.parametrize("kind", ["mail", "due"])
    def test_it_is_tried_again_at_once(self, operator: Acting, case: Case, kind: str) -> None:
        message = a_stuck_mail(operator, case)
        a_stuck_deadline(operator, case.key)
        try_again(operator, of_kind(operator, kind))
        if kind == "mail":
            assert message in operator.root.outbox.claim(operator.now)
        else:
            due = operator.root.due_queue.due_now(operator.now)
            assert "processing.1" in [each.rule for each in due]

    @pytest.mark.parametrize("kind", ["mail", "due"])
    def test_it_is_given_up_for_good(self, operator: Acting, case: Case, kind: str) -> None:
        a_stuck_mail(operator, case)
        a_stuck_deadline(operator, case.key)
        give_up(operator, of_kind(operator, kind))
        assert kind not in [each.kind for each in hitches(operator)]

    def test_who_did_so_is_written_down(self, operator: Acting, case: Case) -> None:
        a_stuck_mail(operator, case)
        a_stuck_deadline(operator, case.key)
        try_again(operator, of_kind(operator, "due"))
        give_up(operator, of_kind(operator, "mail"))
        entries = list(office_journal(operator.root, operator.now, "operations"))
        deeds = [(each.deed, each.facts["kind"], each.person) for each in entries]
        assert deeds == [("tried again", "case late", "hoa"), ("given up", "mail", "hoa")]

    @pytest.mark.parametrize("id", ["mail-00", "due-00", "mail-xx", "nothing", ""])
    def test_what_is_no_longer_stuck_is_said_so(self, operator: Acting, id: str) -> None:
        with pytest.raises(NoLongerStuck):
            try_again(operator, id)
