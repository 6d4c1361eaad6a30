"""Who sees what of whose case: one answer, whichever way somebody asks (S2).

What is expected is computed from the one predicate, ``cases.access.sight``;
:class:`TestTable` says in words what that must be.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from webtest import TestApp

from motcua.cases.access import Sight, sight
from motcua.cases.actions import available, may_hand_over
from motcua.cases.matter import matter_of
from motcua.consultations import access
from motcua.consultations.actions import withdraw
from motcua.permissions import Permission
from motcua.workspace.acts import wanting_papers
from tests.security.addresses import requests_about
from tests.security.conftest import (
    CARD,
    COPIES,
    DRAFTED,
    INVESTMENT,
    PEOPLE,
    PERMIT,
    House,
    all_codes,
    case_of,
    file_of,
    request_to,
    token_of,
)

CASES = (PERMIT, INVESTMENT, COPIES)
FORM = {
    "reason": "x",
    "person": "yen.luu",
    "noi_dung": "x",
    "ly_do": "x",
    "so_ngay_gia_han": "2",
    "officer": "ha.nguyen",
    "unit": "so-cong-thuong",
    "question": "x",
}
"""What any action may ask for."""
NOTHING, STATUS, DOCUMENTS = Sight.NOTHING, Sight.STATUS, Sight.DOCUMENTS
SIGNED_OUT, NOT_YOURS, NOT_THERE, READ = 303, 403, 404, 200


class TestTable:
    """What the predicate must say; the rest of this file holds the pages against it."""

    @pytest.mark.parametrize(
        ("person", "permit", "investment", "copies"),
        [
            pytest.param("", NOTHING, NOTHING, NOTHING, id="visitor"),
            pytest.param("mai.tran", DOCUMENTS, DOCUMENTS, NOTHING, id="clerk"),
            pytest.param("ngoc.ngo", NOTHING, NOTHING, DOCUMENTS, id="clerk of another counter"),
            pytest.param("ha.nguyen", DOCUMENTS, STATUS, NOTHING, id="holder"),
            pytest.param("yen.luu", NOTHING, NOTHING, NOTHING, id="officer of another department"),
            pytest.param("pang.lo", STATUS, STATUS, NOTHING, id="body asked about both"),
            pytest.param("hue.mai", STATUS, NOTHING, NOTHING, id="body asked about one"),
            pytest.param("tung.do", DOCUMENTS, DOCUMENTS, DOCUMENTS, id="control office"),
            pytest.param("linh.bui", NOTHING, NOTHING, NOTHING, id="administrator"),
            pytest.param("nam.trinh", NOTHING, NOTHING, NOTHING, id="operations"),
        ],
    )
    def test_who_sees_how_much(
        self, reading_house: House, person: str, permit: Sight, investment: Sight, copies: Sight
    ) -> None:
        found = tuple(seen(reading_house, person, code) for code in CASES)
        assert found == (permit, investment, copies)


def seen(house: House, person: str, code: str) -> Sight:
    return house.as_(person, lambda acting: sight(acting, case_of(acting.root, code)))


def works(house: House, person: str) -> bool:
    return bool(house.as_(person, lambda acting: acting.may(Permission.WORK)))


def refused(house: House, person: str) -> int:
    """The answer to whoever may not: visitors sign in first, officials are told plainly."""
    return NOT_YOURS if person else SIGNED_OUT


def expected_of_case(house: House, person: str, code: str) -> dict[str, int]:
    """Return what each address of a case answers."""

    def table(acting: Any) -> dict[str, int]:
        case = case_of(acting.root, code)
        there, no = f"/ho-so/{code}", refused(house, person)
        may_work = acting.may(Permission.WORK)
        how_much = sight(acting, case) if may_work else NOTHING
        papers = how_much >= DOCUMENTS
        matter = matter_of(acting, case)
        offers = list(available(acting, case)) if papers else []
        offers += wanting_papers(acting, matter, offers)
        offered = {each.action.id for each in offers}
        state = matter.definition.states[case.track.state]
        acts = {each.id for each in state.actions}
        return {
            there: READ if how_much >= STATUS else no,
            f"{there}/tep/{file_of(acting.root, code)}": READ if papers else no,
            f"{there}/tep/no-such-file": NOT_THERE if papers else no,
            f"{there}/ban-giao": READ if papers and may_hand_over(acting, case) else no,
            **{f"{there}/{act}": READ if act in offered else no for act in acts},
        }

    return house.as_(person, table)  # type: ignore[no-any-return]


def expected_of_requests(house: House, person: str, code: str) -> dict[str, int]:
    """Return what the page of each request about a case answers."""

    def table(acting: Any) -> dict[str, int]:
        found = {}
        for id in requests_about(house, code):
            asked = acting.root.consultations.request(bytes.fromhex(id))
            may = acting.may(Permission.WORK) and access.may_see(acting, asked)
            found[f"/y-kien/{id}"] = READ if may else refused(house, person)
        return found

    return house.as_(person, table)  # type: ignore[no-any-return]


def telling(house: House, code: str) -> list[str]:
    """Return what of a case nobody may read who may not see it."""

    def told(root: Any) -> list[str]:
        case = case_of(root, code)
        return [case.subject, case.applicant.name, case.applicant.phone, case.applicant.email]

    return house.do(told)  # type: ignore[no-any-return]


@pytest.mark.parametrize("person", ["", *PEOPLE], ids=lambda who: PEOPLE.get(who, "visitor"))
class TestAddresses:
    def test_a_case_answers_as_the_table_says(self, reading_house: House, person: str) -> None:
        browser = reading_house.browser(person)
        expected: dict[str, int] = {}
        for code in CASES:
            expected |= expected_of_case(reading_house, person, code)
            expected |= expected_of_requests(reading_house, person, code)
        found = {path: browser.get(path, expect_errors=True).status_int for path in expected}
        assert found == expected

    def test_who_may_not_see_it_reads_nothing_of_it(
        self, reading_house: House, person: str
    ) -> None:
        browser = reading_house.browser(person)
        for code in CASES:
            if works(reading_house, person) and seen(reading_house, person, code):
                continue
            for path in expected_of_case(reading_house, person, code):
                text = browser.get(path, expect_errors=True).text
                assert not [each for each in telling(reading_house, code) if each in text], path

    def test_a_form_changes_nothing_for_whoever_may_not(self, house: House, person: str) -> None:
        browser = house.browser(person)
        token, before = token_of(browser), house.stored()
        form = {"csrf_token": token, "seen": "1", "send": "1", **FORM}
        for code in CASES:
            expected = expected_of_case(house, person, code)
            expected |= expected_of_requests(house, person, code)
            if code == PERMIT and person != "ha.nguyen":
                expected[f"/ho-so/{code}/lay-y-kien/chuyen_nganh"] = NOT_YOURS
            for path, status in expected.items():
                if status in {READ, NOT_THERE} or "/tep/" in path or path == f"/ho-so/{code}":
                    continue
                answer = browser.post(path, form, expect_errors=True)
                # Who reads the papers is told what is wrong with the form, or why not now.
                assert answer.status_int in ({200, 403, 409} if person else {303}), path
        assert house.stored() == before


class TestSideways:
    """An address of one's own, with something of another's in it."""

    @pytest.mark.parametrize("person", ["tung.do", "ha.nguyen", "mai.tran"])
    def test_a_file_belongs_to_its_case(self, reading_house: House, person: str) -> None:
        theirs = reading_house.do(lambda root: file_of(root, COPIES))
        reading_house.browser(person).get(f"/ho-so/{PERMIT}/tep/{theirs}", status=404)

    def test_a_body_reads_what_was_chosen_for_it_and_no_more(self, reading_house: House) -> None:
        def found(root: Any) -> tuple[str, str, list[str]]:
            asked = request_to(root, PERMIT, "so-tu-phap")
            papers = case_of(root, PERMIT).dossier.enclosures
            return asked.id, papers[0].document.id, [each.document.id for each in papers[1:]]

        id, shown, others = reading_house.do(found)
        browser = reading_house.browser("hue.mai")
        browser.get(f"/y-kien/{id}/tep/{shown}", status=200)
        for other in set(others) - {shown}:
            browser.get(f"/y-kien/{id}/tep/{other}", status=404)

    def test_a_body_does_not_reach_the_request_of_another(self, reading_house: House) -> None:
        id = reading_house.do(lambda root: request_to(root, PERMIT, "so-van-hoa").id)
        browser = reading_house.browser("hue.mai")
        for path in (f"/y-kien/{id}", f"/y-kien/{id}/giao", f"/y-kien/{id}/rut"):
            browser.get(path, status=403)

    @pytest.mark.parametrize("person", ["ha.nguyen", "tung.do", "mai.tran", "hue.mai"])
    def test_a_draft_is_read_inside_the_body_only(self, reading_house: House, person: str) -> None:
        id = reading_house.do(lambda root: request_to(root, PERMIT, "so-van-hoa").id)
        browser = reading_house.browser(person)
        for path in (f"/y-kien/{id}", f"/ho-so/{PERMIT}"):
            assert DRAFTED not in browser.get(path, expect_errors=True).text

    def test_a_withdrawn_request_closes_the_case_again(self, house: House) -> None:
        assert seen(house, "hue.mai", PERMIT) == STATUS
        house.as_(
            "ha.nguyen",
            lambda acting: withdraw(acting, request_to(acting.root, PERMIT, "so-tu-phap"), "Nhầm"),
        )
        house.browser("hue.mai").get(f"/ho-so/{PERMIT}", status=403)

    def test_who_leaves_the_house_sees_nothing_at_the_next_click(self, house: House) -> None:
        browser = house.browser("ha.nguyen")
        browser.get(f"/ho-so/{PERMIT}", status=200)

        def close(root: Any) -> None:
            root["people"]["ha.nguyen"].disabled_at = house.now

        house.do(close)
        browser.get(f"/ho-so/{PERMIT}", status=303)


class TestApplicant:
    """Whoever shows code and secret of one case, and no other."""

    @pytest.fixture
    def mine(self, reading_house: House) -> str:
        return reading_house.tracking(PERMIT)

    def test_the_page_is_theirs(self, reading_house: House, mine: str) -> None:
        assert telling(reading_house, PERMIT)[0] in reading_house.browser().get(mine).text

    def test_another_case_is_not_there(self, reading_house: House, mine: str) -> None:
        browser = reading_house.browser()
        theirs = reading_house.tracking(CARD)
        file = reading_house.do(lambda root: file_of(root, CARD))
        own = reading_house.do(lambda root: file_of(root, PERMIT))
        browser.get(f"{mine}/tep/{own}", status=200)
        for path in (f"{mine}/tep/{file}", f"{theirs}/tep/{own}", f"{mine}/viec/sign"):
            text = browser.get(path, status=404).text
            assert not [each for each in telling(reading_house, CARD) if each in text]

    def test_a_pass_of_one_case_with_the_key_of_another_is_none(
        self, reading_house: House, mine: str
    ) -> None:
        theirs = reading_house.tracking(CARD)
        start = len("/theo-doi/")
        mixed = mine[: start + 10] + theirs[start + 10 :]
        reading_house.browser().get(mixed, status=404)

    def test_the_workspace_stays_closed(self, reading_house: House, mine: str) -> None:
        browser = reading_house.browser()
        browser.get(mine)
        for path in (f"/ho-so/{PERMIT}", "/viec", "/tim?q=an+phu", "/viec/bang.csv", "/y-kien"):
            assert browser.get(path, status=303).location.startswith("http://localhost/dang-nhap")

    def test_what_bodies_said_and_officials_names_are_not_told(
        self, reading_house: House, mine: str
    ) -> None:
        text = reading_house.browser().get(mine).text
        for name in ("Nguyễn Thu Hà", "Lò Văn Pâng", "Lê Thành Vinh", DRAFTED):
            assert name not in text

    def test_a_new_secret_closes_what_the_old_one_opened(self, house: House) -> None:
        before = house.tracking(PERMIT)

        def renew(root: Any) -> None:
            case_of(root, PERMIT).secret_hash = b"x" * 20

        house.do(renew)
        house.browser().get(before, status=404)


class TestChannels:
    """Page, list, search, export, file: they all say the same."""

    @pytest.mark.parametrize("person", list(PEOPLE), ids=PEOPLE.get)
    def test_they_agree_with_the_predicate(self, reading_house: House, person: str) -> None:
        house, browser = reading_house, reading_house.browser(person)
        if not works(house, person):
            for path in ("/viec", "/y-kien", "/tim?q=h99", "/viec/bang.csv"):
                browser.get(path, status=403)
            return
        visible = {code for code in all_of(house) if seen(house, person, code)}
        whole = {code for code in visible if seen(house, person, code) >= DOCUMENTS}
        assert set(searched(browser)) == visible
        assert {code for code in all_of(house) if opens(browser, f"/ho-so/{code}")} == visible
        files = {code: house.do(partial(file_of, code=code)) for code in all_of(house)}
        given = {c for c, file in files.items() if opens(browser, f"/ho-so/{c}/tep/{file}")}
        assert given == whole
        for tab in ("", "cho", "uy-quyen", "y-kien"):
            listed = listed_on(browser, tab)
            assert listed <= visible
            assert exported(browser, tab) == listed

    @pytest.mark.parametrize("person", ["ha.nguyen", "hue.mai", "vinh.le", "mai.tran"])
    def test_lists_show_what_waits_for_them(self, reading_house: House, person: str) -> None:
        """Otherwise the test above would compare nothing with nothing."""
        browser = reading_house.browser(person)
        assert any(listed_on(browser, tab) for tab in ("", "y-kien"))

    @pytest.mark.parametrize("words", ["an phu", "long thanh xanh", "nguyen", "hanh", "20261123"])
    @pytest.mark.parametrize("person", ["yen.luu", "ngoc.ngo", "hue.mai"])
    def test_no_word_finds_what_one_may_not_see(
        self, reading_house: House, person: str, words: str
    ) -> None:
        text = reading_house.browser(person).get("/tim", {"q": words}).text
        for code in CASES:
            if not seen(reading_house, person, code):
                _subject, name, *_rest = telling(reading_house, code)
                assert name not in text
                assert code not in text

    def test_a_search_of_a_code_that_is_not_ones_own_is_as_of_none(
        self, reading_house: House
    ) -> None:
        browser = reading_house.browser("yen.luu")
        theirs = browser.get("/tim", {"q": PERMIT}).text.replace(PERMIT, "")
        none = "000.01.01.H99-20261111-0000099"
        assert theirs == browser.get("/tim", {"q": none}).text.replace(none, "")

    def test_names_of_files_tell_nothing(self, reading_house: House) -> None:
        """A citizen's papers keep the names they gave them; lists are named by the hour."""
        browser = reading_house.browser("ha.nguyen")
        said = browser.get("/viec/bang.csv").headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="viec-\d{8}-\d{4}\.csv"', said)

    def test_a_list_of_another_unit_cannot_be_asked_for(self, reading_house: House) -> None:
        browser = reading_house.browser("ngoc.ngo")
        own = exported(browser, "")
        for asked in ({"don-vi": "so-xay-dung"}, {"chon": PERMIT}, {"muc": "unit:so-xay-dung"}):
            assert codes_in(browser.get("/viec/bang.csv", asked)) <= own


