"""The complete example of the language, walked from filing to the counter."""

import pytest

from motcua.words import translate
from motcua.workflows.checks import checked
from motcua.workflows.conditions import Conditions
from motcua.workflows.machine import NotOffered, NotYet, compiled
from motcua.workflows.surroundings import Surroundings
from tests.make_workflows import PlainMatter, an_office, applicant, defined, example, official

TEXT = example("building-permit")


@pytest.fixture
def office():
    return an_office(consultations_closed=False, fee_paid=False)


def let(office, **conditions):
    office.lend(Conditions, an_office(**conditions).borrow(Conditions))


@pytest.fixture
def matter():
    return PlainMatter(defined(TEXT), "draft")


def test_it_is_clean(office):
    around = Surroundings(
        roles=("clerk", "head", "officer", "leader"),
        calendars=("vn-hanh-chinh",),
        letters=("giay_tiep_nhan", "phieu_bo_sung", "phieu_tu_choi", "phieu_xin_loi"),
        conditions=office.borrow(Conditions),
    )
    reading = checked(TEXT, around)
    assert reading.problems == ()
    assert len(reading.definition.states) == 11


def test_from_filing_to_the_counter(office, matter):
    """As the design tells it: the refusals are the guards at work."""
    dan, lan = applicant(office), official(office, "lan", "clerk")
    binh, hai = official(office, "binh", "head"), official(office, "hai", "officer", "leader")
    minh = official(office, "minh", "leader")

    matter.papers |= {"don_de_nghi", "ban_ve"}
    assert matter.take(dan, "submit") == "submitted"
    with pytest.raises(NotOffered):
        matter.take(dan, "receive", so_bien_nhan="1")
    assert matter.take(lan, "receive", so_bien_nhan="1") == "received"
    assert matter.take(binh, "assign", officer="hai") == "processing"
    assert matter.take(hai, "complete", noi_dung="Bản vẽ móng") == "waiting"
    matter.papers.add("ho_so_bo_sung")
    assert matter.take(dan, "supply") == "processing"

    with pytest.raises(NotYet, match="only once"):
        matter.take(hai, "complete", noi_dung="Nữa")
    with pytest.raises(NotYet, match="not consultations closed"):
        matter.take(hai, "propose", du_thao="Giấy phép")
    let(office, consultations_closed=True, fee_paid=False)
    with pytest.raises(NotYet, match="not fee paid"):
        matter.take(hai, "propose", du_thao="Giấy phép")
    let(office, consultations_closed=True, fee_paid=True)
    assert matter.take(hai, "propose", du_thao="Giấy phép") == "signing"

    with pytest.raises(NotYet) as refusal:
        matter.take(hai, "sign")
    assert translate(refusal.value.sentence, "en") == (
        "Whoever did “Trình ký” in this case cannot do this as well."
    )
    assert matter.take(minh, "sign") == "result"
    assert matter.take(lan, "hand_over", nguoi_nhan="Dân") == "done"
    assert compiled(matter.definition).available(matter, lan) == []


def test_a_proposed_refusal_ends_in_refusal_when_it_is_signed(office, matter):
    let(office, consultations_closed=True, fee_paid=True)
    matter.track.state, matter.assignee = "processing", "hai"
    assert matter.take(official(office, "hai", "officer"), "reject", ly_do="Sai") == "signing"
    assert matter.take(official(office, "minh", "leader"), "sign") == "refused"


def test_somebody_who_changes_hands_stays_at_the_same_step(office, matter):
    matter.track.state, matter.track.came_from = "processing", "received"
    binh = official(office, "binh", "head")
    assert matter.take(binh, "transfer", officer="nam") == "processing"
    assert matter.assignee == "nam"
    assert matter.track.came_from == "received"


def test_the_buttons_of_each_say_what_is_possible(office, matter):
    matter.track.state, matter.assignee = "processing", "hai"
    offers = compiled(matter.definition).available(matter, official(office, "hai", "officer"))
    assert [(offer.action.id, offer.enabled) for offer in offers] == [
        ("complete", True),
        ("propose", False),
        ("reject", True),
    ]
    assert offers[1].reason == "not consultations closed"


def test_the_same_in_vietnamese_keys_is_understood():
    text = """\
quy trình: giay-xac-nhan
bản: 1
tên: Giấy xác nhận
vai trò: {leader: Lãnh đạo}
trạng thái:
  xu_ly:
    tên: Xử lý
    bắt đầu: có
    đồng hồ: chạy
    trong vòng: 2 ngày làm việc
    hành động: {ky: {tên: Ký, bởi: leader, đến: xong}}
  xong: {tên: Xong, kết thúc: có kết quả}
"""
    state = defined(text).states["xu_ly"]
    assert (state.clock, state.within.text) == ("running", "2 working days")
    assert (state.actions[0].by, state.actions[0].to) == (("leader",), "xong")
