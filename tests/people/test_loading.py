import pytest

from motcua.acting import NotAllowed
from motcua.people import directory
from motcua.people.loading import load_people, load_units, read_units
from motcua.sheets import WrongFile
from tests.make_people import CONFIG, TODAY, a_position, acting_as, deeds

UNITS = """
units:
  tinh: {title: {vi: UBND tỉnh, en: Province}, kind: province, code: H1}
  so-a: {title: Sở A, short: A, kind: department, parent: tinh, code: H1.1}
committees:
  uy-ban: {title: Ủy ban, unit: tinh}
"""
PEOPLE = """
people:
  quang:
    name: Trần Minh Quang
    email: quang@longgiang.example
    positions:
      - {post: chu-tich-ubnd, unit: ubnd-tinh, since: 01/01/2026, document: 1/QĐ}
  ha:
    name: Nguyễn Thu Hà
    account: thu.ha
    positions:
      - {post: chuyen-vien, unit: so-khcn, since: 01/01/2026, until: 31/12/2026,
         title: Chuyên viên chính, roles: [registry]}
  khach: {name: Khách}
committees:
  ubnd-tinh:
    - {person: quang, since: 01/01/2026, title: Chủ tịch, chairs: yes}
    - {person: ha, since: 01/01/2026, votes: no}
"""


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "file.yaml"
        path.write_text(text, "utf8")
        return path

    return written


class TestUnits:
    def test_a_file_is_taken_over(self, founding, root, file):
        assert load_units(founding, file(UNITS)) == 2
        unit = directory.unit(root, "so-a")
        assert (unit.title.vi, unit.short.vi, unit.parent, unit.code) == (
            "Sở A",
            "A",
            "tinh",
            "H1.1",
        )
        assert directory.committee(root, "uy-ban").unit == "tinh"

    def test_again_it_changes_nothing(self, founding, file):
        load_units(founding, file(UNITS))
        before = deeds(founding)
        load_units(founding, file(UNITS))
        assert deeds(founding) == before

    def test_what_differs_is_changed_and_nothing_is_taken_away(self, founding, root, file):
        load_units(founding, file(UNITS))
        load_units(
            founding,
            file("units: {so-a: {title: Sở AB, kind: agency, telephone: 0200 1}}"),
        )
        unit = directory.unit(root, "so-a")
        assert (unit.title.vi, unit.kind, unit.parent, unit.telephone, unit.code) == (
            "Sở AB",
            "agency",
            "",
            "0200 1",
            "",
        )
        assert directory.has_unit(root, "tinh")

    def test_every_problem_is_told_and_nothing_counts(self, founding, root, file):
        with pytest.raises(WrongFile) as wrong:
            load_units(
                founding,
                file(
                    """
units:
  so-a: {title: Sở A, kind: department, parent: tinh, code: H1}
  Sở B: {title: Sở B, kind: deparment}
  so-c: {kind: department, code: H1, colour: teal}
committees:
  uy-ban: {title: Ủy ban, unit: tinh}
"""
                ),
            )
        assert str(wrong.value) == (
            "file.yaml cannot be read: "
            "line 3: the unit “tinh” does not stand further up in the file, "
            "line 4: “Sở B” cannot be an id, "
            "line 4: “deparment” is not known; did you mean “department”?, "
            "line 5: “colour” is not known, "
            "line 5: “title” is missing, "
            "line 5: the code H1 is already that of “so-a”, "
            "line 7: “tinh” is not known"
        )
        assert not directory.has_unit(root, "so-a")

    def test_a_file_without_units_is_told(self, file):
        with pytest.raises(WrongFile, match="“units” is missing"):
            read_units(file("committees: {}"))

    def test_an_officer_loads_nothing(self, founding, file):
        a_position(founding, "ha.nguyen")
        with pytest.raises(NotAllowed):
            load_units(acting_as(founding, "ha.nguyen"), file(UNITS))


class TestPeople:
    def test_a_file_is_taken_over(self, founding, root, file):
        assert load_people(founding, file(PEOPLE)) == ["quang", "ha", "khach"]
        (held,) = directory.holdings(root, founding.office, "ha", TODAY)
        assert (held.unit, held.roles, held.title.vi) == (
            "so-khcn",
            {"officer", "registry"},
            "Chuyên viên chính",
        )
        assert directory.person_of_account(root, "thu.ha").id == "ha"
        seats = directory.members(root, "ubnd-tinh", TODAY)
        assert [(seat.person, seat.votes, seat.chairs) for seat in seats] == [
            ("quang", True, True),
            ("ha", False, False),
        ]

    def test_again_it_changes_nothing(self, founding, file):
        load_people(founding, file(PEOPLE))
        before = deeds(founding)
        load_people(founding, file(PEOPLE))
        assert deeds(founding) == before

    def test_every_problem_is_told_and_nothing_counts(self, founding, root, file):
        with pytest.raises(WrongFile) as wrong:
            load_people(
                founding,
                file(
                    """
people:
  ha:
    positions:
      - {post: chuyen-vienn, unit: so-ma, roles: wizard}
committees:
  ubnd-tnh: []
  ubnd-tinh:
    - {person: hai}
"""
                ),
            )
        assert str(wrong.value) == (
            "file.yaml cannot be read: "
            "line 3: “name” is missing, "
            "line 5: “since” is missing, "
            "line 5: “chuyen-vienn” is not known; did you mean “chuyen-vien”?, "
            "line 5: “so-ma” is not known; did you mean “so-nnmt”?, "
            "line 5: “wizard” is not known, "
            "line 7: “ubnd-tnh” is not known; did you mean “ubnd-tinh”?, "
            "line 9: “since” is missing, "
            "line 9: “hai” is not known; did you mean “ha”?"
        )
        assert "ha" not in root["people"]

    def test_a_file_of_people_alone(self, founding, file):
        assert load_people(founding, file("people: {ha: {name: Hà}}")) == ["ha"]


def test_the_units_we_ship_have_codes_of_their_own():
    units, committees = read_units(CONFIG / "units.yaml")
    codes = [unit.details["code"] for unit in units]
    assert len(set(codes)) == len(codes)
    assert [unit.id for unit in units if not (unit.title.vi and unit.title.en)] == []
    assert {each.id for each in committees} == {"ubnd-tinh", "ubnd-xa-hoa-binh"}
