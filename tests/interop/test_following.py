"""What programs do after asking and answering: correct, remind, withdraw, close, compare."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from motcua.interop.parts import MOST_FILES
from tests.interop.test_closed import API, Caller
from tests.make_documents import a_pdf
from tests.make_wording import DECREE, LAND, a_text_pdf
from tests.make_workspace import CONTROL, OFFICER, POLICE, Workplace
from tests.workspace.conftest import running, workplace  # noqa: F401
from tests.workspace.test_comparing import CHANGED, asked_again, renew
from tests.workspace.test_record import LAND as LAND_OFFICER
from tests.workspace.test_record import place  # noqa: F401

CORRECTION = {"outcome": "disagree", "text": "Vướng quy hoạch.", "reason": "Nhầm", "version": 1}
REASON = {"reason": "Không còn cần."}


class Both:
    """A case on which the police and the land office are asked, and programs of both sides."""

    def __init__(self, workplace: Workplace, made: Any):  # noqa: F811
        self.workplace, self.made = workplace, made
        self.id, self.other = made.asked()
        self.body, self.asker = Caller(workplace, POLICE), Caller(workplace, OFFICER)

    def deed(self, who: Caller, what: str, sent: Any, status: int | None = None) -> Any:
        return who.post(f"/requests/{self.id}/{what}", sent, status=status).json

    def answered(self) -> None:
        self.deed(self.body, "opinion", {"outcome": "agree"}, 201)


@pytest.fixture
def both(workplace: Workplace, place: Any) -> Both:  # noqa: F811
    return Both(workplace, place())


class TestCorrecting:
    def test_a_new_version_and_the_earlier_one_stays(self, both: Both) -> None:
        both.answered()
        given = both.deed(both.body, "correction", CORRECTION, 201)
        assert [(each["version"], each["outcome"]) for each in given["opinions"]] == [
            (1, "agree"),
            (2, "disagree"),
        ]
        assert given["opinions"][1]["correction"] == "Nhầm"

    def test_sent_twice_it_is_done_once(self, both: Both) -> None:
        both.answered()
        both.deed(both.body, "correction", CORRECTION, 201)
        assert both.deed(both.body, "correction", CORRECTION, 409)["code"] == "AlreadyAnswered"
        assert len(both.body.get(f"/requests/{both.id}").json["opinions"]) == 2

    @pytest.mark.parametrize("missing", ["reason", "version", "outcome"])
    def test_what_is_missing_is_told(self, both: Both, missing: str) -> None:
        both.answered()
        sent = {name: each for name, each in CORRECTION.items() if name != missing}
        told = both.deed(both.body, "correction", sent, 422)
        assert [each["place"] for each in told["places"]] == [missing]

    def test_nothing_is_corrected_before_it_is_given(self, both: Both) -> None:
        assert both.deed(both.body, "correction", CORRECTION, 422)["code"] == "CannotAnswer"

    def test_the_asker_corrects_nothing(self, both: Both) -> None:
        both.answered()
        both.deed(both.asker, "correction", CORRECTION, 403)


class TestTheAsker:
    def test_reminds_once_a_day(self, both: Both) -> None:
        both.deed(both.asker, "reminder", {"words": "Gấp"}, 200)
        assert both.deed(both.asker, "reminder", {}, 409)["code"] == "NotOpen"
        journal = both.workplace.of_request(
            both.id, lambda request: [entry.deed for entry in request.journal]
        )
        assert journal.count("urged") == 1

    def test_withdraws_once(self, both: Both) -> None:
        assert both.deed(both.asker, "withdrawal", REASON, 200)["state"] == "withdrawn"
        assert both.deed(both.asker, "withdrawal", REASON, 409)["code"] == "NotOpen"
        both.deed(both.body, "opinion", {"outcome": "agree"}, 409)

    def test_grants_what_was_asked_for_once(self, both: Both) -> None:
        both.deed(both.body, "extension", {"term": "2 working days", "reason": "Ngập"}, 200)
        before = both.body.get(f"/requests/{both.id}").json["due"]
        after = both.deed(both.asker, "extension-answer", {"granted": True}, 200)["due"]
        assert after > before
        again = both.deed(both.asker, "extension-answer", {"granted": True}, 409)
        assert again["code"] == "AlreadyDecided"

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            pytest.param({"granted": True, "term": "1 working day"}, 422, id="less needs a reason"),
            pytest.param(
                {"granted": True, "term": "1 working day", "answer": "Gấp"}, 200, id="less"
            ),
            pytest.param({"granted": False, "answer": "Đã trễ"}, 200, id="refused"),
            pytest.param({"granted": False}, 422, id="refused without a reason"),
            pytest.param({"granted": True, "term": "soon"}, 422, id="no time at all"),
            pytest.param({}, 422, id="nothing"),
        ],
    )
    def test_grants_less_or_refuses(self, both: Both, sent: Any, status: int) -> None:
        both.deed(both.body, "extension", {"term": "2 working days", "reason": "Ngập"}, 200)
        both.deed(both.asker, "extension-answer", sent, status)

    def test_closes_a_round_once_and_who_is_cut_off_answers_no_more(self, both: Both) -> None:
        both.answered()
        sending = both.asker.get(f"/requests/{both.id}").json["consultation"]
        path = f"/cases/{both.made.code}/consultations/{sending}/closing"
        told = both.asker.post(path, REASON).json["requests"]
        assert {each["id"]: each["state"] for each in told}[both.id] == "answered"
        assert both.asker.post(path, REASON, status=409).json["code"] == "AlreadyClosed"
        cut = Caller(both.workplace, LAND_OFFICER)
        cut.post(f"/requests/{both.other}/opinion", {"outcome": "agree"}, status=409)

    def test_a_round_that_there_is_not(self, both: Both) -> None:
        path = f"/cases/{both.made.code}/consultations/{'0' * 16}/closing"
        both.asker.post(path, REASON, status=404)

    @pytest.mark.parametrize("who", [POLICE, CONTROL, LAND_OFFICER])
    @pytest.mark.parametrize(
        ("deed", "sent"),
        [
            ("reminder", {}),
            ("withdrawal", REASON),
            ("extension-answer", {"granted": True}),
        ],
    )
    def test_nobody_else_does_it(self, both: Both, who: str, deed: str, sent: Any) -> None:
        both.deed(Caller(both.workplace, who), deed, sent, 403)

    @pytest.mark.parametrize("who", [POLICE, CONTROL])
    def test_nobody_else_closes(self, both: Both, who: str) -> None:
        sending = both.asker.get(f"/requests/{both.id}").json["consultation"]
        path = f"/cases/{both.made.code}/consultations/{sending}/closing"
        Caller(both.workplace, who).post(path, REASON, status=403)


def sent_in_parts(
    both: Both, files: list[tuple[str, ...]], content: Any = None, status: int = 201
) -> Any:
    """Send an opinion as a form of parts."""
    said = {"outcome": "agree"} if content is None else content
    parts = {"content": said if isinstance(said, str) else json.dumps(said)}
    return both.body.app.post(
        f"{API}/requests/{both.id}/opinion",
        parts,
        upload_files=files,
        headers=both.body.headers,
        status=status,
    ).json


class TestFilesAsTheyAre:
    def test_they_are_taken_in_with_their_marks(self, both: Both) -> None:
        given = sent_in_parts(
            both,
            [("files", "văn bản.pdf", a_pdf()), ("edited_files", "sửa.pdf", a_text_pdf([LAND]))],
        )
        [opinion] = given["opinions"]
        assert [each["name"] for each in opinion["files"]] == ["văn bản.pdf", "sửa.pdf"]
        edited = both.workplace.of_request(both.id, lambda request: request.opinion.reply.edited)
        assert edited == (opinion["files"][1]["id"],)
        file = both.body.get(opinion["files"][0]["href"].removeprefix(API))
        assert file.body == a_pdf()

    def test_beside_some_in_base64(self, both: Both) -> None:
        packed = {"name": "a.pdf", "content": base64.b64encode(a_pdf()).decode()}
        said = {"outcome": "agree", "files": [packed]}
        given = sent_in_parts(both, [("files", "b.pdf", a_text_pdf([LAND]))], said)
        names = [each["name"] for each in given["opinions"][0]["files"]]
        assert names == ["a.pdf", "b.pdf"]

    @pytest.mark.parametrize(
        ("files", "content", "places"),
        [
            pytest.param([("what", "a.pdf", a_pdf())], None, ["what"], id="an unknown part"),
            pytest.param([("files", "", b"abc")], None, ["files"], id="a file without a name"),
            pytest.param(
                [("files", f"{n}.pdf", b"%PDF") for n in range(MOST_FILES + 1)],
                None,
                ["files"],
                id="too many",
            ),
            pytest.param([("content", "c.json", b"{}")], None, ["content"], id="the JSON twice"),
            pytest.param([("files", "a.pdf", a_pdf())], {}, ["outcome"], id="no outcome"),
            pytest.param(
                [("files", "a.pdf", a_pdf())],
                json.dumps({"outcome": "agree", "text": "x" * 2_000_000}),
                ["content"],
                id="a JSON without end",
            ),
        ],
    )
    def test_what_is_not_so_is_told_with_its_place(
        self, both: Both, files: Any, content: Any, places: list[str]
    ) -> None:
        told = sent_in_parts(both, files, content, 422)
        assert [each["place"] for each in told["places"]] == places
        assert both.body.get(f"/requests/{both.id}").json["opinions"] == []

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            pytest.param("a.exe", b"MZ" + b"\0" * 100, "UploadRefused", id="a program"),
            pytest.param("a.pdf", a_pdf(inside=b"/JavaScript"), "UploadRefused", id="it acts"),
            pytest.param("a.docx", a_pdf(), "UploadRefused", id="it lies"),
            pytest.param("a.pdf", b"", "UploadRefused", id="empty"),
            pytest.param("../../a\x00.pdf", a_pdf(), "BadName", id="its name leads away"),
        ],
    )
    def test_files_are_judged_as_on_pages(
        self, both: Both, name: str, content: bytes, code: str
    ) -> None:
        told = sent_in_parts(both, [("files", name, content)], status=422)
        assert told["code"] == code
        assert both.body.get(f"/requests/{both.id}").json["opinions"] == []

    def test_a_part_that_is_no_json(self, both: Both) -> None:
        assert sent_in_parts(both, [], "outcome=agree", 400)["code"] == "NotJson"

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            pytest.param("multipart/form-data", b"abc", id="no boundary"),
            pytest.param("multipart/form-data; boundary=x", b"--x\r\nabc", id="cut off"),
            pytest.param(
                "multipart/form-data; boundary=x",
                b"--x\r\nContent-Disposition: form-data\r\n\r\n{}\r\n--x--\r\n",
                id="a part without a name",
            ),
        ],
    )
    def test_a_form_that_nobody_can_read(self, both: Both, kind: str, body: bytes) -> None:
        answer = both.body.app.post(
            f"{API}/requests/{both.id}/opinion",
            body,
            headers={**both.body.headers, "Content-Type": kind},
            status=400,
        )
        assert set(answer.json) == {"error", "way_out", "code"}

    def test_only_where_files_belong(self, both: Both) -> None:
        answer = both.asker.app.post(
            f"{API}/requests/{both.id}/withdrawal",
            {"content": json.dumps(REASON)},
            upload_files=[("files", "a.pdf", a_pdf())],
            headers=both.asker.headers,
            status=400,
        )
        assert answer.json["code"] == "NotJson"

    def test_too_much_is_not_read(self, both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("motcua.interop.reading.MOST_BYTES", 100)
        told = sent_in_parts(both, [("files", "a.pdf", a_pdf())], status=413)
        assert told["code"] == "TooLarge"

    def test_a_browser_is_nobody_here(self, both: Both) -> None:
        browser = both.workplace.seen_by(POLICE)
        browser.post(
            f"{API}/requests/{both.id}/opinion",
            {"content": '{"outcome": "agree"}'},
            upload_files=[("files", "a.pdf", a_pdf())],
            status=401,
        )


class TestComparing:
    def test_a_body_asked_again_reads_what_changed(
        self,
        workplace: Workplace,  # noqa: F811
        place: Any,  # noqa: F811
    ) -> None:
        _earlier, again, before, after = asked_again(place(keeps_access="no"))
        told = Caller(workplace, POLICE).get(
            f"/requests/{again}/comparison?from={before}&to={after}"
        )
        parts = [
            part["text"].strip()
            for each in told.json["passages"]
            for part in each["parts"]
            if part["kind"] != "same"
        ]
        assert parts == ["1.250,5", "1.350,5", CHANGED[-1]]
        assert (told.json["state"], told.json["changes"]) == ("compared", 2)
        page = workplace.seen_by(POLICE).get(f"/y-kien/{again}/so-sanh?tu={before}&den={after}")
        assert all(part in page.text for part in parts)

    def test_whoever_may_not_read_both_gets_neither(
        self,
        workplace: Workplace,  # noqa: F811
    ) -> None:
        code = workplace.tried()
        before = renew(workplace, code, a_text_pdf(DECREE))
        id = workplace.asked(code, documents=[before])
        after = renew(workplace, code, a_text_pdf(CHANGED))
        path = f"/requests/{id}/comparison?from={before}&to={after}"
        for who, status in ((POLICE, 404), (LAND_OFFICER, 403)):
            Caller(workplace, who).get(path, status=status)
        sent = {"from": before, "to": after}
        Caller(workplace, POLICE).post(f"/requests/{id}/comparison", sent, status=404)

    def test_what_is_unread_is_read_when_asked_for(
        self,
        workplace: Workplace,  # noqa: F811
    ) -> None:
        code = workplace.tried()
        one, other = (
            renew(workplace, code, each, wanted=False)
            for each in (a_text_pdf([LAND, "Một."]), a_text_pdf([LAND, "Hai."]))
        )
        id = workplace.asked(code, documents=[other])
        body, path = Caller(workplace, POLICE), f"/requests/{id}/comparison"
        assert body.get(f"{path}?from={other}&to={other}").json["state"] == "identical"
        assert body.post(path, {"from": other, "to": other}, status=202).json["changes"] == 0
        body.get(f"{path}?from={one}&to={other}", status=404)
