"""A procedure that asks in steps, with questions, for information and outside of the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from motcua.cases.content import Case
from motcua.consultations.actions import ask_opinions
from motcua.consultations.content import Consultation, Wanted
from tests.make_consultations import PROCEDURE, Province, a_case, a_province

MORE = """
  steps:
    title: {vi: Lấy ý kiến theo lượt, en: Asking in turn}
    bodies:
      - {unit: cong-an-tinh, because: {vi: An ninh, en: Security}}
      - {unit: so-nnmt, because: {vi: Đất đai, en: Land}, within: 3 working days}
      - {unit: so-van-hoa, step: 2, optional: yes, because: {vi: Di tích, en: Monument}}
      - {unit: so-tu-phap, step: 3, because: {vi: Pháp lý, en: Law}, answers: [agree, disagree]}
    choose_from: department
    question: {vi: Đề nghị cho ý kiến., en: Please give your opinion.}
    within: 2 working days
    answers: [agree, agree_with_remarks, disagree, not_competent]
    silence: agree
    silence_ground: NĐ 217/2026 Đ54.2c
  telling:
    title: {vi: Thông báo để biết, en: For information}
    purpose: information
    choose_from: [department, agency]
  form:
    title: {vi: Hỏi theo câu hỏi, en: Asking by questions}
    choose_from: [department, agency]
    outside: yes
    within: 5 working days
    silence: wait
    extend_at_most: 3 working days
    questions:
      hop_quy_hoach:
        {title: {vi: Có phù hợp quy hoạch không?, en: Does it fit the plan?}, kind: yes_no}
      dien_tich: {title: {vi: Diện tích đề nghị (m²), en: Area proposed (m²)}, kind: number}
      phuong_an:
        title: {vi: Phương án, en: Option}
        kind: choice
        choices: {a: {vi: Phương án A, en: Option A}, b: {vi: Phương án B, en: Option B}}
        required: no
      den_ngay: {title: {vi: Có hiệu lực đến, en: Valid until}, kind: date, required: no}
  quiet:
    title: {vi: Hỏi, không trả lời là không có ý kiến, en: "Asking, silence is no objection"}
    choose_from: department
    outside: yes
    within: 5 working days
    silence: agree
    silence_ground: NĐ 217/2026 Đ54.2c
  dated:
    title: {vi: Theo quy định có thời hạn, en: Under rules with dates}
    within: 5 working days
    bodies:
      - {unit: cong-an-tinh, valid_from: 01/11/2026, because: {vi: Mới, en: New}}
      - {unit: so-nnmt, valid_until: 29/11/2026, because: {vi: Cũ, en: Old}}
      - {unit: so-noi-vu, valid_from: 01/12/2026, because: {vi: Sau này, en: Later}}
"""
TEXT = PROCEDURE.replace(
    "consult: [bodies, counting, waiting]",
    "consult: [bodies, counting, waiting, steps, telling, form, quiet, dated]",
).replace(
    "silence: wait\n    closed_when: any", "silence: wait\n    closed_when: any"
) + MORE.lstrip("\n")


@contextmanager
def an_asking_province() -> Iterator[Province]:
    """Give a province with this procedure."""
    with a_province(TEXT) as province:
        yield province


def asks(
    province: Province, template: str, *units: str, case: Case | None = None, **more: Any
) -> Consultation:
    """Return what Minh has asked of ``units`` under ``template``."""
    return ask_opinions(
        province("minh"),
        case or a_case(province),
        template,
        units=units,
        question=more.pop("question", "Đề nghị cho ý kiến."),
        **more,
    )


def wanted(*units: str, **more: Any) -> Wanted:
    """Return what somebody has typed."""
    return Wanted(units=units, question=more.pop("question", "Đề nghị cho ý kiến."), **more)
