"""Whatever bodies, askers, clocks and a crash do, in whatever order: what must stay true.

In words first:

1. what a body said stays: versions of an opinion only grow, in order, and none is changed;
2. a recorded silence stays: it counts, or stands in the act that undid it, and never
   becomes an answer;
3. a body has one open request about the case at most;
4. an open request stands once in the list of its body, and one that is not open in none;
5. time stands still exactly as long as a reason holds, and what is left does not change meanwhile;
6. nobody is reminded, urged or reported late while the time stands still or nothing is asked;
7. what counts as come back equals a recount by hand, and a closed round waits for nobody;
8. a round sends somebody to look at its answers at most once, and only while it is complete;
9. an answer that was accepted was given for a body by somebody who sat in it then, own or by
   delegation, on a request that was open or silent;
10. the journals of all requests are whole, and the case vouches for them;
11. what was not committed is not there after a crash, and what was committed is;
12. the record that nobody needs to be asked is never lost, holds once for a template, and holds
    only as long as nobody is asked under it;
13. what was taken over from another case is marked for ever, is the first word there and never
    comes after the body's own, and is nobody's answer in time; what was said there stays as it was.

``make loops`` plays this five hundred times, fifty steps each.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from tests.make_consultations import (
    CAPABILITIES,
    MONDAY,
    ROOT,
    Province,
    _settle,
    a_case,
    says,
)
from tests.make_rounds import CULTURE, HEAD, LAND, POLICE
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

from motcua.acting import NotAllowed, NotHere, Office, Refusal, furnish_all
from motcua.cases.actions import perform
from motcua.cases.content import Enclosure
from motcua.consultations import actions, history
from motcua.consultations.content import Request
from motcua.consultations.count import count
from motcua.consultations.events import RequestNotice
from motcua.consultations.inbox import body_list, look_list
from motcua.consultations.pausing import PIECES, go_on, is_standing, stand_still
from motcua.consultations.table import row
from motcua.consultations.templates import calendar_of, is_over, is_past, template_of
from motcua.deadlines.terms import read_term
from motcua.documents.keeping import keep
from motcua.people.delegating import delegate, revoke_delegation
from motcua.storage import opening, substance

BODIES = (POLICE, LAND, CULTURE)
SPEAKERS = {POLICE: ("an", "binh"), LAND: ("dung",), CULTURE: ("van",)}
STAND_IN = "nga"
"""Somebody of another unit, to whom the land office delegates."""
OUTCOMES = ("agree", "agree_with_remarks", "disagree", "not_competent")
WILD = 10
"""From here on a number means anything, whether it fits or not."""
TERMS = (None, read_term("3 working days"))

TACIT = """    pauses_with_case: yes
    closed_when: all
  owed:
    title: {vi: Phải trả lời, en: An answer is owed}
    opened_by: assignee
    bodies:
      - {unit: cong-an-tinh, because: An ninh}
      - {unit: so-nnmt, because: Đất đai}
      - {unit: so-van-hoa, because: Di tích, optional: yes}
    choose_from: [department, agency]
    within: 4 working days
    silence: wait
    closed_when: mandatory
    extend_at_most: 2 working days
    late: [{before: 1 working day, notify: partner}, {after: 1 working day, notify: partner}]
    pauses_with_case: yes
"""
PROCEDURE = (
    HEAD % {"rules": TACIT, "silence": "agree", "police": "", "land": "", "culture": ""}
).replace("consult: bodies", "consult: [bodies, owed]")

made: list[bytes] = []
"""The key of the case that every example begins with."""
earlier: list[bytes] = []
"""The keys of requests about an earlier case that were answered, in the order of the bodies."""
heard: list[RequestNotice] = []
"""What was announced in the example that runs."""


def hear(notice: RequestNotice) -> None:
    """Take down a notice; nobody is pressed whose time stands still, or who need not answer."""
    if notice.about in ("reminder", "late", "urged", "overdue"):
        assert notice.request.is_open
        assert not is_standing(notice.request)
    heard.append(notice)


@cache
def office() -> Office:
    """Return one office for all examples."""
    made = furnish_all(Office(ROOT / "config", ROOT / "workflows"), CAPABILITIES)
    made.listen(RequestNotice, lambda _acting, event: hear(event))
    return made


@cache
def beginning() -> Path:
    """Return a folder with a stored province and a case in Minh's hands, made once."""
    folder = Path(tempfile.mkdtemp())
    opened = DB(FileStorage(str(folder / "data.fs"), blob_dir=str(folder / "blobs")))
    opening.found_root(opened)

    def settle(root: Any) -> None:
        _settle(office(), root, PROCEDURE)
        province = Quiet(office(), root)
        before = a_case(province, procedure="cac-dot")
        asking = {"units": BODIES, "question": "Khi ấy?"}
        asked = actions.ask_opinions(province("minh"), before, "bodies", **asking)
        for request in asked.requests:
            actions.give_opinion(province(SPEAKERS[request.unit][0]), request, says())
            earlier.append(request.key)
        actions.look_at_answers(province("minh"), asked)
        made.append(a_case(province, procedure="cac-dot").key)

    with substance.standing_in(substance.registry()):
        opening.transact(opened, settle)
    opened.close()
    return folder


