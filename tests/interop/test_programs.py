"""What programs may ask: the same as their person on the pages, by a token and nothing else."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ZEO.Exceptions import ClientDisconnected

from motcua.acting import system
from motcua.consultations.actions import save_draft, withdraw
from motcua.consultations.content import Reply, TakenOver
from motcua.interop import pace
from motcua.interop.operations import OPERATIONS, PREFIX
from motcua.interop.reading import _wrong
from motcua.interop.shapes import SHAPES
from motcua.people import accounts, tokens
from motcua.storage.throttle import Limit, Throttle
from tests.interop.conftest import API, Program, program_of, token_of
from tests.make_documents import a_pdf
from tests.make_people import a_position
from tests.security.conftest import PEOPLE, PERMIT, House, Watched, file_of, request_to
from tests.security.conftest import token_of as form_token

BODY = "hue.mai"
ASKER = "ha.nguyen"


ANYTHING = {"request": "0" * 16, "code": PERMIT, "file": "x", "consultation": "0" * 16}
"""Parameters of every address."""


def id_of(house: House, unit: str = "so-tu-phap") -> str:
    return str(house.do(lambda root: request_to(root, PERMIT, unit).id))


@pytest.fixture
def asked(house: House) -> str:
    """What Sở Tư pháp is asked about the permit."""
    return f"/requests/{id_of(house)}"


def fits(answer: Any, shape: str) -> Any:
    """Return what was answered, once it is as the description says."""
    assert list(_wrong(answer.json, SHAPES[shape], "")) == []
    return answer.json


class TestWhoAsks:
    @pytest.mark.parametrize(
        "header",
        [
            pytest.param(None, id="nothing"),
            pytest.param("Bearer motcua_" + "x" * 43, id="a token that nobody made"),
            pytest.param("Bearer ", id="an empty one"),
            pytest.param("Basic aGE6aGE=", id="a name and a password"),
            pytest.param("Bearer " + "x" * 5000, id="a very long one"),
        ],
    )
    def test_nobody_is_told_to_bring_a_token(self, house: House, header: str | None) -> None:
        headers = {"Authorization": header} if header else {}
        answer = house.browser().get(f"{API}/requests?side=body", headers=headers, status=401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert fits(answer, "Error")["code"] == "NoToken"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers

    def test_the_session_of_a_browser_opens_nothing(self, house: House) -> None:
        browser = house.browser(BODY)
        browser.get("/y-kien", status=200)
        browser.get(f"{API}/requests?side=body", status=401)
        browser.get(f"{API}/requests/{id_of(house)}", status=401)

    def test_a_cookie_alone_never_writes_not_even_with_the_token_of_a_form(
        self, house: House, asked: str
    ) -> None:
        browser = house.browser(BODY)
        token, before = form_token(browser), house.stored()
        for operation in OPERATIONS:
            if operation.writes:
                path = PREFIX + operation.path.format_map({**ANYTHING, "request": id_of(house)})
                browser.post(
                    path, {"csrf_token": token}, headers={"X-CSRF-Token": token}, status=401
                )
        assert house.stored() == before

    def test_a_token_ended_or_over_or_of_a_closed_account_opens_nothing(self, house: House) -> None:
        program = program_of(house, BODY)
        assert program.get("/requests?side=body").status_int == 200
        house.as_(
            BODY, lambda acting: tokens.revoke(acting, tokens.of_person(acting.root, BODY)[0].id)
        )
        assert program.get("/requests?side=body").status_int == 401
        other = program_of(house, BODY)
        house.do(
            lambda root: setattr(
                tokens.of_person(root, BODY)[0], "until", house.now.date() - timedelta(days=1)
            )
        )
        assert other.get("/requests?side=body").status_int == 401
        third = program_of(house, BODY)
        house.do(lambda root: setattr(root["people"][BODY], "disabled_at", house.now))
        assert third.get("/requests?side=body").status_int == 401

    def test_who_has_yet_to_choose_a_password_has_no_token_that_counts(self, house: House) -> None:
        program = program_of(house, BODY)
        house.do(lambda root: setattr(root["people"][BODY], "password_until", house.now))
        assert program.get("/requests?side=body").status_int == 401

    def test_an_ended_position_counts_at_once(self, house: House, asked: str) -> None:
        program = program_of(house, BODY)
        assert program.get(asked).status_int == 200

        def end(root: Any) -> None:
            root["people"][BODY].positions = ()

        house.do(end)
        assert program.get(asked).status_int == 403
        assert program.get("/requests?side=body").status_int == 403

    def test_a_new_password_of_an_administrator_ends_it(self, house: House) -> None:
        program = program_of(house, BODY)
        house.as_("linh.bui", lambda acting: accounts.give_password(acting, BODY))
        assert program.get("/requests?side=body").status_int == 401

    def test_a_token_that_reads_does_nothing(self, house: House, asked: str) -> None:
        program = program_of(house, BODY, writes=False)
        assert program.get(asked).status_int == 200
        answer = program.post(f"{asked}/take-note")
        assert (answer.status_int, answer.json["code"]) == (403, "ReadOnlyToken")

    def test_reading_stores_nothing_and_a_deed_writes_its_day(
        self, house: House, asked: str
    ) -> None:
        program = program_of(house, BODY)
        before = house.stored()
        Watched.registered.clear()
        for path in (asked, "/requests?side=body", f"/cases/{PERMIT}/consultations"):
            program.get(path)
        assert house.stored() == before
        assert [each for each in Watched.registered] == []
        program.post(f"{asked}/take-note")
        [made] = house.do(lambda root: tokens.of_person(root, BODY))
        assert made.last_deed_on == house.now.date()

    def test_the_journal_says_through_which_token(self, house: House, asked: str) -> None:
        program_of(house, BODY).post(f"{asked}/take-note")
        last = house.do(lambda root: request_to(root, PERMIT, "so-tu-phap").journal.last())
        [made] = house.do(lambda root: tokens.of_person(root, BODY))
        assert (last.person, last.origin) == (BODY, f"203.0.113.7 token:{made.id}")


class TestChannels:
    """Page, list and API say the same: all of them ask the one predicate."""

    @pytest.mark.parametrize("person", list(PEOPLE), ids=PEOPLE.get)
    @pytest.mark.parametrize("moment", ["as it is", "withdrawn"])
    def test_they_agree(self, house: House, person: str, moment: str) -> None:
        if moment == "withdrawn":
            house.as_(
                ASKER,
                lambda acting: withdraw(acting, request_to(acting.root, PERMIT, "so-tu-phap"), "x"),
            )
        browser, program = house.browser(person), program_of(house, person)
        for unit in ("so-tu-phap", "so-van-hoa"):
            id = id_of(house, unit)
            page = browser.get(f"/y-kien/{id}", expect_errors=True).status_int
            assert program.get(f"/requests/{id}").status_int == page
            file = house.do(lambda root: file_of(root, PERMIT))
            there = browser.get(f"/y-kien/{id}/tep/{file}", expect_errors=True).status_int
            assert program.get(f"/requests/{id}/files/{file}").status_int == there
        page = browser.get(f"/ho-so/{PERMIT}/tong-hop.json", expect_errors=True).status_int
        assert program.get(f"/cases/{PERMIT}/consultations").status_int == page
        if page in {200, 403} and browser.get("/y-kien", expect_errors=True).status_int == 200:
            listed = program.get("/requests?side=body").json["requests"]
            shown = browser.get("/y-kien").text
            assert {each["id"] for each in listed if each["id"] not in shown} == set()
            assert all(
                browser.get(f"/y-kien/{each['id']}", expect_errors=True).status_int == 200
                for each in listed
            )

    def test_a_draft_and_a_note_never_leave_the_body(self, house: House) -> None:
        id = id_of(house, "so-van-hoa")
        text = program_of(house, ASKER).get(f"/requests/{id}").text
        assert "Bản nháp" not in text
        assert program_of(house, ASKER).get(f"/requests/{id}").json["draft"] == ""

    def test_the_asker_reads_the_answer_once_it_is_given(self, house: House, asked: str) -> None:
        asker, body = program_of(house, ASKER), program_of(house, BODY)
        assert asker.get(asked).json["opinions"] == []
        body.post(f"{asked}/opinion", {"outcome": "agree", "text": "Nhất trí."})
        [opinion] = fits(asker.get(asked), "Request")["opinions"]
        assert (opinion["outcome"], opinion["text"]) == ("agree", "Nhất trí.")
        assert opinion["taken_over"] == []

    def test_what_was_taken_over_says_from_where(self, house: House, asked: str) -> None:
        program_of(house, BODY).post(f"{asked}/opinion", {"outcome": "agree", "text": "Có."})
        at, reason = house.now - timedelta(days=30), "Cùng thửa đất"
        taken = TakenOver(b"earlier!", 2, "H99-2025-1", at, (), ASKER, "Nguyễn Thu Hà", reason)

        def mark(root: Any) -> None:
            request_to(root, PERMIT, "so-tu-phap").opinion.taken = taken

        house.do(mark)
        [opinion] = fits(program_of(house, ASKER).get(asked), "Request")["opinions"]
        [told] = opinion["taken_over"]
        assert (told["case"], told["version"]) == ("H99-2025-1", 2)
        assert (told["by"], told["reason"]) == ("Nguyễn Thu Hà", reason)
        assert told["given_at"] == at.isoformat(timespec="minutes")


class TestLists:
    def test_what_a_body_is_asked(self, house: House) -> None:
        found = fits(program_of(house, BODY).get("/requests?side=body"), "Requests")
        assert id_of(house) in {each["id"] for each in found["requests"]}
        assert found["next"] == ""

    def test_what_one_asks(self, house: House) -> None:
        found = fits(program_of(house, ASKER).get("/requests?side=asker"), "Requests")
        assert id_of(house) in {each["id"] for each in found["requests"]}

    @pytest.mark.parametrize(
        ("person", "sees"),
        [
            pytest.param("vinh.le", True, id="the head of the asking division"),
            pytest.param("tung.do", True, id="control, who reads every case"),
            pytest.param("yen.luu", False, id="an officer of another department"),
        ],
    )
    def test_what_ones_units_ask(self, house: House, person: str, sees: bool) -> None:
        program = program_of(house, person)
        found = fits(program.get("/requests?side=asker&of=unit"), "Requests")
        assert (id_of(house) in {each["id"] for each in found["requests"]}) is sees

    def test_page_by_page(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        def seat(root: Any) -> None:
            a_position(system(house.office, root, house.now), BODY, unit="so-xay-dung")

        house.do(seat)
        program, seen, after = program_of(house, BODY), [], ""
        every = program.get("/requests?side=body").json["requests"]
        monkeypatch.setattr("motcua.interop.asked.SIZE", 1)
        for _each in every:
            page = program.get(f"/requests?side=body&after={after}").json
            seen += [each["id"] for each in page["requests"]]
            after = page["next"]
        assert after == ""
        assert seen == [each["id"] for each in every]
        assert len(seen) > 1

    @pytest.mark.parametrize("query", ["", "?side=all", "?side=body&after=zz", "?side=body&x=1"])
    def test_what_is_no_question(self, house: House, query: str) -> None:
        answer = program_of(house, BODY).get(f"/requests{query}")
        assert answer.status_int == 422
        assert fits(answer, "Error")["places"]


class TestOneRequest:
    def test_it_says_what_the_desk_shows(self, house: House, asked: str) -> None:
        found = fits(program_of(house, BODY).get(asked), "Request")
        assert found["case"] == PERMIT
        assert found["limit"]["why"]
        assert {each["id"] for each in found["outcomes"]} >= {"agree", "disagree"}
        [document] = found["documents"]
        file = program_of(house, BODY).get(document["href"].removeprefix(API))
        assert file.status_int == 200
        assert len(file.body) == document["size"]

    def test_in_the_language_of_the_program(self, house: House, asked: str) -> None:
        names = {
            language: program_of(house, BODY, language=language).get(asked).json["state_said"]
            for language in ("vi-VN,vi;q=0.9", "en-GB,en;q=0.8", "fr")
        }
        assert names["vi-VN,vi;q=0.9"] == names["fr"] != names["en-GB,en;q=0.8"]

    def test_what_is_not_there(self, house: House) -> None:
        program = program_of(house, BODY)
        for path in ("/requests/zz", "/requests/" + "0" * 16, "/nothing", "/cases/x/consultations"):
            answer = program.get(path)
            assert answer.status_int == 404, path
            fits(answer, "Error")

    def test_another_method_is_told_which_ones_there_are(self, house: House, asked: str) -> None:
        program = program_of(house, BODY)
        for method, path, allowed in (
            ("POST", asked, "GET"),
            ("GET", f"{asked}/opinion", "POST"),
            ("DELETE", f"/cases/{PERMIT}/consultations", "GET, POST"),
        ):
            answer = house.browser().request(
                API + path, method=method, headers=program.headers, status=405
            )
            assert answer.headers["Allow"] == allowed
            fits(answer, "Error")

    def test_another_sites_page_is_never_let_in(self, house: House, asked: str) -> None:
        asking = {
            "Origin": "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization",
        }
        answer = house.browser().request(
            f"{API}{asked}/opinion", method="OPTIONS", headers=asking, expect_errors=True
        )
        assert answer.status_int == 405
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


class TestAnswering:
    def test_taking_note_is_the_receipt(self, house: House, asked: str) -> None:
        found = fits(program_of(house, BODY).post(f"{asked}/take-note"), "Request")
        assert found["state"] == "opened"
        assert program_of(house, ASKER).get(asked).json["state"] == "opened"

    def test_everything_a_form_holds(self, house: House, asked: str) -> None:
        sent = {
            "outcome": "agree_with_remarks",
            "text": "Đề nghị bổ sung.",
            "remarks": [{"place": "Điều 3", "text": "Làm rõ."}, {"text": "Sửa lỗi."}],
            "conditions": ["Có ý kiến của công an."],
            "parts": ["Bản vẽ số 3"],
            "letter_number": "12/STP-VP",
            "letter_date": "2026-11-20",
            "files": [{"name": "y kien.pdf", "content": base64.b64encode(a_pdf()).decode()}],
            "changes": 0,
        }
        answer = program_of(house, BODY).post(f"{asked}/opinion", sent)
        assert answer.status_int == 201
        [opinion] = fits(answer, "Request")["opinions"]
        assert opinion["remarks"] == [
            {"place": "Điều 3", "text": "Làm rõ."},
            {"place": "", "text": "Sửa lỗi."},
        ]
        assert opinion["conditions"] == sent["conditions"]
        assert opinion["parts"] == sent["parts"]
        assert opinion["files"][0]["name"] == "y kien.pdf"
        house.browser(ASKER).get(f"/y-kien/{id_of(house)}").mustcontain("12/STP-VP", "Làm rõ.")

    def test_a_second_time_is_a_conflict(self, house: House, asked: str) -> None:
        program = program_of(house, BODY)
        assert program.post(f"{asked}/opinion", {"outcome": "agree"}).status_int == 201
        answer = program.post(f"{asked}/opinion", {"outcome": "agree"})
        assert (answer.status_int, answer.json["code"]) == (409, "AlreadyAnswered")

    def test_a_newer_draft_of_a_colleague_is_not_lost(self, house: House, asked: str) -> None:
        house.as_(
            BODY,
            lambda acting: save_draft(
                acting, request_to(acting.root, PERMIT, "so-tu-phap"), Reply("agree"), 0
            ),
        )
        program = program_of(house, BODY)
        assert program.post(f"{asked}/opinion", {"outcome": "agree"}).status_int == 409
        answer = program.post(f"{asked}/opinion", {"outcome": "agree", "revision": 0})
        assert (answer.status_int, answer.json["code"]) == (409, "DraftChanged")
        assert answer.json["revision"] == 1
        sent = {"outcome": "agree", "revision": 1}
        assert program.post(f"{asked}/opinion", sent).status_int == 201

    @pytest.mark.parametrize(
        ("sent", "place"),
        [
            pytest.param({}, "outcome", id="nothing"),
            pytest.param({"outcome": 1}, "outcome", id="a number for a word"),
            pytest.param({"outcome": "agree", "x": 1}, "x", id="what is not known"),
            pytest.param(
                {"outcome": "agree", "letter_date": "20/11/2026"}, "letter_date", id="no day"
            ),
            pytest.param(
                {"outcome": "agree", "remarks": [{"place": "a"}]}, "remarks[0].text", id="no remark"
            ),
            pytest.param(
                {"outcome": "agree", "files": [{"name": "a.pdf", "content": "%%%"}]},
                "files[0].content",
                id="no base64",
            ),
            pytest.param(
                {"outcome": "agree", "revision": True}, "revision", id="a yes for a number"
            ),
            pytest.param({"outcome": "agree", "text": "a\x00"}, "text", id="an odd sign"),
            pytest.param({"outcome": "agree", "answers": {"x": []}}, "answers.x", id="a list"),
            pytest.param({"outcome": ""}, "outcome", id="an empty word"),
            pytest.param({"outcome": "agree", "text": "x" * 20_001}, "text", id="too long"),
            pytest.param(
                {"outcome": "agree", "parts": ["x"] * 51}, "parts", id="too many of something"
            ),
        ],
    )
    def test_what_is_wrong_says_where(
        self, house: House, asked: str, sent: Any, place: str
    ) -> None:
        before = house.stored()
        program = program_of(house, BODY)
        before = house.stored()
        answer = program.post(f"{asked}/opinion", sent)
        assert answer.status_int == 422
        assert place in {each["place"] for each in fits(answer, "Error")["places"]}
        assert house.stored() == before

    @pytest.mark.parametrize(
        ("sent", "code"),
        [
            pytest.param({"outcome": "maybe"}, "CannotAnswer", id="no such outcome"),
            pytest.param({"outcome": "disagree"}, "CannotAnswer", id="no without reasons"),
            pytest.param(
                {"outcome": "agree", "answers": {"x": 1}}, "CannotAnswer", id="nobody asked"
            ),
            pytest.param(
                {
                    "outcome": "agree",
                    "files": [{"name": "a.exe", "content": base64.b64encode(b"MZ").decode()}],
                },
                "UploadRefused",
                id="no file that is taken",
            ),
        ],
    )
    def test_what_the_actions_refuse(self, house: House, asked: str, sent: Any, code: str) -> None:
        answer = program_of(house, BODY).post(f"{asked}/opinion", sent)
        assert (answer.status_int, answer.json["code"]) == (422, code)
        assert answer.json["error"]

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [
            pytest.param(b"{", "application/json", 400, id="broken"),
            pytest.param(b"\xff", "application/json", 400, id="no UTF-8"),
            pytest.param(b"[" * 100_000, "application/json", 400, id="very deep"),
            pytest.param(b'{"a":' * 30 + b"1" + b"}" * 30, "application/json", 400, id="deep"),
            pytest.param(b'{"outcome": NaN}', "application/json", 400, id="no number"),
            pytest.param(
                b'{"outcome": "agree", "answers": {"x": 1e999}}',
                "application/json",
                422,
                id="no end",
            ),
            pytest.param(b"9" * 5000, "application/json", 400, id="a number without end"),
            pytest.param(b"[]", "application/json", 422, id="a list"),
            pytest.param(b"outcome=agree", "application/x-www-form-urlencoded", 400, id="a form"),
        ],
    )
    def test_what_is_no_json(
        self, house: House, asked: str, body: bytes, kind: str, status: int
    ) -> None:
        program = program_of(house, BODY)
        answer = house.browser().post(
            f"{API}{asked}/opinion",
            body,
            headers=program.headers,
            content_type=kind,
            expect_errors=True,
        )
        assert answer.status_int == status
        fits(answer, "Error")

    def test_too_much_is_not_read(
        self, house: House, asked: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("motcua.interop.reading.MOST_BYTES", 100)
        answer = program_of(house, BODY).post(f"{asked}/opinion", {"text": "x" * 100})
        assert (answer.status_int, answer.json["code"]) == (413, "TooLarge")

    def test_a_time_that_nobody_understands(self, house: House, asked: str) -> None:
        program = program_of(house, BODY)
        answer = program.post(f"{asked}/extension", {"term": "soon", "reason": "x"})
        assert (answer.status_int, answer.json["code"]) == (422, "NotATerm")

    def test_another_body_may_not(self, house: House, asked: str) -> None:
        answer = program_of(house, "pang.lo").post(f"{asked}/opinion", {"outcome": "agree"})
        assert answer.status_int == 403


class TestAsking:
    def test_one_asks_as_on_the_page(self, house: House) -> None:
        program = program_of(house, ASKER)
        known = fits(program.get(f"/cases/{PERMIT}/askable"), "Askable")
        template = known["templates"][0]
        sent = {
            "template": template["id"],
            "units": ["so-cong-thuong"],
            "question": "Đề nghị cho ý kiến.",
            "documents": [template["documents"][0]["id"]],
            "limits": {"so-cong-thuong": "2 working days"},
            "notes": {"so-cong-thuong": "Gấp."},
            "revision": known["revision"],
        }
        answer = program.post(f"/cases/{PERMIT}/consultations", sent)
        assert answer.status_int == 201, answer.text
        [one] = fits(answer, "Asked")["requests"]
        assert one["unit"]["id"] == "so-cong-thuong"
        house.browser(ASKER).get(f"/y-kien/{one['id']}").mustcontain("Gấp.")
        again = program.post(f"/cases/{PERMIT}/consultations", {**sent, "revision": 0})
        assert (again.status_int, again.json["code"]) == (409, "MovedOn")
        del sent["revision"]
        again = program.post(f"/cases/{PERMIT}/consultations", sent)
        assert (again.status_int, again.json["code"]) == (409, "AlreadyAsked")

    @pytest.mark.parametrize("person", [BODY, "yen.luu", "linh.bui"])
    def test_who_may_not(self, house: House, person: str) -> None:
        sent = {"template": "chuyen_nganh", "units": ["so-cong-thuong"], "question": "x"}
        before_it = program_of(house, person)
        before = house.stored()
        answer = before_it.post(f"/cases/{PERMIT}/consultations", sent)
        assert answer.status_int == 403
        assert house.stored() == before

    def test_the_consultation_file_is_that_of_the_page(self, house: House) -> None:
        program = program_of(house, "tung.do")
        found = fits(program.get(f"/cases/{PERMIT}/consultations"), "ConsultationFile")
        page = house.browser("tung.do").get(f"/ho-so/{PERMIT}/tong-hop.json").json
        assert found == page


class TestTrouble:
    """A defect of ours, or too many at once: said in JSON too, under a number."""

    @pytest.mark.parametrize(
        ("failure", "status"),
        [
            pytest.param(RuntimeError("a defect"), 500, id="a defect"),
            pytest.param(ClientDisconnected("away"), 503, id="a database that is away"),
        ],
    )
    def test_what_is_said(
        self, house: House, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
    ) -> None:
        def broken(*facts: Any) -> None:
            raise failure

        monkeypatch.setattr("motcua.interop.asked.matrix", broken)
        answer = program_of(house, ASKER).get("/requests?side=asker")
        assert answer.status_int == status
        assert fits(answer, "Error")["code"] == "Trouble"
        assert ("Retry-After" in answer.headers) == (status == 503)


class TestPace:
    def test_a_token_has_so_many_requests(self, house: House) -> None:
        program = program_of(house, BODY)
        house.app.registry[pace.KNOWN] = Throttle(Limit(2, timedelta(minutes=1)))
        statuses = [program.get("/requests?side=body").status_int for _each in range(3)]
        assert statuses == [200, 200, 429]
        answer = program.get("/requests?side=body")
        assert int(answer.headers["Retry-After"]) > 0
        fits(answer, "Error")
        assert program_of(house, ASKER).get("/requests?side=body").status_int == 200

    def test_wrong_tokens_count_by_network(self, house: House) -> None:
        house.app.registry[pace.UNKNOWN] = Throttle(Limit(2, timedelta(minutes=1)))
        stranger = Program(house, "motcua_" + "x" * 43)
        statuses = [stranger.get("/requests?side=body").status_int for _each in range(3)]
        assert statuses == [401, 401, 429]
        assert program_of(house, BODY).get("/requests?side=body").status_int == 200
        elsewhere = house.browser(REMOTE_ADDR="2001:db8:1:2:3::1")
        elsewhere.get(f"{API}/requests?side=body", status=401)


class TestDescription:
    def test_every_route_of_the_face_is_in_it(self, house: House) -> None:
        told = house.browser().get(f"{API}/openapi.json", status=200).json
        described = {
            (method.upper(), API + path) for path, each in told["paths"].items() for method in each
        }
        found = set()
        introspector = house.app.registry.introspector
        routes = {
            each["introspectable"]["name"]: each["introspectable"]["pattern"]
            for each in introspector.get_category("routes")
        }
        for each in introspector.get_category("views"):
            view = each["introspectable"]
            pattern = routes.get(view["route_name"], "")
            if pattern.startswith(f"{API}/"):
                found |= {(method, pattern) for method in _methods(view["request_methods"])}
        assert described == found

    def test_every_shape_it_names_is_there(self, house: House) -> None:
        text = house.browser().get(f"{API}/openapi.json").text
        told = json.loads(text)
        named = {each.partition('"')[0] for each in text.split("#/components/schemas/")[1:]}
        assert named == set(told["components"]["schemas"])

    def test_every_address_stands_in_the_documentation(self) -> None:
        page = Path(__file__).parents[2] / "docs/developing/api.md"
        text = page.read_text("utf8").replace("<id>", "{request}").replace("<file>", "{file}")
        text = text.replace("<code>", "{code}").replace("<consultation>", "{consultation}")
        assert [each.path for each in OPERATIONS if API + each.path not in text] == []

    def test_it_is_open_and_everything_else_is_not(self, house: House) -> None:
        browser = house.browser()
        for operation in OPERATIONS:
            path = PREFIX + operation.path.format_map(ANYTHING)
            status = 200 if operation.open else 401
            assert browser.request(
                path, method=operation.method, expect_errors=True
            ).status_int == (status), path


def _methods(said: Any) -> set[str]:
    return {said} - {"HEAD"} if isinstance(said, str) else set(said) - {"HEAD"}


def test_a_language_in_the_address_sets_no_cookie(house: House) -> None:
    answer = house.browser().get(f"{API}/openapi.json?_LOCALE_=en", expect_errors=True)
    assert "Set-Cookie" not in answer.headers


def test_a_token_opens_no_page(house: House) -> None:
    headers = {"Authorization": f"Bearer {token_of(house, BODY)}"}
    browser = house.browser()
    for path in ("/y-kien", f"/y-kien/{id_of(house)}", "/viec"):
        assert browser.get(path, headers=headers, status=303).location.startswith(
            "http://localhost/dang-nhap"
        )
