"""What could not be sent or carried out: seen, tried again, given up."""

from __future__ import annotations

import pytest

from motcua.acting import NotAllowed
from motcua.journal import office_journal
from motcua.notifications.stuck import NoLongerStuck, hitches, try_again
from motcua.storage.content import Message
from tests.make_workspace import OFFICER, OPERATIONS, Workplace, case_of


def a_stuck_mail(workplace: Workplace, recipient: str, code: str = "") -> None:
    def put(acting):
        key = case_of(acting, code).key if code else b""
        message = Message(recipient=recipient, subject="S", body="B", case=key, about="x")
        acting.root.outbox.put(message, acting.now)
        acting.root.outbox.failed(message, acting.now, "Connection refused")

    workplace.do(OFFICER, put)


def a_stuck_deadline(workplace: Workplace, subject: bytes) -> None:
    def put(acting):
        queue = acting.root.due_queue
        queue.put(acting.now, "trial", subject, "rule")
        (item,) = [each for each in queue.due_now(acting.now) if each.kind == "trial"]
        queue.failed(item, acting.now, "LookupError")

    workplace.do(OFFICER, put)


def row_with(page, text: str):
    return next(each for each in page.html.select("table.stuck tbody tr") if text in each.text)


def form_with_id(page, id: str):
    return next(
        each for each in page.forms.values() if "id" in each.fields and each["id"].value == id
    )


class TestThePage:
    def test_it_shows_mails_and_deadlines_with_their_errors(self, fresh: Workplace):
        code = fresh.tried()
        id = fresh.asked(code)
        a_stuck_mail(fresh, "a@longgiang.example", code)
        a_stuck_deadline(fresh, bytes.fromhex(id))
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        mail = row_with(page, "Thư gửi a@longgiang.example")
        assert "Connection refused" in mail.text
        assert code in mail.text
        due = row_with(page, "trial rule")
        assert "LookupError" in due.text
        assert code in due.text

    def test_nothing_stuck_is_said(self, fresh: Workplace):
        assert "Không có gì tồn đọng." in fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")

    def test_others_do_not_see_it(self, workplace: Workplace):
        workplace.seen_by(OFFICER).get("/quan-tri/ton-dong", status=403)
        assert workplace.seen_by("").get("/quan-tri/ton-dong").status_int == 303


class TestDealing:
    def test_a_mail_is_tried_again_at_once(self, fresh: Workplace):
        a_stuck_mail(fresh, "b@longgiang.example")
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        (hitch,) = fresh.do(OPERATIONS, hitches)
        page = form_with_id(page, hitch.id).submit("deed", value="again").follow()
        assert "Sẽ được thử lại trong vòng một phút." in page
        assert fresh.do(OPERATIONS, hitches)[0].next_at == fresh.now

    def test_a_mail_is_given_up_and_that_is_written_down(self, fresh: Workplace):
        a_stuck_mail(fresh, "c@longgiang.example")
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        (hitch,) = fresh.do(OPERATIONS, hitches)
        form_with_id(page, hitch.id).submit("deed", value="drop")
        assert fresh.do(OPERATIONS, hitches) == []
        deeds = fresh.do(OPERATIONS, lambda acting: [each.deed for each in operations(acting)])
        assert deeds == ["given up"]

    def test_a_deadline_is_tried_again_or_given_up(self, fresh: Workplace):
        a_stuck_deadline(fresh, b"12345678")
        (hitch,) = fresh.do(OPERATIONS, hitches)
        assert hitch.code == ""
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        form_with_id(page, hitch.id).submit("deed", value="again")
        assert fresh.do(OPERATIONS, hitches)[0].next_at == fresh.now
        form_with_id(page, hitch.id).submit("deed", value="drop")
        assert fresh.do(OPERATIONS, hitches) == []

    def test_what_somebody_dealt_with_is_no_longer_here(self, fresh: Workplace):
        a_stuck_mail(fresh, "d@longgiang.example")
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        (hitch,) = fresh.do(OPERATIONS, hitches)
        form = form_with_id(page, hitch.id)
        form.submit("deed", value="drop")
        assert "Mục này không còn tồn đọng." in form.submit("deed", value="again", status=404)

    def test_a_deed_that_there_is_not_is_not_understood(self, fresh: Workplace):
        a_stuck_mail(fresh, "e@longgiang.example")
        page = fresh.seen_by(OPERATIONS).get("/quan-tri/ton-dong")
        (hitch,) = fresh.do(OPERATIONS, hitches)
        form_with_id(page, hitch.id).submit("deed", value="", status=400)

    def test_whoever_may_not_is_refused(self, workplace: Workplace):
        with pytest.raises(NotAllowed):
            workplace.do(OFFICER, lambda acting: try_again(acting, "mail-00"))

    def test_what_is_no_id_is_not_here(self, workplace: Workplace):
        with pytest.raises(NoLongerStuck):
            workplace.do(OPERATIONS, lambda acting: try_again(acting, "mail-xyz"))


def operations(acting):
    return office_journal(acting.root, acting.now, "operations")