def all_of(house: House) -> list[str]:
    return house.do(all_codes)  # type: ignore[no-any-return]


def opens(browser: TestApp, path: str) -> bool:
    return bool(browser.get(path, expect_errors=True).status_int == 200)


CODE = re.compile(r"/ho-so/([0-9.]+H99-\d{8}-\d{7})")


def searched(browser: TestApp) -> Iterator[str]:
    """Give the codes of every hit of a search that everything fits, page by page."""
    path = "/tim?q=h99"
    while path:
        page = browser.get(path)
        yield from CODE.findall(page.text)
        onward = page.html.select_one("a[rel=next]")
        path = onward["href"] if onward else ""


def listed_on(browser: TestApp, tab: str) -> set[str]:
    """Return the codes on a page of work; requests are told by the case they are about."""
    page = browser.get("/y-kien" if tab == "y-kien" else f"/viec?muc={tab}").html.main
    shown = re.findall(r"(?:[0-9.]+H99|…)-\d{8}-\d{7}", page.text)
    codes, unit = set(), ""
    for each in shown:
        before, _dash, rest = each.partition("-")
        unit = unit if before == "…" else before
        codes.add(f"{unit}-{rest}")
    return codes


def exported(browser: TestApp, tab: str) -> set[str]:
    return codes_in(browser.get(f"/viec/bang.csv?muc={tab}"))


def codes_in(sheet: Any) -> set[str]:
    rows = list(csv.reader(sheet.body.decode("utf-8-sig").splitlines()))
    return {row[2] for row in rows[1:]}
