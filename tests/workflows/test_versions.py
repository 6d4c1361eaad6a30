# ruff: noqa: E501 - messages are quoted whole
"""Versions: published once, never changed, in force from a day, followed by their cases."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from transaction import TransactionManager

from motcua import people, workflows
from motcua.acting import NotAllowed, NotHere
from motcua.journal import office_journal
from motcua.storage import opening
from motcua.words import Label, translate
from motcua.workflows import checks, versions
from motcua.workflows.actions import NotSound, load_folder, publish, refused_files
from motcua.workflows.content import Version
from motcua.workflows.differences import between, said
from motcua.workflows.events import DefinitionPublished
from motcua.workflows.surroundings import of_acting, of_office
from tests.make import MONDAY, a_province, at, held, somebody, the_system
from tests.make_storage import a_database
from tests.make_workflows import SMALL, defined, example

TODAY = MONDAY.date()
SECOND = SMALL.replace("version: 1", "version: 2").replace("Thẩm định", "Thẩm tra")


@pytest.fixture
def province():
    with a_province() as (office, root):
        yield office, root


@pytest.fixture
def administrator(province):
    office, root = province
    return somebody(office, root, "quan", held(office, "so-xay-dung", "administrator"))


class TestPublishing:
    def test_a_sound_file_is_in_force_at_once(self, administrator):
        version = publish(administrator, SMALL, "Lần đầu")
        rules = versions.in_force(administrator.root, "vi-du", TODAY)
        assert (rules.title, rules.digest) == (Label("Ví dụ"), version.digest)
        assert (version.number, version.title, version.author, version.approver) == (
            1,
            Label("Ví dụ"),
            "quan",
            "quan",
        )
        assert (version.published_on, version.in_force_from, version.reason) == (
            MONDAY,
            TODAY,
            "Lần đầu",
        )

    def test_it_is_journalled_and_announced(self, administrator):
        heard = []
        administrator.office.listen(DefinitionPublished, lambda acting, event: heard.append(event))
        version = publish(administrator, SMALL, "Lần đầu")
        assert heard == [DefinitionPublished(version)]
        entry = office_journal(administrator.root, MONDAY, "definitions").last()
        assert (entry.deed, entry.person) == ("definition published", "quan")
        assert (entry.facts["procedure"], entry.facts["digest"]) == ("vi-du", version.digest)

    def test_only_who_may(self, province):
        office, root = province
        clerk = somebody(office, root, "lan", held(office, "ttpvhcc-tinh", "clerk"))
        with pytest.raises(NotAllowed):
            publish(clerk, SMALL)
        assert versions.ids(root) == []

    def test_a_broken_file_changes_nothing_and_says_everything(self, administrator):
        publish(administrator, SMALL)
        broken = SECOND.replace("by: clerk", "by: clerc").replace("to: done", "to: dome")
        with pytest.raises(NotSound) as refusal:
            publish(administrator, broken)
        assert [each.code for each in refusal.value.problems] == ["R05", "R02", "S04"]
        assert "2 problems, the first on line 10" in translate(refusal.value.sentence, "en")
        assert versions.in_force(administrator.root, "vi-du", TODAY).version == 1
        assert versions.last(administrator.root, "vi-du").number == 1

    def test_what_cannot_be_read_at_all_is_refused_too(self, administrator):
        with pytest.raises(NotSound, match="cannot be published"):
            publish(administrator, b"\xff")

    @pytest.mark.parametrize("number", ["1", "3"])
    def test_the_next_version_has_the_next_number(self, administrator, number):
        publish(administrator, SMALL)
        with pytest.raises(NotSound) as refusal:
            publish(administrator, SECOND.replace("version: 2", f"version: {number}"))
        assert [each.code for each in refusal.value.problems] == ["D14"]

    def test_it_must_fit_the_administration(self, administrator):
        with pytest.raises(NotSound) as refusal:
            publish(administrator, SMALL.replace("roles: {clerk", "lead: so-la\nroles: {clerk"))
        assert "R09" in [each.code for each in refusal.value.problems]

    def test_the_text_is_stored_once_however_often_it_is_published(self, administrator):
        publish(administrator, SMALL)
        texts = administrator.root["definitions"].texts
        assert [each.text for each in texts.values()] == [SMALL]
        publish(administrator, SECOND)
        assert len(texts) == 2
        version = versions.version(administrator.root, "vi-du", 1)
        assert versions.text(administrator.root, version.digest) == SMALL

    def test_what_changed_is_kept_with_the_version(self, administrator):
        publish(administrator, SMALL)
        second = publish(administrator, SECOND)
        assert second.difference == (("states.examined.title", "Thẩm định", "Thẩm tra"),)


class TestTime:
    @pytest.fixture(autouse=True)
    def _published(self, administrator):
        publish(administrator, SMALL)
        publish(administrator, SECOND, in_force_from=TODAY + timedelta(3))

    @pytest.mark.parametrize(
        ("days", "number"),
        [
            pytest.param(0, 1, id="today the first"),
            pytest.param(2, 1, id="until the day before still the first"),
            pytest.param(3, 2, id="from its day on the second"),
        ],
    )
    def test_a_version_counts_from_its_day_on(self, administrator, days, number):
        assert (
            versions.in_force(administrator.root, "vi-du", TODAY + timedelta(days)).version
            == number
        )

    def test_before_any_version_there_is_no_such_procedure(self, administrator):
        with pytest.raises(NotHere):
            versions.in_force(administrator.root, "vi-du", TODAY - timedelta(1))
        assert versions.procedures(administrator.root, TODAY - timedelta(1)) == []

    def test_a_case_finds_the_version_it_follows(self, administrator):
        assert (
            versions.definition(administrator.root, "vi-du", 1).states["examined"].title.vi
            == "Thẩm định"
        )
        assert [each.number for each in versions.all_versions(administrator.root, "vi-du")] == [
            1,
            2,
        ]

    def test_a_text_is_read_once_in_the_life_of_a_process(self, administrator):
        root = administrator.root
        assert versions.definition(root, "vi-du", 1) is versions.definition(root, "vi-du", 1)

    def test_a_day_gone_by_is_today(self, administrator):
        third = SECOND.replace("version: 2", "version: 3")
        assert publish(administrator, third, in_force_from=date(2020, 1, 1)).in_force_from == TODAY

    @pytest.mark.parametrize("where", [("vi-du", 9), ("khac", 1)], ids=str)
    def test_what_was_never_published_is_not_here(self, administrator, where):
        with pytest.raises(NotHere):
            versions.version(administrator.root, *where)
        assert versions.all_versions(administrator.root, "khac") == []
        assert versions.last(administrator.root, "khac") is None

    def test_every_procedure_in_force(self, administrator):
        publish(administrator, SMALL.replace("vi-du", "thu-hai"))
        found = versions.procedures(administrator.root, TODAY)
        assert [(each.id, each.version) for each in found] == [("thu-hai", 1), ("vi-du", 1)]


def test_only_so_many_definitions_are_kept(administrator, monkeypatch):
    monkeypatch.setattr(versions, "MOST_KEPT", 1)
    monkeypatch.setattr(versions, "_read", {})
    publish(administrator, SMALL)
    publish(administrator, SECOND)
    first = versions.definition(administrator.root, "vi-du", 1)
    versions.definition(administrator.root, "vi-du", 2)
    assert versions.definition(administrator.root, "vi-du", 1) is not first


class TestFolder:
    @pytest.fixture
    def folder(self, tmp_path):
        def put(text, name="vi-du/1.yaml"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf8")
            return path

        self.put = put
        return tmp_path

    @pytest.fixture
    def system(self, province):
        return the_system(*province)

    def test_new_files_are_put_into_force_in_the_order_of_their_numbers(self, system, folder):
        ten = SMALL
        for number in range(1, 11):
            self.put(ten.replace("version: 1", f"version: {number}"), f"vi-du/{number}.yaml")
        assert load_folder(system, folder) == []
        assert versions.last(system.root, "vi-du").number == 10
        version = versions.version(system.root, "vi-du", 10)
        assert (version.author, version.approver) == ("10.yaml", "system")

    def test_a_second_start_changes_nothing(self, system, folder):
        self.put(SMALL)
        load_folder(system, folder)
        before = versions.version(system.root, "vi-du", 1)
        assert load_folder(at(system, MONDAY + timedelta(1)), folder) == []
        assert versions.version(system.root, "vi-du", 1) is before

    def test_a_published_file_that_was_edited_is_refused_loudly(self, system, folder):
        self.put(SMALL)
        load_folder(system, folder)
        path = self.put(SMALL.replace("Thẩm định", "Thẩm tra"))
        problems = load_folder(system, folder)
        assert [str(each) for each in problems] == [
            f"{path}:1 D15 Version 1 was published with another text, which stays in force.  "
            "Give the change the number 2."
        ]
        assert (
            versions.definition(system.root, "vi-du", 1).states["examined"].title.vi == "Thẩm định"
        )
        assert refused_files(system.office) == [("vi-du/1.yaml", tuple(problems))]

    def test_a_broken_file_keeps_the_others_from_nothing(self, system, folder):
        self.put(SMALL.replace("to: done", "to: dome"))
        self.put(SMALL.replace("vi-du", "khac"), "khac/1.yaml")
        problems = load_folder(system, folder)
        assert {each.code for each in problems} == {"S04"}
        assert versions.ids(system.root) == ["khac"]
        assert [name for name, _problems in refused_files(system.office)] == ["vi-du/1.yaml"]

    def test_mended_it_is_no_longer_refused(self, system, folder):
        self.put(SMALL.replace("to: done", "to: dome"))
        load_folder(system, folder)
        self.put(SMALL)
        assert load_folder(system, folder) == []
        assert refused_files(system.office) == []

    def test_a_file_that_cannot_be_read_is_told(self, system, folder):
        self.put("a: b: c")
        assert [each.code for each in load_folder(system, folder)] == ["D01"]

    @pytest.mark.parametrize("name", ["khac/1.yaml", "vi-du/2.yaml", "vi-du/first.yaml"])
    def test_a_file_stands_where_its_name_says(self, system, folder, name):
        self.put(SMALL, name)
        problems = load_folder(system, folder)
        assert [(each.code, translate(each.said, "en")) for each in problems] == [
            ("D16", "The file must be called vi-du/1.yaml.")
        ]

    def test_warnings_are_told_and_the_file_is_in_force(self, system, folder):
        self.put(SMALL.replace("roles: {", "roles: {applicant: Dân, "))
        assert [each.code for each in load_folder(system, folder)] == ["R05"]
        assert refused_files(system.office) == []
        assert versions.ids(system.root) == ["vi-du"]

    def test_only_in_development_are_files_published_by_themselves(self, folder):
        self.put(SMALL)
        with a_province(**{"motcua.mode": "production"}) as (office, root):
            problems = load_folder(the_system(office, root), folder)
            assert [each.code for each in problems] == ["D17"]
            assert versions.ids(root) == []


def test_every_procedure_that_is_shipped_is_sound(province):
    office, root = province
    problems = load_folder(the_system(office, root), office.workflows)
    assert [str(each) for each in problems if each.is_error] == []
    assert len(versions.procedures(root, TODAY)) >= 6


def test_a_text_that_stands_there_already_is_left_alone(province):
    """Two procedures never share a text; a version put in twice by hand would."""
    _office, root = province
    for _time in range(2):
        root["definitions"].add_version(Version(procedure="vi-du", number=1, digest="x"), SMALL)
    assert len(root["definitions"].texts) == 1


def test_founding_again_changes_nothing(province):
    _office, root = province
    before = root["definitions"]
    workflows.found(root)
    assert root["definitions"] is before


class TestSurroundings:
    def test_an_administrator_sees_what_a_procedure_must_fit_into_now(self, province):
        acting = the_system(*province)
        assert checks.surroundings(acting).units == of_acting(acting).units

    def test_what_the_files_tell_and_what_is_stored_are_the_same(self, province):
        office, root = province
        told, stored = of_office(office, 2027), of_acting(the_system(office, root))
        assert told.units == stored.units
        assert (set(told.roles), told.letters) == (set(stored.roles), stored.letters)
        assert stored.next_year == told.next_year == 2027
        assert "consultations closed" in told.conditions

    def test_who_holds_a_role_is_looked_up_once(self, province):
        around = of_acting(the_system(*province))
        assert around.holders("clerk", "ttpvhcc-tinh") is around.holders("clerk", "ttpvhcc-tinh")

    def test_a_centre_that_belongs_to_nobody_leads_itself(self):
        from motcua.workflows.surroundings import Place, Surroundings

        place = Place("tt", "service_centre", "", Label("Trung tâm"))
        assert Surroundings().lead(defined(SMALL), place) == "tt"


class TestDifferences:
    def changes(self, before, after, text=SMALL):
        found = between(defined(text), defined(text.replace(before, after)))
        return [translate(said(change), "en") for change in found]

    def test_nothing_changed(self):
        assert self.changes("roles:", "# Ghi chú\nroles:") == []

    def test_who_may_do_something(self):
        assert self.changes("{title: Trả lại, by: head", "{title: Trả lại, by: [head, clerk]") == [
            "states.examined.actions.return.by: head → head, clerk"
        ]

    def test_a_limit_that_is_new(self):
        assert self.changes("    start: yes\n", "    start: yes\n    within: 2 days\n") == [
            "states.received.within: new, 2 days"
        ]

    def test_an_action_that_is_gone(self):
        changes = self.changes("      return: {title: Trả lại, by: head, to: received}\n", "")
        assert "states.examined.actions.return.title: no longer Trả lại" in changes

    def test_what_is_asked_and_what_must_hold(self):
        changes = self.changes(
            "to: done}",
            "to: done, ask: [ly_do, ghi_chu?], when: [conclusion is refusal, {ket_luan: [tu_choi]}]}",
        )
        assert "states.examined.actions.sign.ask: new, ly_do, ghi_chu?" in changes
        assert "states.examined.actions.sign.when.1: new, conclusion is refusal" in changes
        assert "states.examined.actions.sign.when.2: new, ket_luan: tu_choi" in changes
        assert "fields.ket_luan.choices: new, chap_thuan, tu_choi" in changes

    def test_everything_can_be_compared(self):
        rules = example("everything.en")
        from motcua.workflows.reader import read

        changed = rules.replace("Thống nhất", "Nhất trí").replace("50.000 đồng", "60.000 đồng")
        assert [
            translate(said(each), "en")
            for each in between(read(rules).definition, read(changed).definition)
        ] == [
            "fees.1.amount: 50000 → 60000",
            "consultations.hoi.answers.agree: Thống nhất → Nhất trí",
        ]


class TestRemembering:
    """A definition is asked for many times in a deed, and remembered: never a wrong one."""

    @pytest.fixture
    def stored(self):
        with a_province() as (_office, _root), a_database() as database:
            yield _office, database

    def published(self, office, root, text):
        return publish(the_system(office, root), text)

    def test_what_was_published_and_undone_is_not_remembered(self, stored):
        office, database = stored
        opening.transact(database, lambda root: opening.found_all(root, (people, workflows)))
        with closing(database.open(manager := TransactionManager(explicit=True))) as connection:
            manager.begin()
            root = connection.root()["app_root"]
            self.published(office, root, SMALL)
            manager.savepoint()
            assert versions.definition(root, "vi-du", 1).title == Label("Ví dụ")
            manager.abort()
            manager.begin()
            root = connection.root()["app_root"]
            self.published(office, root, SMALL.replace("Ví dụ", "Ví dụ khác"))
            assert versions.definition(root, "vi-du", 1).title == Label("Ví dụ khác")
            manager.abort()

    def test_what_is_stored_is_looked_up_once(self, stored):
        office, database = stored

        def found(root):
            opening.found_all(root, (people, workflows))
            self.published(office, root, SMALL)

        opening.transact(database, found)
        with closing(database.open(manager := TransactionManager(explicit=True))) as connection:
            manager.begin()
            root = connection.root()["app_root"]
            first = versions.definition(root, "vi-du", 1)
            loads = connection.getTransferCounts()
            assert versions.definition(root, "vi-du", 1) is first
            assert connection.getTransferCounts() == loads
            manager.abort()
