"""What is sealed or confidential is so to programs too; a changed question is not passed over."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from webtest import TestApp

from motcua.consultations.asking.changing import change_request
from motcua.interop import pace
from motcua.people import tokens
from motcua.storage.throttle import Limit, Throttle
from tests.make_documents import a_pdf
from tests.make_workspace import CONTROL, LEADER, OFFICER, POLICE, Workplace, request_of
from tests.workspace.conftest import running, workplace  # noqa: F401
from tests.workspace.test_record import LAND, NAME, WORDS, place  # noqa: F401

API = "/api/1"


class Caller:
    """A program of somebody."""

    tokens: ClassVar[dict[tuple[Workplace, str], str]] = {}
    """One for each person of a workplace: nobody may have very many."""

    def __init__(self, workplace: Workplace, person: str):  # noqa: F811
        if (workplace, person) not in self.tokens:
            until = workplace.now.date() + timedelta(days=1)
            self.tokens[workplace, person] = workplace.do(
                person, lambda acting: tokens.make(acting, "VB", until, True)
            )
        workplace.app.registry[pace.KNOWN] = Throttle(Limit(1000, pace.MINUTE))
        self.headers = {"Authorization": f"Bearer {self.tokens[workplace, person]}"}
        self.app = TestApp(workplace.app, extra_environ={"REMOTE_ADDR": "203.0.113.7"})

    def get(self, path: str, **more: Any) -> Any:
        return self.app.get(API + path, headers=self.headers, **more)

    def post(self, path: str, sent: Any, **more: Any) -> Any:
        return self.app.post(
            API + path,
            json.dumps(sent),
            headers=self.headers,
            content_type="application/json",
            **more,
        )


@pytest.mark.parametrize("how", ["confidential", "sealed"])
def test_a_closed_answer_says_answered_and_no_more(workplace, place, how):  # noqa: F811
    made = place(**{how: "yes"})
    id, _other = made.asked()
    body = Caller(workplace, POLICE)
    content = base64.b64encode(a_pdf()).decode()
    sent = {
        "outcome": "disagree",
        "text": WORDS,
        "files": [{"name": "mat.pdf", "content": content}],
    }
    given = body.post(f"/requests/{id}/opinion", sent, status=201).json
    file = given["opinions"][0]["files"][0]["href"].removeprefix(API)
    reader = Caller(workplace, CONTROL)
    for path in (f"/requests/{id}", f"/cases/{made.code}/consultations"):
        text = reader.get(path).text
        assert NAME not in text
        assert 'disagree",' not in text.replace('"id": "disagree"', "")
    seen = reader.get(f"/requests/{id}").json
    assert (seen["state"], seen["outcome"], seen["opinions"]) == ("answered", "", [])
    reader.get(file, status=404)
    assert body.get(file).status_int == 200


def test_those_who_decide_read_what_is_confidential(workplace, place):  # noqa: F811
    made = place(confidential="may")
    id, _other = made.asked()
    content = base64.b64encode(a_pdf()).decode()
    sent = {
        "outcome": "agree",
        "text": "Được.",
        "files": [{"name": "mat.pdf", "content": content, "confidential": True}],
    }
    Caller(workplace, POLICE).post(f"/requests/{id}/opinion", sent, status=201)
    seen = {
        person: [each["name"] for each in opinion["files"]]
        for person in (CONTROL, OFFICER, LEADER)
        for opinion in Caller(workplace, person).get(f"/requests/{id}").json["opinions"]
    }
    assert seen == {CONTROL: [], OFFICER: ["mat.pdf"], LEADER: ["mat.pdf"]}


def test_what_other_bodies_answered_is_not_theirs(workplace, place):  # noqa: F811
    id, _other = place().asked()
    Caller(workplace, POLICE).post(
        f"/requests/{id}/opinion", {"outcome": "disagree", "text": WORDS}, status=201
    )
    Caller(workplace, LAND).get(f"/requests/{id}", status=403)


def test_an_answer_to_the_question_before_is_a_conflict(workplace, place):  # noqa: F811
    id, _other = place().asked()
    workplace.do(
        OFFICER,
        lambda acting: change_request(
            acting, request_of(acting, id), reason="Nhầm", question="Câu hỏi khác."
        ),
    )
    body = Caller(workplace, POLICE)
    answer = body.post(f"/requests/{id}/opinion", {"outcome": "agree"}, status=409)
    assert answer.json["code"] == "QuestionChanged"
    read = body.get(f"/requests/{id}").json
    assert read["question"] == "Câu hỏi khác."
    sent = {"outcome": "agree", "changes": read["changes"]}
    body.post(f"/requests/{id}/opinion", sent, status=201)


def test_the_answers_to_the_questions(workplace, place):  # noqa: F811
    questions = "{du: {title: Đủ chưa, kind: yes_no}, ngay: {title: Ngày, kind: date}}"
    id, _other = place(questions=questions).asked()
    body = Caller(workplace, POLICE)
    asked = body.get(f"/requests/{id}").json["questions"]
    assert [(each["id"], each["kind"]) for each in asked] == [("du", "yes_no"), ("ngay", "date")]
    path = f"/requests/{id}/opinion"
    wrong = {"outcome": "agree", "answers": {"du": True, "ngay": "mai"}}
    body.post(path, wrong, status=422).mustcontain("answers.ngay")
    body.post(path, {"outcome": "agree", "answers": {"du": "yes"}}, status=422)
    right = {"outcome": "agree", "answers": {"du": True, "ngay": "2026-11-24"}}
    [opinion] = body.post(path, right, status=201).json["opinions"]
    assert {each["id"]: each["given"] for each in opinion["answers"]} == right["answers"]


def test_more_time_is_asked_once(workplace, place):  # noqa: F811
    id, _other = place().asked()
    body = Caller(workplace, POLICE)
    path, sent = f"/requests/{id}/extension", {"term": "2 working days", "reason": "Ngập lụt"}
    assert body.post(path, sent).json["id"] == id
    assert workplace.of_request(id, lambda each: each.extension.reason) == "Ngập lụt"
    assert body.post(path, sent, status=422).json["code"] == "CannotExtend"
