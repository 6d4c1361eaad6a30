"""Changing a procedure: drafted by one, published by another, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.journal import office_journal
from motcua.words import translate
from motcua.workflows import audit, drafting, drafts, folder, syncing, telling, versions
from motcua.workflows.actions import NotSound, load_folder, publish
from motcua.workflows.content import Draft
from tests.make import MONDAY, a_province, an_official, at, held, somebody, the_system
from tests.make_workflows import SMALL, defined

LATER = MONDAY + timedelta(hours=1)
CHANGED = SMALL.replace("title: Thẩm định", "title: Thẩm tra")
OTHER = SMALL.replace("Trả lại", "Gửi lại")
BROKEN = SMALL.replace("to: done", "to: dome")
WARNED = SMALL.replace("    title: Thẩm định\n", "    title: Thẩm định\n    clock: paused\n")
"""T04: a pause without a limit."""


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Any]:
    with a_province(**{"motcua.workflows": str(tmp_path)}) as (office, root):
        for unit in ("so-xay-dung", "ttpvhcc-tinh"):
            for role in ("clerk", "head"):
                for each in ("a", "b"):
                    an_official(office, root, f"{role}.{each}.{unit}", unit, role)
        yield office, root


def an_administrator(province: Any, name: str) -> Acting:
    office, root = province
    return somebody(office, root, name, held(office, "van-phong-ubnd-tinh", "administrator"))


@pytest.fixture
def linh(province: Any) -> Acting:
    return an_administrator(province, "linh")


@pytest.fixture
def thuy(province: Any) -> Acting:
    return an_administrator(province, "thuy")


@pytest.fixture
def published(linh: Acting) -> int:
    return publish(linh, SMALL, "Lần đầu").number


def warned(acting: Acting, draft: Draft) -> tuple[str, ...]:
    """Return the warnings there are, as if each had been ticked."""
    return tuple({each.code for each in drafting.warnings(acting, draft)})


def proposed(acting: Acting, text: str = CHANGED) -> Draft:
    draft = drafting.begin(acting, "vi-du", text)
    drafting.propose(acting, draft, "QĐ 12", read=warned(acting, draft))
    return draft


def deeds(acting: Acting) -> list[str]:
    return [each.deed for each in office_journal(acting.root, MONDAY, "definitions")]


def said(refusal: Any) -> str:
    return translate(refusal.value.sentence, "en")


@pytest.mark.usefixtures("published")
class TestDrafting:
    def test_begins_with_the_number_of_the_next_version(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        assert draft.text == SMALL.replace("version: 1", "version: 2")
        assert (draft.base, draft.procedure, draft.title.vi) == (1, "vi-du", "Ví dụ")

    def test_a_quoted_number_and_a_comment_stay_as_they_are_written(self, linh: Acting) -> None:
        text = SMALL.replace("version: 1", 'bản: "1"   # như cũ')
        assert 'bản: "2"   # như cũ' in drafting.begin(linh, "vi-du", text).text

    def test_may_be_left_broken(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        drafting.save(linh, draft, "a: [", draft.current)
        assert (draft.text, draft.procedure, draft.title.vi) == ("a: [", "vi-du", "Ví dụ")

    def test_is_private_until_it_is_shared_or_proposed(self, linh: Acting, thuy: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        with pytest.raises(NotHere):
            drafts.draft(thuy, draft.number)
        drafting.share(linh, draft)
        assert drafts.draft(thuy, draft.number) is draft
        drafting.share(linh, draft, shared=False)
        assert not drafts.may_see(thuy, draft)
        drafting.propose(linh, draft, "QĐ", read=warned(linh, draft))
        assert drafts.may_see(thuy, draft)

    def test_is_nobodys_who_keeps_no_procedures(self, province: Any, linh: Acting) -> None:
        office, root = province
        clerk = somebody(office, root, "lan", held(office, "ttpvhcc-tinh", "clerk"))
        draft = proposed(linh)
        assert not drafts.may_see(clerk, draft)
        with pytest.raises(NotAllowed):
            drafting.begin(clerk, "vi-du", SMALL)

    def test_saves_one_revision_for_each_new_text(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        first = draft.current
        assert drafting.save(linh, draft, draft.text, first).number == first
        second = drafting.save(linh, draft, CHANGED, first)
        assert (second.parent, draft.current, draft.text) == (first, second.number, CHANGED)
        entry = office_journal(linh.root, MONDAY, "definitions").last()
        assert entry is not None
        assert (entry.deed, entry.facts["digest"]) == ("draft saved", second.digest)
        assert entry.facts["errors"] == 1  # D14: it says version 1

    def test_undoes_and_does_again(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        begun = draft.text
        for text in (CHANGED, OTHER):
            drafting.save(linh, draft, text, draft.current)
        drafting.undo(linh, draft, draft.current)
        drafting.undo(linh, draft, draft.current)
        assert draft.text == begun
        with pytest.raises(drafting.NotLikeThat, match="nothing to undo"):
            drafting.undo(linh, draft, draft.current)
        drafting.redo(linh, draft, draft.current)
        assert draft.text == CHANGED
        drafting.save(linh, draft, BROKEN, draft.current)
        with pytest.raises(drafting.NotLikeThat, match="Nothing was undone"):
            drafting.redo(linh, draft, draft.current)
        assert [each.text for each in draft.revisions.values()] == [begun, CHANGED, OTHER, BROKEN]

    def test_a_text_too_long_is_refused(self, linh: Acting) -> None:
        with pytest.raises(drafting.NotLikeThat, match="too long"):
            drafting.begin(linh, None, "x" * (drafting.LONGEST + 1))

    def test_is_put_away_and_taken_up_again(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        with pytest.raises(drafting.NotLikeThat, match="not put away"):
            drafting.take_up(linh, draft)
        drafting.discard(linh, draft)
        assert drafts.under_way(linh.root) == []
        with pytest.raises(drafting.NotLikeThat, match="closed"):
            drafting.save(linh, draft, CHANGED, draft.current)
        drafting.take_up(linh, draft)
        assert drafts.under_way(linh.root, "vi-du") == [draft]
        assert drafts.mine(linh, "vi-du") is draft

    def test_of_an_older_version_brings_its_text_back(self, linh: Acting) -> None:
        publish(linh, CHANGED.replace("version: 1", "version: 2"), "Đổi")
        draft = drafting.go_back(linh, "vi-du", 1)
        assert draft.text == SMALL.replace("version: 1", "version: 3")
        with pytest.raises(drafting.NotLikeThat, match="newest"):
            drafting.go_back(linh, "vi-du", 2)


@pytest.mark.usefixtures("published")
class TestTwoAtOnce:
    def test_the_second_is_told_who_saved_and_when(self, linh: Acting, thuy: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        drafting.share(linh, draft)
        seen = draft.current
        drafting.save(at(linh, LATER), draft, CHANGED, seen)
        with pytest.raises(drafting.ChangedMeanwhile) as refusal:
            drafting.save(thuy, draft, OTHER, seen)
        assert "linh saved this draft at 09:00 23/11/2026" in said(refusal)
        assert draft.text == CHANGED

    def test_no_text_is_lost(self, linh: Acting, thuy: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        seen = draft.current
        drafting.save(linh, draft, CHANGED, seen)
        beside = drafting.keep_beside(thuy, draft, OTHER, seen)
        assert (draft.text, beside.text, beside.parent, beside.deed) == (
            CHANGED,
            OTHER,
            seen,
            "beside",
        )
        drafting.keep_beside(thuy, draft, OTHER, 99)
        drafting.share(linh, draft)
        joined = drafting.join(thuy, draft, "both", draft.current, draft.base)
        assert (draft.text, joined.person) == ("both", "thuy")
        assert drafts.writers(draft) == {"linh", "thuy"}


@pytest.mark.usefixtures("published")
class TestProposing:
    def test_needs_a_sound_text(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", BROKEN)
        with pytest.raises(NotSound):
            drafting.propose(linh, draft, "QĐ")
        assert draft.is_open

    def test_needs_the_id_of_the_procedure(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL.replace("vi-du", "khac"))
        codes = drafts.reading(linh, draft.text, draft.base, draft.procedure).problems
        assert "D14" in [each.code for each in codes]

    def test_needs_each_warning_read(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", WARNED)
        with pytest.raises(drafting.WarningsNotRead, match="warnings nobody has read"):
            drafting.propose(linh, draft, "QĐ")
        drafting.propose(linh, draft, "QĐ", read=warned(linh, draft))
        assert "T04" in draft.read

    def test_of_what_another_has_saved_meanwhile_is_refused(self, linh: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", SMALL)
        with pytest.raises(drafting.ChangedMeanwhile):
            drafting.propose(linh, draft, "QĐ", seen=draft.current + 1)

    def test_keeps_the_text_as_it_is(self, linh: Acting) -> None:
        draft = proposed(linh)
        with pytest.raises(drafting.NotLikeThat, match="waits for a second person"):
            drafting.save(linh, draft, OTHER, draft.current)

    def test_is_withdrawn_by_who_proposed(self, linh: Acting, thuy: Acting) -> None:
        draft = proposed(linh)
        with pytest.raises(NotAllowed):
            drafting.withdraw(thuy, draft)
        drafting.withdraw(linh, draft)
        assert draft.is_open
        with pytest.raises(drafting.NotLikeThat, match="no longer"):
            drafting.withdraw(linh, draft)

    def test_is_sent_back_with_a_reason(self, linh: Acting, thuy: Acting) -> None:
        draft = proposed(linh)
        drafting.decline(thuy, draft, "Thiếu căn cứ")
        assert (draft.is_open, draft.declined_by, draft.declined_because) == (
            True,
            "thuy",
            "Thiếu căn cứ",
        )


@pytest.mark.usefixtures("published")
class TestPublishing:
    def test_by_a_second_person(self, linh: Acting, thuy: Acting) -> None:
        draft = proposed(linh)
        version = drafting.publish_proposal(thuy, draft)
        assert (version.number, version.author, version.approver, version.reason) == (
            2,
            "linh",
            "thuy",
            "QĐ 12",
        )
        assert (draft.state, draft.closed_by) == ("published", "thuy")
        assert deeds(linh) == [
            "definition published",
            "draft begun",
            "definition checked",
            "definition proposed",
            "definition checked",
            "definition published",
        ]

    @pytest.mark.parametrize("who", ["who proposed", "who wrote in it", "a deputy of both"])
    def test_not_by_a_first(self, province: Any, linh: Acting, thuy: Acting, who: str) -> None:
        office, _root = province
        draft = drafting.begin(thuy, "vi-du", SMALL)
        drafting.share(thuy, draft)
        drafting.save(linh, draft, draft.text + "# xem\n", draft.current)
        drafting.propose(linh, draft, "QĐ", read=warned(linh, draft))
        given = held(office, "van-phong-ubnd-tinh", "administrator", on_behalf_of="linh")
        deputy = replace(linh, person="deputy", holdings=(given,))
        first = {"who proposed": linh, "who wrote in it": thuy}.get(who, deputy)
        with pytest.raises(drafting.OwnProposal, match="second person"):
            drafting.publish_proposal(first, draft)

    def test_from_a_day_that_lies_ahead(self, linh: Acting, thuy: Acting) -> None:
        draft = drafting.begin(linh, "vi-du", CHANGED)
        drafting.propose(linh, draft, "QĐ", date(2026, 12, 1), read=warned(linh, draft))
        assert drafting.publish_proposal(thuy, draft).in_force_from == date(2026, 12, 1)
        assert versions.in_force(linh.root, "vi-du", MONDAY.date()).version == 1

    def test_over_a_newer_version_is_refused(self, linh: Acting, thuy: Acting) -> None:
        first, second = proposed(linh), proposed(thuy, OTHER)
        drafting.publish_proposal(thuy, first)
        with pytest.raises(drafting.PublishedMeanwhile) as refusal:
            drafting.publish_proposal(linh, second)
        assert "version 1, but version 2 was published (thuy, 08:00 23/11/2026)" in said(refusal)
        drafting.withdraw(thuy, second)
        with pytest.raises(drafting.PublishedMeanwhile):
            drafting.propose(thuy, second, "QĐ")
        drafting.join(thuy, second, OTHER.replace("version: 1", "version: 3"), second.current, 2)
        drafting.propose(thuy, second, "QĐ", read=warned(thuy, second))
        assert drafting.publish_proposal(linh, second).number == 3

    def test_under_a_name_that_is_taken_is_refused(self, linh: Acting) -> None:
        draft = drafting.begin(linh, None, SMALL.replace("version: 1", "version: 2"))
        with pytest.raises(drafting.PublishedMeanwhile, match="of this name already"):
            drafting.propose(linh, draft, "QĐ", read=warned(linh, draft))

    def test_needs_the_warnings_of_a_file_read_by_who_publishes(
        self, province: Any, linh: Acting
    ) -> None:
        office, root = province
        system = the_system(office, root)
        draft = drafting.begin(system, "vi-du", WARNED, file="vi-du/2.yaml")
        drafting.propose(system, draft, "")
        with pytest.raises(drafting.WarningsNotRead):
            drafting.publish_proposal(linh, draft)
        version = drafting.publish_proposal(linh, draft, read=warned(linh, draft), reason="QĐ 13")
        assert (version.author, version.reason) == ("vi-du/2.yaml", "QĐ 13")


class TestTheFolder:
    def test_gets_the_file_whole_and_once(self, tmp_path: Path) -> None:
        path = folder.write(tmp_path, "vi-du", 2, SMALL)
        assert path.read_text("utf8") == SMALL
        folder.write(tmp_path, "vi-du", 2, CHANGED)
        assert path.read_text("utf8") == SMALL
        assert [each.name for each in path.parent.iterdir()] == ["2.yaml"]

    def test_that_cannot_be_written_keeps_nothing_from_being_published(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("WARNING", "motcua")
        (tmp_path / "no-folder").write_text("")
        written = folder._writing(tmp_path / "no-folder", "vi-du", 1, SMALL)
        written(False)
        assert caplog.messages == []
        written(True)
        assert "vi-du/1 is published; its file cannot be written" in caplog.text

    def test_is_never_left_for_another(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="names no folder"):
            folder.place(tmp_path, "../x", 1)

    @pytest.mark.usefixtures("published")
    def test_is_told_what_it_wants(self, linh: Acting) -> None:
        assert [each.number for each in folder.wanting(linh.office, linh.root)] == [1]
        folder.write(linh.office.workflows, "vi-du", 1, SMALL)
        assert folder.wanting(linh.office, linh.root) == []

    def test_proposes_a_new_file_once(self, tmp_path: Path, linh: Acting) -> None:
        system = the_system(linh.office, linh.root)
        path = folder.write(tmp_path, "vi-du", 1, SMALL)
        (first,) = syncing.sync(system, tmp_path)
        assert (first.file, first.is_proposed, first.author) == ("vi-du/1.yaml", True, "system")
        assert syncing.sync(system, tmp_path) == []
        drafting.decline(linh, first, "Chưa có quyết định")
        assert syncing.sync(system, tmp_path) == []
        path.write_text(CHANGED, "utf8")
        (second,) = syncing.sync(system, tmp_path)
        path.write_text(OTHER, "utf8")
        (third,) = syncing.sync(system, tmp_path)
        assert (first.state, second.state) == ("discarded", "discarded")
        assert syncing.waiting(linh) == [third]
        drafting.publish_proposal(linh, third, read=warned(linh, third))
        assert syncing.sync(system, tmp_path) == []

    def test_lets_nothing_wait_that_was_published_at_the_command_line(
        self, tmp_path: Path, linh: Acting
    ) -> None:
        system = the_system(linh.office, linh.root)
        folder.write(tmp_path, "vi-du", 1, SMALL)
        (waits,) = syncing.sync(system, tmp_path)
        publish(system, SMALL, "QĐ 1")
        assert (syncing.waiting(linh), waits.state) == ([], "published")

    @pytest.mark.parametrize(
        ("name", "text"),
        [("vi-du/2.yaml", SMALL), ("vi-du/1.yaml", BROKEN), ("vi-du/1.yaml", "a: [")],
    )
    def test_proposes_nothing_unsound(
        self, tmp_path: Path, linh: Acting, name: str, text: str
    ) -> None:
        (tmp_path / "vi-du").mkdir()
        (tmp_path / name).write_text(text, "utf8")
        assert syncing.sync(the_system(linh.office, linh.root), tmp_path) == []

    def test_publishes_nothing_by_itself_outside_of_development(self, tmp_path: Path) -> None:
        with a_province(**{"motcua.workflows": str(tmp_path), "motcua.mode": "production"}) as (
            office,
            root,
        ):
            folder.write(tmp_path, "vi-du", 1, SMALL)
            load_folder(the_system(office, root), tmp_path)
            assert versions.ids(root) == []


class TestTelling:
    BEFORE = SMALL.replace(
        "    title: Thẩm định\n", "    title: Thẩm định\n    within: 10 working days\n"
    )

    @pytest.mark.parametrize(
        ("old", "new", "short", "words"),
        [
            pytest.param(
                "return: {title: Trả lại, by: head,",
                "return: {title: Trả lại, by: [head, clerk],",
                "examined.return: head → head, clerk",
                "Thẩm định, Trả lại · who · Trưởng phòng · Trưởng phòng, Cán bộ một cửa",
                id="who",
            ),
            pytest.param(
                "within: 10 working",
                "within: 8 working",
                "examined: 10 → 8 working days",
                "Thẩm định · limit · 10 · 8 working days",
                id="limit",
            ),
            pytest.param(
                "by: head, to: received}",
                "by: head, to: done}",
                "examined.return.to: received → done",
                "Thẩm định, Trả lại · where it goes · Tiếp nhận · Xong",
                id="where",
            ),
            pytest.param(
                "    title: Thẩm định\n",
                "    title: Thẩm tra\n",
                "examined.title: Thẩm định → Thẩm tra",
                "Thẩm tra · title · Thẩm định · Thẩm tra",
                id="title",
            ),
            pytest.param(
                "title: Ví dụ",
                "title: Ví dụ mới",
                "title: Ví dụ → Ví dụ mới",
                "The procedure · title · Ví dụ · Ví dụ mới",
                id="the whole",
            ),
            pytest.param(
                "      return: {title: Trả lại, by: head, to: received}\n",
                "",
                "− examined.return",
                "Thẩm định, Trả lại · this action is no more ·  · ",
                id="gone",
            ),
            pytest.param(
                "  done: {",
                "  again:\n    title: Xem lại\n    within: 1 working day\n"
                "    actions:\n      ok: {title: Được, by: head, to: done}\n  done: {",
                "+ again",
                "Xem lại · new step ·  · ",
                id="new",
            ),
        ],
    )
    def test_says_each_change_once(self, old: str, new: str, short: str, words: str) -> None:
        before, after = _loose(self.BEFORE), _loose(self.BEFORE.replace(old, new))
        (told,) = telling.told(before, after)
        said = [translate(each, "en") for each in (told.where, told.what, told.before, told.after)]
        assert (told.short, " · ".join(said)) == (short, words)

    def test_knows_which_steps_the_picture_marks(self) -> None:
        before = _loose(self.BEFORE)
        changes = telling.told(before, _loose(self.BEFORE.replace("10 w", "8 w")))
        assert telling.changed_states(changes) == {"examined"}
        assert changes[0].is_limit

    def test_says_nothing_of_what_is_new_as_a_whole(self) -> None:
        assert telling.told(None, defined(SMALL)) == []


def _loose(text: str) -> Any:
    from motcua.workflows.reader import read

    return read(text).definition


class TestTheAudit:
    @pytest.mark.usefixtures("published")
    def test_tells_each_deed_with_the_digest(self, linh: Acting, thuy: Acting) -> None:
        draft = proposed(linh)
        drafting.publish_proposal(thuy, draft)
        table = audit.as_csv(audit.entries(linh.root, "vi-du"), "en")
        told = table.decode("utf-8-sig").splitlines()
        assert told[0].startswith("Time,Person,Name")
        assert len(told) == 7
        assert draft.present.digest in told[-1]
        assert "Put into force" in told[-1]
        assert list(audit.entries(linh.root, "khac")) == []

    def test_calculates_nothing(self, linh: Acting) -> None:
        drafting.begin(linh, None, SMALL)
        draft = drafts.every(linh.root)[0]
        drafting.propose(linh, draft, "=1+1", read=warned(linh, draft))
        told = audit.as_csv(audit.entries(linh.root), "vi").decode("utf-8-sig")
        assert "reason: =1+1" in told
        assert ",=" not in told
