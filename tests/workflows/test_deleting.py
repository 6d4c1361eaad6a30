"""Taking out what nobody has used: a version, or a draft that was put away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.journal import office_journal
from motcua.words import translate
from motcua.workflows import deleting, drafting, drafts, folder, syncing, versions
from motcua.workflows.actions import load_folder, publish
from motcua.workflows.deleting import VersionInUse
from motcua.workflows.drafting import NotLikeThat
from tests.make import MONDAY, a_province, an_official, held, somebody, the_system
from tests.make_migrations import EXAMPLE, PROCEDURE, filed, people_enter, text_of
from tests.make_workflows import SMALL

CHANGED = SMALL.replace("title: Thẩm định", "title: Thẩm tra").replace("version: 1", "version: 2")


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Any]:
    with a_province(**{"motcua.workflows": str(tmp_path)}) as (office, root):
        for unit in ("so-xay-dung", "ttpvhcc-tinh"):
            for role in ("clerk", "head"):
                an_official(office, root, f"{role}.{unit}", unit, role)
        yield office, root


@pytest.fixture
def linh(province: Any) -> Acting:
    office, root = province
    return somebody(office, root, "linh", held(office, "van-phong-ubnd-tinh", "administrator"))


@pytest.fixture
def two(linh: Acting) -> str:
    """A procedure in two versions, both with their files."""
    for number, text in enumerate((SMALL, CHANGED), 1):
        id = publish(linh, text, "Lần đầu").procedure
        folder.write(linh.office.workflows, id, number, text)
    return id


def stored(acting: Acting) -> None:
    """Let what was done be stored, and go on."""
    manager = acting.root._p_jar.transaction_manager
    manager.commit()
    manager.begin()


class TestAVersion:
    def test_one_that_nobody_followed_is_taken_out(self, linh: Acting, two: str) -> None:
        assert versions.in_force(linh.root, two, MONDAY.date()).version == 2
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        assert versions.in_force(linh.root, two, MONDAY.date()).version == 1
        with pytest.raises(NotHere, match="deleted"):
            versions.version(linh.root, two, 2)
        [gone] = versions.deleted(linh.root, two).values()
        assert (gone.deleted_by, gone.deleted_because) == ("linh", "Ban hành nhầm")
        assert gone.digest not in linh.root["definitions"].texts
        entry = office_journal(linh.root, MONDAY, "definitions").last()
        assert (entry.deed, entry.facts["version"]) == ("definition deleted", 2)
        assert entry.facts["digest"] == gone.digest

    def test_its_number_is_not_given_again(self, linh: Acting, two: str) -> None:
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        again = publish(linh, CHANGED.replace("version: 2", "version: 3"))
        assert again.number == 3
        draft = drafting.begin(linh, two, SMALL)
        assert "version: 4" in draft.text

    def test_a_procedure_without_any_is_listed_no_longer(self, linh: Acting, two: str) -> None:
        for number in (2, 1):
            deleting.delete(linh, two, number, "Ban hành nhầm")
        assert two not in versions.ids(linh.root)
        assert versions.last_number(linh.root, two) == 2
        assert versions.deleted(linh.root, "khong-co") == {}

    def test_a_draft_that_went_out_from_it_goes_on(self, linh: Acting, two: str) -> None:
        draft = drafting.begin(linh, two, CHANGED)
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        assert drafts.base_version(linh.root, draft) is None
        assert drafts.newer(linh.root, draft) is None

    def test_its_text_stays_where_another_version_says_the_same(
        self, linh: Acting, two: str
    ) -> None:
        version = versions.last(linh.root, two)
        assert version is not None
        linh.root["definitions"]["khac"] = type(linh.root["definitions"][two])()
        linh.root["definitions"]["khac"].versions[1] = version
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        assert version.digest in linh.root["definitions"].texts

    def test_its_file_goes_when_it_is_stored_and_does_not_bring_it_back(
        self, linh: Acting, two: str
    ) -> None:
        path = folder.place(linh.office.workflows, two, 2)
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        assert path.exists()
        stored(linh)
        assert not path.exists()
        path.write_text(CHANGED, "utf8")
        system = the_system(linh.office, linh.root)
        assert load_folder(system, linh.office.workflows) == []
        assert syncing.sync(system, linh.office.workflows) == []

    def test_a_file_that_says_something_else_stays(self, linh: Acting, two: str) -> None:
        path = folder.place(linh.office.workflows, two, 2)
        path.write_text("khác", "utf8")
        deleting.delete(linh, two, 2, "Ban hành nhầm")
        stored(linh)
        assert path.exists()

    def test_not_by_whoever_may_not_publish(self, province: Any, linh: Acting, two: str) -> None:
        office, root = province
        clerk = somebody(office, root, "ha", held(office, "so-xay-dung", "clerk"))
        with pytest.raises(NotAllowed):
            deleting.delete(clerk, two, 2, "")


class TestAVersionInUse:
    def test_says_how_many_cases_follow_it(self, province: Any, linh: Acting) -> None:
        office, root = province
        people_enter(office, root)
        for number in (1, 2):
            publish(linh, EXAMPLE.read_text("utf8") if number == 1 else text_of(2))
        for _each in range(2):
            filed(office, root)
        with pytest.raises(VersionInUse) as refused:
            deleting.delete(linh, PROCEDURE, 1, "Nhầm")
        said = "Có 2 hồ sơ theo bản 1: không xóa được."
        assert translate(refused.value.sentence, "vi") == said
        deleting.delete(linh, PROCEDURE, 2, "Nhầm")


class TestADraft:
    def test_one_that_was_put_away_is_deleted_for_good(self, linh: Acting, two: str) -> None:
        draft = drafting.begin(linh, two, CHANGED)
        with pytest.raises(NotLikeThat, match="put away"):
            drafting.delete(linh, draft)
        drafting.discard(linh, draft)
        drafting.delete(linh, draft)
        assert len(draft.revisions) == 0
        with pytest.raises(NotHere):
            drafts.draft(linh, draft.number)
        assert draft not in drafts.every(linh.root)
        entry = office_journal(linh.root, MONDAY, "definitions").last()
        assert (entry.deed, entry.facts["texts"]) == ("draft deleted", 1)
        assert drafting.begin(linh, two, CHANGED).number == draft.number + 1

    def test_not_by_somebody_who_has_not_written_in_it(
        self, province: Any, linh: Acting, two: str
    ) -> None:
        office, root = province
        draft = drafting.begin(linh, two, CHANGED)
        drafting.share(linh, draft)
        drafting.discard(linh, draft)
        thuy = somebody(office, root, "thuy", held(office, "van-phong-ubnd-tinh", "administrator"))
        with pytest.raises(NotAllowed):
            drafting.delete(thuy, draft)