class Quiet(Province):
    """A province that listens to nothing: one ear is enough for all."""

    def __post_init__(self) -> None:
        self.notices = heard


class Loop(RuleBasedStateMachine):
    """A case and everybody around it, and what ought to be true, kept by hand."""

    @initialize()
    def begin(self) -> None:
        heard.clear()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(beginning(), self.folder, dirs_exist_ok=True)
        self.standing = substance.standing_in(substance.registry())
        self.standing.__enter__()
        self.now = MONDAY
        self.said: dict[bytes, list[str]] = {}
        self.recorded: dict[bytes, int] = {}
        self.kept: dict[bytes, Any] = {}
        self.delegated = ""
        self.open()
        self.ask("bodies", list(BODIES))

    def teardown(self) -> None:
        if hasattr(self, "standing"):
            self.shut()
            self.standing.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    def open(self) -> None:
        stored = FileStorage(str(self.folder / "data.fs"), blob_dir=str(self.folder / "blobs"))
        self.database = DB(stored)
        self.manager = transaction.TransactionManager()
        self.connection = self.database.open(self.manager)
        self.manager.begin()
        self.province = Quiet(office(), self.connection.root()["app_root"], self.now)
        self.case = self.province.root.cases.shelf[made[-1]]

    def shut(self) -> None:
        self.manager.abort()
        self.connection.close()
        self.database.close()

    # What is done, and what must follow at once

    def attempt(self, deed: Any) -> bool:
        """Do it and commit, or undo it; say whether it was done."""
        before = len(heard)
        try:
            deed()
        except Refusal:
            self.manager.abort()
            self.manager.begin()
            del heard[before:]
            return False
        self.manager.commit()
        self.manager.begin()
        return True

    def requests(self) -> list[Request]:
        return list(history.requests_of(self.province("minh"), self.case))

    def one(self, number: int, *states: str) -> Request:
        """Return a request, rather in one of these states; any of all for a high number."""
        every = self.requests()
        fitting = [each for each in every if each.state in states] if number < WILD else []
        return (fitting or every)[number % len(fitting or every)]

    def round(self, number: int, fits: Callable[[Any], object] = bool) -> Any:
        """Return a round, rather one that fits; any of all for a high number."""
        every = self.province.root.consultations.of_case(self.case.key)
        fitting = [each for each in every if fits(each)] if number < WILD else []
        return (fitting or every)[number % len(fitting or every)]

    def is_asked(self) -> bool:
        return hasattr(self, "case") and bool(
            self.province.root.consultations.of_case(self.case.key)
        )

    def any_in(self, *states: str) -> bool:
        return self.is_asked() and any(each.state in states for each in self.requests())

    def any_round(self, fits: Callable[[Any], object]) -> bool:
        if not self.is_asked():
            return False
        rounds = self.province.root.consultations.of_case(self.case.key)
        return any(fits(each) for each in rounds)

    NUMBER = st.integers(0, WILD + 1)
    UNITS = st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True)

    @rule(template=st.sampled_from(("bodies", "owed")), units=UNITS)
    def ask(self, template: str, units: list[str]) -> None:
        papers = [each.document.id for each in self.case.dossier.files if not each.superseded]
        asking = {"units": units, "question": "Cho ý kiến?", "documents": papers[:1]}
        pending = {each.unit for each in self.requests() if each.is_open}
        done = self.attempt(
            lambda: actions.ask_opinions(self.province("minh"), self.case, template, **asking)
        )
        if pending & set(units):
            assert not done
        assert not done or not self.spared(template)

    def spared(self, template: str) -> list[Any]:
        """Return the records that hold for a template."""
        every = self.province.root.consultations.nobody_needed(self.case.key)
        return [each for each in every if each.holds and each.template == template]

    @rule(template=st.sampled_from(("bodies", "owed", "owed")))
    def nobody_needed(self, template: str) -> None:
        before = self.spared(template)
        open_ones = [
            each
            for each in self.requests()
            if each.is_open and each.consultation.template == template
        ]
        done = self.attempt(
            lambda: actions.record_nobody_needed(
                self.province("minh"), self.case, template, "Đã có quy hoạch"
            )
        )
        assert not (done and (before or open_ones))

    @rule(template=st.sampled_from(("bodies", "owed")))
    def somebody_needed(self, template: str) -> None:
        before = self.spared(template)
        done = self.attempt(
            lambda: actions.take_back_nobody_needed(
                self.province("minh"), self.case, template, "Có đơn của dân"
            )
        )
        assert not done or before

    @precondition(is_asked)
    @rule(number=st.integers(0, 2), template=st.sampled_from(("bodies", "owed")))
    def take_over(self, number: int, template: str) -> None:
        source = self.province.root.consultations.request(earlier[number])
        spoken = [
            each
            for each in self.requests()
            if each.unit == source.unit
            and each.consultation.template == template
            and each.opinions
            and not each.is_withdrawn
        ]
        taking = {"version": 1, "reason": "Cùng thửa đất"}
        done = self.attempt(
            lambda: actions.take_over(self.province("minh"), self.case, template, source, **taking)
        )
        assert not (done and spoken)
        if done:
            into = [each for each in self.requests() if each.unit == source.unit and each.opinions]
            self.said.setdefault(into[-1].key, []).append("agree")

    @precondition(lambda self: self.is_asked() and any(self.taken()))
    @rule(number=NUMBER)
    def answer_ourselves(self, number: int) -> None:
        taken = self.taken()
        request = taken[number % len(taken)]
        who = SPEAKERS[request.unit][0]
        was, in_time = request.state, not is_past(self.province(who), request)
        done = self.attempt(lambda: actions.answer_ourselves(self.province(who), request))
        assert not done or (was == "answered" and in_time and request.is_open)

    def taken(self) -> list[Request]:
        """Return whose newest word was taken over."""
        return [each for each in self.requests() if each.opinion and each.opinion.taken]

    @precondition(is_asked)
    @rule(number=NUMBER, deed=st.sampled_from(("open_request", "claim", "give_back")))
    def inside(self, number: int, deed: str) -> None:
        request = self.one(number, "sent", "opened")
        who = SPEAKERS[request.unit][0]
        self.attempt(lambda: getattr(actions, deed)(self.province(who), request))

    @precondition(is_asked)
    @rule(number=NUMBER)
    def assign(self, number: int) -> None:
        request = self.one(number, "sent", "opened")
        self.attempt(lambda: actions.assign(self.province("chinh"), request, "binh"))

    @precondition(is_asked)
    @rule(number=NUMBER, fresh=st.booleans())
    def draft(self, number: int, fresh: bool) -> None:
        request = self.one(number, "sent", "opened")
        there = request.draft.revision if request.draft else 0
        who = SPEAKERS[request.unit][-1]
        done = self.attempt(
            lambda: actions.save_draft(
                self.province(who), request, says("agree", "Đang viết"), there - (not fresh)
            )
        )
        if not fresh and there:
            assert not done

    @precondition(is_asked)
    @rule(
        number=NUMBER, outcome=st.sampled_from(OUTCOMES), own=st.sampled_from((True, True, False))
    )
    def answer(self, number: int, outcome: str, own: int) -> None:
        request = self.one(number, "sent", "opened", "silent")
        who = SPEAKERS[request.unit][0] if own else STAND_IN
        reply = says(outcome, "Vì thế")
        was = request.is_open or request.state == "silent"
        done = self.attempt(lambda: actions.give_opinion(self.province(who), request, reply))
        assert not done or was
        assert not done or own or (self.delegated and request.unit == LAND)
        if done:
            self.said.setdefault(request.key, []).append(outcome)

    @precondition(lambda self: self.any_in("answered", "answered_after_silence"))
    @rule(number=NUMBER, outcome=st.sampled_from(OUTCOMES))
    def correct(self, number: int, outcome: str) -> None:
        request = self.one(number, "answered", "answered_after_silence")
        who = SPEAKERS[request.unit][0]
        reply = says(outcome, "Đính chính")
        done = self.attempt(
            lambda: actions.correct_opinion(self.province(who), request, reply, "Nhầm")
        )
        if done:
            self.said[request.key].append(outcome)

    @precondition(
        lambda self: self.is_asked() and any(r.earlier and r.is_open for r in self.requests())
    )
    @rule(number=NUMBER)
    def confirm(self, number: int) -> None:
        again = [each for each in self.requests() if each.earlier and each.is_open]
        request = again[number % len(again)] if again else self.one(number)
        who = SPEAKERS[request.unit][0]
        done = self.attempt(lambda: actions.confirm_unchanged(self.province(who), request))
        if done:
            earlier = self.province.root.consultations.request(request.earlier)
            assert earlier.opinion.reply.outcome == request.opinion.reply.outcome
            self.said.setdefault(request.key, []).append(request.opinion.reply.outcome)

    @precondition(is_asked)
    @rule(number=NUMBER, answer=st.sampled_from(("grant", "refuse")))
    def extend(self, number: int, answer: str) -> None:
        request = self.one(number, "sent", "opened")
        who = SPEAKERS[request.unit][0]
        more = read_term("1 working day")
        self.attempt(lambda: actions.ask_extension(self.province(who), request, more, "Thực địa"))
        if answer == "grant":
            self.attempt(lambda: actions.grant_extension(self.province("minh"), request))
        else:
            self.attempt(lambda: actions.refuse_extension(self.province("minh"), request, "Gấp"))

    @rule(deed=st.sampled_from(("wait", "back")))
    def pause_and_resume(self, deed: str) -> None:
        self.attempt(lambda: perform(self.province("minh"), self.case, deed))

    @precondition(is_asked)
    @rule(number=NUMBER, begins=st.booleans())
    def miss_pieces(self, number: int, begins: bool) -> None:
        request = self.one(number, "sent", "opened")
        turn = stand_still if begins else go_on
        self.attempt(lambda: turn(self.province("minh"), request, PIECES))

    @precondition(is_asked)
    @rule(number=NUMBER)
    def remind(self, number: int) -> None:
        request = self.one(number, "sent", "opened")
        self.attempt(lambda: actions.urge(self.province("minh"), request, "Đề nghị trả lời"))

    @precondition(is_asked)
    @rule(number=NUMBER)
    def withdraw(self, number: int) -> None:
        request = self.one(number, "sent", "opened")
        self.attempt(lambda: actions.withdraw(self.province("minh"), request, "Thôi"))

    @precondition(is_asked)
    @rule(number=NUMBER)
    def close(self, number: int) -> None:
        sent = self.round(number, lambda each: any(r.is_open for r in each.requests))
        done = self.attempt(lambda: actions.close_round(self.province("minh"), sent, "Đủ rồi"))
        if done:
            assert not any(each.is_open for each in sent.requests)

    @precondition(lambda self: self.any_round(lambda sent: sent.closing))
    @rule(number=NUMBER, within=st.sampled_from(TERMS))
    def reopen(self, number: int, within: Any) -> None:
        sent = self.round(number, lambda each: each.closing)
        cut = {each.key: self.used(each) for each in sent.requests if each.is_cut_off}
        done = self.attempt(
            lambda: actions.reopen_round(self.province("minh"), sent, "Cần thêm", within)
        )
        if done and within is None:
            for each in sent.requests:
                if each.is_open and each.key in cut:
                    assert self.used(each) == cut[each.key]

    @precondition(lambda self: self.any_in("answered"))
    @rule(number=NUMBER, units=UNITS)
    def ask_again(self, number: int, units: list[str]) -> None:
        sent = self.round(number, lambda each: any(r.opinions for r in each.requests))
        spoken = [each.unit for each in sent.requests if each.opinions and not each.is_open]
        if number < WILD:
            units = [each for each in units if each in spoken] or spoken[:1] or units
        self.attempt(lambda: actions.ask_again(self.province("minh"), sent, units, "Xem lại giúp"))

    @precondition(lambda self: self.any_round(lambda sent: sent.again))
    @rule(number=NUMBER)
    def undo_asking_again(self, number: int) -> None:
        sent = self.round(number, lambda each: each.again)
        spoken = any(each.opinions or each.silence for each in sent.requests)
        done = self.attempt(lambda: actions.undo_again(self.province("minh"), sent, "Bấm nhầm"))
        assert not (done and spoken)

    @precondition(lambda self: self.any_in("answered"))
    @rule(number=NUMBER)
    def ask_anew(self, number: int) -> None:
        request = self.one(number, "answered")
        self.attempt(lambda: actions.ask_anew(self.province("minh"), request, "Nói rõ", TERMS[1]))

    @precondition(lambda self: self.any_in("silent", "answered_after_silence"))
    @rule(number=NUMBER, then=st.sampled_from(("answer", "free")))
    def reverse(self, number: int, then: str) -> None:
        request = self.one(number, "silent", "answered_after_silence")
        self.attempt(
            lambda: actions.reverse_silence(self.province("minh"), request, "Gửi thiếu", then)
        )

    @precondition(lambda self: self.any_round(lambda sent: sent.check))
    @rule(number=NUMBER)
    def look(self, number: int) -> None:
        sent = self.round(number, lambda each: each.check and not each.check.looked_at)
        self.attempt(lambda: actions.look_at_answers(self.province("minh"), sent))

    @rule()
    def renew_a_paper(self) -> None:
        def renew() -> None:
            text = f"Bản {self.now}".encode()
            paper = keep(self.province("hoa"), "don.txt", text, "text/plain", kind="paper")
            self.case.dossier.add([Enclosure("don", paper, self.now, "hoa")])

        self.attempt(renew)

    @rule()
    def delegate_or_revoke(self) -> None:
        acting = self.province("dung")
        if self.delegated:
            self.attempt(lambda: revoke_delegation(acting, self.delegated, "Đã về"))
            self.delegated = ""
            return

        def give() -> None:
            until = self.now.date() + timedelta(days=60)
            given = delegate(
                acting, "dung.1", to_person=STAND_IN, since=self.now.date(), until=until,
                reason="Nghỉ phép", document="12/QĐ",
            )  # fmt: skip
            self.delegated = given.id

        self.attempt(give)

    @rule(hours=st.sampled_from((1, 7, 24, 60, 200)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.province.now = self.now

    @rule()
    def worker(self) -> None:
        self.attempt(self.province.work)

    @rule(number=NUMBER, midway=st.booleans())
    def crash_and_reopen(self, number: int, midway: bool) -> None:
        before = self.told()
        if midway and self.is_asked():
            request = self.one(number)
            with suppress(Refusal):
                who = SPEAKERS[request.unit][0]
                actions.give_opinion(self.province(who), request, says("disagree", "Mất điện"))
        self.shut()
        self.open()
        assert self.told() == before

    def told(self) -> list[tuple[Any, ...]]:
        return [
            (each.key, each.state, len(each.opinions), len(each.journal), each.clock)
            for each in self.requests()
        ]

    def used(self, request: Request) -> Any:
        """Return how much of its time the body has used: what is left is the rest."""
        calendar = calendar_of(self.province("minh"), request.unit)
        return request.clock.used(calendar, self.now).amount

    # What must be true, whatever was done

    @invariant()
    def what_was_said_stays(self) -> None:
        for each in self.requests() if hasattr(self, "case") else ():
            outcomes = [said.reply.outcome for said in each.opinions]
            assert outcomes == self.said.get(each.key, [])
            assert [said.version for said in each.opinions] == list(range(1, len(outcomes) + 1))

    @invariant()
    def what_was_taken_over_is_marked_and_is_the_first_word(self) -> None:
        for each in self.requests() if hasattr(self, "case") else ():
            marks = [said.taken is not None for said in each.opinions]
            assert not any(marks[1:])
            if any(marks):
                assert each.opinions[0].taken.request in earlier
                assert not each.opinions[0].is_late
            if marks == [True]:
                assert each.first_own is None
                assert not row(self.province("minh"), each).is_late or each.is_open
        for key in earlier if hasattr(self, "case") else ():
            source = self.province.root.consultations.request(key)
            assert [said.reply.outcome for said in source.opinions] == ["agree"]

    @invariant()
    def nobody_needed_is_never_lost_and_holds_while_nobody_is_asked(self) -> None:
        if not hasattr(self, "case"):
            return
        every = self.province.root.consultations.nobody_needed(self.case.key)
        deeds = [entry.deed for entry in self.case.journal]
        assert deeds.count("nobody needed") == len(every)
        assert deeds.count("nobody needed taken back") == sum(not each.holds for each in every)
        for each in every:
            assert each.reason
        for template in ("bodies", "owed"):
            held = self.spared(template)
            assert len(held) <= 1
            assert not held or not any(
                each.is_open and each.consultation.template == template for each in self.requests()
            )

    @invariant()
    def a_silence_stays_and_is_no_answer(self) -> None:
        for each in self.requests() if hasattr(self, "case") else ():
            struck = each.struck is not None
            there = len(each.reversals) + (each.silence is not None) - struck
            lines = [entry.deed for entry in each.journal]
            assert lines.count("silence recorded") == there
            assert there >= self.recorded.get(each.key, 0)
            self.recorded[each.key] = there
            if each.silence is not None and not (struck and each.opinions):
                assert row(self.province("minh"), each).tone == "silence"

    @invariant()
    def one_open_request_for_a_body_and_it_is_in_its_list(self) -> None:
        if not hasattr(self, "case"):
            return
        for unit in BODIES:
            waiting = [each for each in self.requests() if each.unit == unit and each.is_open]
            assert len(waiting) <= 1
            listed = self.province.root.worklists.count([body_list(unit)], most=50)
            assert listed == len(waiting)

    @invariant()
    def time_stands_still_for_a_reason_and_nothing_is_lost_of_it(self) -> None:
        for each in self.requests() if hasattr(self, "case") else ():
            if not each.is_open:
                self.kept.pop(each.key, None)
                continue
            assert each.clock.is_paused == bool(each.standstills)
            assert not each.clock.is_stopped
            if not each.clock.is_paused:
                self.kept.pop(each.key, None)
                continue
            calendar = calendar_of(self.province("minh"), each.unit)
            terms = (each.clock.wording, each.clock.extensions)
            left = each.clock.left(calendar, self.now).amount
            before = self.kept.get(each.key)
            assert before is None or before[0] != terms or before[1] == left
            self.kept[each.key] = terms, left

    @invariant()
    def the_clock_of_the_case_is_followed(self) -> None:
        for each in self.requests() if hasattr(self, "case") else ():
            if each.is_open:
                paused = self.case.track.clock.is_paused
                assert paused == any(held.reason == "case" for held in each.standstills)

    @invariant()
    def what_came_back_is_recounted_by_hand(self) -> None:
        if not hasattr(self, "case"):
            return
        acting = self.province("minh")
        for sent in self.province.root.consultations.of_case(self.case.key):
            result = count(acting, sent)
            meaning = template_of(acting, sent).silence
            gone = ("withdrawn", "cut_off")
            asked = [each for each in sent.requests if each.state not in gone]
            back = {
                each.key
                for each in asked
                if not each.is_open or (meaning != "wait" and is_over(acting, each))
            }
            assert {each.key for each in result.back} == back
            weighed = [each for each in asked if sent.template == "bodies" or not each.optional]
            whole = all(each.key in back for each in weighed or asked)
            assert result.is_enough == (whole or sent.closing is not None)

    @invariant()
    def nobody_is_sent_to_look_twice_or_too_early(self) -> None:
        if not hasattr(self, "case"):
            return
        rounds = self.province.root.consultations.of_case(self.case.key)
        owed = [each for each in rounds if each.check is not None and each.check.place]
        listed = self.province.root.worklists.count([look_list("minh")], most=50)
        assert listed == len(owed)
        for each in owed:
            assert each.completed_at is not None
            assert each.check.looked_at is None

    @invariant()
    def the_journals_are_whole(self) -> None:
        if hasattr(self, "case"):
            assert history.problems(self.province("minh"), self.case) == []

    @invariant()
    def nobody_else_reads_a_draft_or_answers(self) -> None:
        for each in self.requests()[-1:] if hasattr(self, "case") else ():
            try:
                actions.give_opinion(self.province("em"), each, says())
            except (NotAllowed, NotHere):
                continue
            raise AssertionError("Somebody of another unit answered.")


settings.register_profile(
    "smoke",
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "loops",
    max_examples=500,
    stateful_step_count=50,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
TestLoop = Loop.TestCase
TestLoop.settings = settings.get_profile(os.environ.get("HYPOTHESIS", "smoke"))
