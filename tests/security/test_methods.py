"""Reading stores nothing, and what stores something says who may (S1, S6, S12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from webob import Request

from motcua.pages.headers import HEADERS, POLICY
from motcua.permissions import Permission
from tests.security.addresses import ADDRESSES, Things, paths, routes_of, takes_posts, views_of
from tests.security.conftest import House, Watched, token_of

INLINE = re.compile(r"<style|<base|<script(?![^>]*\ssrc=)|<[a-z][^<>]*\s(?:on[a-z]+|style)\s*=")
READING = {
    Permission.ADMINISTRATION_READ,
    Permission.CASE_READ_ALL,
    Permission.CASE_READ_UNIT,
    Permission.STUCK_READ,
}
READERS = ("", "mai.tran", "ha.nguyen", "hue.mai", "tung.do", "linh.bui")
"""One of each kind: a visitor, counter, officer, body asked, control, administrator."""
OPEN = "__no_permission_required__"
OTHERS = set(HEADERS) - {"Content-Security-Policy"}
ALLOWED = {
    ("stuck", Permission.STUCK_READ): "seeing what is stuck and trying it again is one right, "
    "and says so; the action asks for it as well",
    ("signin", OPEN): "nobody is signed in yet",
    ("signout", OPEN): "whoever leaves needs no right",
    ("lookup", OPEN): "code and secret are the right; it stores nothing",
    ("file_online", OPEN): "anybody may file a case",
    ("invited", OPEN): "the sealed link and the code sent to the mail box are the right",
    ("invited_act", OPEN): "the sealed link and the code sent to the mail box are the right",
    ("tracking_act", OPEN): "the pass in the address is the right of the applicant",
    ("tracking_pieces", OPEN): "the pass in the address is the right of the applicant",
    ("tracking_opinions", OPEN): "the pass in the address is the right of the applicant",
    ("draft_proposal", Permission.ADMINISTRATION_READ): "one publishes, another one withdraws: "
    "each of these actions asks for a right of its own",
}
"""Views that take forms under a permission that is none, or merely reading, and why."""


class Read(NamedTuple):
    """One address read by one person."""

    person: str
    route: str
    path: str
    answer: Any
    registered: list[str]


@pytest.fixture(scope="module")
def things(reading_house: House) -> Things:
    return Things(reading_house)


@pytest.fixture(scope="module")
def read(reading_house: House, things: Things) -> list[Read]:
    """Every address, read by everybody who sees something else there."""
    return list(_read(reading_house, things))


def _read(house: House, things: Things) -> Iterator[Read]:
    before = house.stored()
    for person in READERS:
        browser = house.browser(person)
        for route, path in paths(things):
            Watched.registered.clear()
            answer = browser.get(path, expect_errors=True)
            yield Read(person, route, path, answer, [repr(each) for each in Watched.registered])
    assert house.stored() == before


FILES = frozenset(
    {
        "administration_definition_file",
        "asked_file",
        "ballot_sheet",
        "case_file",
        "case_opinions_file",
        "case_synthesis",
        "case_synthesis_file",
        "inbox_sheet",
        "request_file",
        "request_letter",
        "request_message",
        "public_opinions_letter",
        "public_opinions_paper",
        "slip_file",
        "slip_paper",
        "statistics_file",
        "tracking_file",
        "tracking_opinion_file",
    }
)
"""What is shown in a sandbox, where the style of a letter works and nothing else does."""
KEPT = FILES | {"asset", *(each for each in ADDRESSES if each.startswith("api_"))}
"""What says itself for how long it may be kept."""


def test_every_route_is_looked_at(reading_house: House) -> None:
    assert routes_of(reading_house) == set(ADDRESSES)


def test_reading_any_page_stores_nothing(read: list[Read]) -> None:
    assert [each for each in read if each.registered] == []


def test_no_page_fails(read: list[Read]) -> None:
    assert [(each.person, each.path) for each in read if each.answer.status_int >= 500] == []


def test_every_page_was_seen_by_somebody(reading_house: House, read: list[Read]) -> None:
    """Otherwise the walk would prove nothing."""
    seen = {each.route for each in read if each.answer.status_int == 200}
    led_on = {"account", "lookup_scanned", "receipt", "counter_receipt"}
    # Nothing is proposed in this house, and nothing brought over: tests/administration reads these.
    led_on |= {"draft_compare", "draft_proposal", "migration_plan", "migration"}
    led_on |= {"migration_progress", "migration_undo", "migration_undo_all"}
    # Nothing is voted on in this house: tests/workspace/test_ballots reads these.
    led_on |= {"ballot_begin", "ballot", "ballot_act", "ballot_sheet", "slip", "slip_file"}
    led_on |= {"slip_paper"}
    # Nobody outside is asked here, and one question goes to many cases only where it is sent:
    # tests/portal/test_invited and tests/workspace/test_asking_more read these.
    led_on |= {"invited", "invited_act", "invited_copy", "invited_file"}
    led_on |= {"asked_many", "case_round"}
    # A form, and nothing to read: whoever comes by a link is led to the draft.
    led_on |= {"draft_try", "draft_tests"}
    # No body keeps standing opinions or misses anything here: tests/workspace/test_inside does.
    led_on |= {"standing_new", "standing_one", "tracking_pieces"}
    # Nothing is public or put to the applicant in this house, and nobody may speak unasked:
    # tests/workspace/test_record reads these.
    led_on |= {"public_opinions", "public_opinions_file", "public_opinions_letter"}
    led_on |= {"public_opinions_paper"}
    led_on |= {"tracking_opinions", "tracking_opinion_file", "case_unasked"}
    # Nobody's browser reads what is for programs: tests/interop does.
    led_on |= {each for each in ADDRESSES if each.startswith("api_")}
    shown = {each["route"] for each in views_of(reading_house) if "GET" in each["methods"]}
    shown |= {each["route"] for each in views_of(reading_house) if not each["methods"]}
    assert (set(ADDRESSES) & shown) - seen <= led_on


def test_what_takes_a_form_needs_a_right_to_do_something(reading_house: House) -> None:
    found = {
        (view["route"], view["permission"])
        for view in views_of(reading_house)
        if takes_posts(view) and view["permission"] in {None, OPEN, *READING}
    }
    assert found == set(ALLOWED)


def test_every_view_names_its_permission(reading_house: House) -> None:
    assert [each for each in views_of(reading_house) if each["permission"] is None] == []


def test_no_view_of_a_route_leaves_the_token_out(reading_house: House) -> None:
    """But for programs, to whom no cookie counts (tests/interop shows that none does)."""
    without = {each["route"] for each in views_of(reading_house) if each["csrf"] is False}
    assert [each for each in sorted(without) if not each.startswith("api_")] == []


def _reading_only(house: House) -> set[str]:
    views = views_of(house)
    return {each["route"] for each in views} - {e["route"] for e in views if takes_posts(e)}


def test_what_only_shows_takes_no_form(house: House, things: Things) -> None:
    browser = house.browser("ha.nguyen")
    token, before = token_of(browser), house.stored()
    answers = {
        path: browser.post(path, {"csrf_token": token}, expect_errors=True).status_int
        for _route, path in paths(things, sorted(_reading_only(house)))
    }
    assert {path: status for path, status in answers.items() if status not in {404, 405}} == {}
    assert house.stored() == before


def _taking(house: House, things: Things) -> list[str]:
    views = [each["route"] for each in views_of(house) if takes_posts(each)]
    return [path for _route, path in paths(things, dict.fromkeys(views))]


@pytest.mark.parametrize(
    ("shown", "headers"),
    [
        pytest.param("none", {}, id="without a token"),
        pytest.param("another", {}, id="with that of another session"),
        pytest.param("visitor", {}, id="with that of a visitor"),
        pytest.param("own", {"Origin": "https://evil.example"}, id="from another site"),
        pytest.param("own", {"Origin": "null"}, id="from nowhere"),
        pytest.param("own", {"Sec-Fetch-Site": "cross-site"}, id="as browsers call it"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_form_is_taken_without_the_token_of_this_session(
    house: House, things: Things, shown: str, headers: dict[str, str], method: str
) -> None:
    browser = house.browser("ha.nguyen")
    owners = {"own": browser, "another": house.browser("tung.do"), "visitor": house.browser()}
    fields = {"seen": "1", "deed": "again", "id": "mail-00"}
    if shown in owners:
        fields["csrf_token"] = token_of(owners[shown])
    before = house.stored()
    for path in _taking(house, things):
        body = "&".join(f"{name}={value}" for name, value in fields.items())
        answer = browser.request(
            path,
            method=method,
            body=body.encode(),
            content_type="application/x-www-form-urlencoded",
            headers=headers,
            expect_errors=True,
        )
        # An official without the right is told so before the token is looked at; on the
        # addresses of programs a session is nobody.
        expected = {401, 404, 405, 429} if path.startswith("/api/") else {400, 403, 404}
        assert answer.status_int in expected, (path, answer.status)
    assert house.stored() == before


def test_every_answer_says_what_the_browser_is_to_refuse(read: list[Read]) -> None:
    wrong = []
    for each in read:
        said = each.answer.headers
        policy = said.get("Content-Security-Policy", "")
        is_file = each.route in FILES
        fits = policy == POLICY or (is_file and "sandbox" in policy)
        own = {"Content-Security-Policy"} | ({"Cache-Control"} if each.route in KEPT else set())
        if each.route.startswith("invited") and said.get("Referrer-Policy") == "no-referrer":
            own |= {"Referrer-Policy"}  # A link tells nobody its address, not even us.
        others = [n for n in HEADERS if n not in own and said.get(n) != HEADERS[n]]
        if not fits or others or "Strict-Transport-Security" in said:
            wrong.append((each.person, each.path, policy, others))
    assert wrong == []


def test_no_page_has_a_script_or_a_style_of_its_own(read: list[Read]) -> None:
    pages = [each for each in read if each.answer.content_type == "text/html"]
    found = [(p.path, INLINE.findall(p.answer.text)) for p in pages if p.route not in FILES]
    assert [(path, inline) for path, inline in found if inline] == []


@pytest.mark.parametrize(
    "path",
    [
        "/no-such-page",
        "/ho-so/%00",
        "/thu-tuc?q=%ff",
        "/tim?q=%ff",
        "/tim?q=a&sau=" + "9" * 5000,
        "/tim?q=a&sau=99999999999999999999",
        "/ho-so/000.01.01.H99-20261111-0000001?dien-bien=" + "9" * 5000,
        "/quan-tri/lich?nam=" + "9" * 5000,
        "/quan-tri/thu-tuc/cap-giay-phep-xay-dung/" + "9" * 5000,
        "/quan-tri/thu-tuc/cap-giay-phep-xay-dung/99",
        "/quan-tri/don-vi/nobody",
        "/viec?sau=zz&han=zz&thu-tuc=zz&buoc=zz&don-vi=zz&muc=zz",
        "/viec?sau=ffffffffffffffffffffffffffffffff",
        "/y-kien/zz",
        "/y-kien/" + "0" * 16 + "/tep/x",
        "/static/x/../../content.py",
        "/static/x/%2e%2e/headers.py",
        "/theo-doi/" + "A" * 5000,
        "/?_LOCALE_=../../etc",
    ],
    ids=lambda path: path[:60],
)
def test_an_odd_address_is_answered_with_a_page_and_the_same_headers(
    reading_house: House, path: str
) -> None:
    for person in ("", "tung.do"):
        answer = reading_house.browser(person).get(path, expect_errors=True)
        assert answer.status_int < 500
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_odd_list_is_given_out_as_a_file_that_does_nothing(reading_house: House) -> None:
    answer = reading_house.browser("tung.do").get("/viec/bang.csv?muc=zz&chon=zz")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_field_that_is_no_number_is_no_defect(house: House, things: Things) -> None:
    browser = house.browser("ha.nguyen")
    fields = {
        "csrf_token": token_of(browser),
        "seen": "9" * 5000,
        "revision": "9" * 5000,
        "send": "1",
        "__formid__": "form",
    }
    for path in _taking(house, things):
        assert browser.post(path, fields, expect_errors=True).status_int < 500, path


TEXTS = (
    *("question", "limit", "limit:x", "unit", "document", "reason", "text", "code", "secret"),
    *("deed", "id", "session", "seen", "revision", "next", "account", "kept_form"),
    *("__formid__", "__nonce__"),
)
"""Fields that pages read as text."""


def test_a_file_where_text_belongs_is_no_defect(house: House, things: Things) -> None:
    for person in ("ha.nguyen", "linh.bui", ""):
        browser = house.browser(person)
        fields = {"csrf_token": token_of(browser), "send": "1"}
        files = [(name, "x.pdf", b"%PDF-1.4") for name in TEXTS]
        for path in _taking(house, things):
            answer = browser.post(path, fields, upload_files=files, expect_errors=True)
            assert answer.status_int < 500, path
            token_too = [*files, ("csrf_token", "x.pdf", b"%PDF-1.4")]
            assert browser.post(path, upload_files=token_too, expect_errors=True).status_int < 500


ILLEGIBLE = [
    pytest.param({"path": "/", "headers": {"Cookie": '_LOCALE_=\xff; x="\\377"'}}, id="a cookie"),
    pytest.param({"path": "/%ff"}, id="an address"),
    pytest.param({"path": "/ho-so/%ff"}, id="an address under a page"),
    pytest.param({"path": "/viec?%ff=%ff"}, id="a question"),
    pytest.param(
        {"path": "/tra-cuu", "method": "POST", "content_type": "multipart/form-data"},
        id="a form without a boundary",
    ),
    pytest.param(
        {
            "path": "/tra-cuu",
            "method": "POST",
            "content_type": "multipart/form-data; boundary=x",
            "body": b"--x\r\nContent-Disposi",
        },
        id="a form that is cut off",
    ),
    pytest.param(
        {
            "path": "/tra-cuu",
            "method": "POST",
            "content_type": "application/x-www-form-urlencoded; charset=zz",
            "body": b"code=1",
        },
        id="a form in letters nobody knows",
    ),
]


@pytest.mark.parametrize("asked", ILLEGIBLE)
def test_what_nobody_can_read_is_answered_with_a_page(
    reading_house: House, asked: dict[str, Any]
) -> None:
    blank = Request.blank(**{"body": b"x", **asked})
    answer = blank.get_response(reading_house.app)
    assert answer.status_int == 400
    assert "Yêu cầu không hợp lệ" in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
