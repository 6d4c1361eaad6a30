"""A procedure whose rules about closing, favour and silence are all different."""

from __future__ import annotations

from typing import Any

from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.consultations.actions import ask_opinions, give_opinion
from motcua.consultations.content import Consultation, Request
from tests.make_consultations import Province, a_case, publish, says

POLICE, LAND, CULTURE, INTERIOR = "cong-an-tinh", "so-nnmt", "so-van-hoa", "so-noi-vu"
SPEAKERS = {POLICE: "an", LAND: "dung", CULTURE: "van"}
"""Who answers for which body."""

HEAD = """
workflow: cac-dot
version: 1
title: {vi: Thử nghiệm các đợt, en: Trying rounds}
deadline: 20 working days
lead: so-xay-dung
received_by: service_centre
channels: [counter, online]
papers:
  don: {title: {vi: Đơn, en: Application}}
  don_1: {title: {vi: Bản vẽ, en: Drawing}}
fields:
  quy_mo: {title: {vi: Quy mô, en: Size}, kind: text, required: no}
form: [quy_mo?]
roles:
  clerk: {title: Một cửa, unit: receiving}
  head: Trưởng phòng
  officer: Chuyên viên
  leader: Lãnh đạo
states:
  received:
    title: {vi: Đã nhận, en: Received}
    start: yes
    actions:
      assign: {title: Phân công, by: head, to: preparing, ask: officer, assign: officer}
  preparing:
    title: {vi: Chuẩn bị, en: Preparing}
    consult: bodies
    actions:
      wait: {title: Chờ bổ sung, by: assignee, to: waiting, consultations: keep}
      go_on:
        {title: Trình, by: assignee, to: signing, when: opinions favourable, consultations: keep}
      hurry: {title: Trình ngay, by: assignee, to: signing, consultations: keep}
  waiting:
    title: {vi: Chờ người nộp, en: Waiting for the applicant}
    clock: paused
    actions:
      back: {title: Đã bổ sung, by: assignee, to: preparing, consultations: keep}
  signing:
    title: {vi: Ký, en: Signing}
    actions:
      sign: {title: Ký, by: leader, to: done, letter: ket_qua}
      refuse: {title: Từ chối, by: leader, to: refused}
      give_back: {title: Trả lại, by: leader, to: preparing}
  done: {title: {vi: Xong, en: Done}, final: success}
  refused: {title: {vi: Từ chối, en: Refused}, final: failure}
consultations:
  bodies:
    title: {vi: Lấy ý kiến, en: Asking opinions}
    opened_by: assignee
    bodies:
      - {unit: cong-an-tinh, because: An ninh%(police)s}
      - {unit: so-nnmt, because: Đất đai%(land)s}
      - {unit: so-van-hoa, because: Di tích%(culture)s}
    choose_from: [department, agency]
    question: Đề nghị cho ý kiến.
    within: 5 working days
    answers: [agree, agree_with_remarks, disagree, not_competent, other]
    silence: %(silence)s
    silence_ground: NĐ 96/2026 Đ6.6
    extend_at_most: 3 working days
    late: [{before: 1 working day, notify: partner}]
%(rules)s
"""


SIGNING = "  signing:\n    title: {vi: Ký, en: Signing}\n"
WEIGHING = """\
  weighing:
    title: {vi: Xét, en: Weighing}
    auto: [{to: done, otherwise: yes}]
"""


def ending(by_way_of: str = "done") -> str:
    """Return a procedure that ends favourably by itself when nobody has signed in time."""
    late = f"    within: 2 working days\n    late: [{{after: 0 working days, go: {by_way_of}}}]\n"
    text = HEAD.replace(SIGNING, SIGNING + late)
    return text.replace("  done:", WEIGHING + "  done:", 1) if by_way_of == "weighing" else text


def rules(province: Province, *lines: str, **said: str) -> None:
    """Put a procedure into force whose template says ``lines`` besides."""
    a_procedure(province.root, *lines, **said)


def a_procedure(
    root: Any,
    *lines: str,
    silence: str = "wait",
    police: str = "",
    land: str = "",
    culture: str = "",
    head: str = HEAD,
) -> None:
    """Put the procedure into force in any house."""
    said = "\n".join(f"    {line}" for line in lines)
    text = head % {
        "rules": said,
        "silence": silence,
        "police": f", {police}" if police else "",
        "land": f", {land}" if land else "",
        "culture": f", {culture}" if culture else "",
    }
    publish(root, text)


def a_round(province: Province, *units: str, case: Case | None = None, **more: Any) -> Consultation:
    """Return what Minh asked of three bodies, or of those named."""
    case = case or a_case(province, procedure="cac-dot", **more.pop("answers", {}))
    return ask_opinions(
        province("minh"),
        case,
        "bodies",
        units=units or (POLICE, LAND, CULTURE),
        question="Đề nghị cho ý kiến.",
        **more,
    )


def answer(province: Province, sent: Consultation, unit: str, outcome: str = "agree") -> Request:
    """Let a body say its word."""
    request = request_to(sent, unit)
    give_opinion(province(SPEAKERS[unit]), request, says(outcome, "Lý do"))
    return request


def request_to(sent: Consultation, unit: str) -> Request:
    """Return what was asked of ``unit``."""
    request = sent.request_to(unit)
    assert request is not None
    return request


def step(province: Province, case: Case, action: str, who: str = "minh") -> None:
    """Let the case take a step."""
    perform(province(who), case, action)
