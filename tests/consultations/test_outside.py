"""Somebody outside is asked by a link: what opens it, what does not, and what is then done."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from tests.make_asking import an_asking_province, asks
from tests.make_consultations import DUE, MONDAY, a_case, later, says

from motcua.acting import NotAllowed
from motcua.cases.access import Sight, sight
from motcua.cases.actions import perform
from motcua.consultations.access import documents_seen, is_inside, may_see
from motcua.consultations.actions import ask_again, ask_extension, close_round, save_draft, withdraw
from motcua.consultations.asking.changing import change_request
from motcua.consultations.content import Outsider
from motcua.consultations.desk import desk
from motcua.consultations.outside import links
from motcua.consultations.outside.copies import copy_of
from motcua.consultations.outside.guests import (
    answer,
    confirm,
    correct,
    enter,
    prove,
    send_link_again,
)
from motcua.consultations.outside.links import BadLink, link_to, request_of
from motcua.consultations.outside.proof import (
    PASS_LASTS,
    TRIES,
    TooSoon,
    hidden_address,
    is_pass,
    pass_for,
    send_code,
    try_code,
)
from motcua.consultations.overviews import tallying
from motcua.consultations.refusals import (
    AlreadyAnswered,
    CannotAnswer,
    CannotAsk,
    DraftChanged,
    NotOpen,
    QuestionChanged,
)
from motcua.consultations.table import row
from motcua.deadlines.terms import read_term
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import translate

INSTITUTE = Outsider("Viện Quy hoạch", "Bà Lê Thu", "thu@vien.example.org")
ANSWERS = (("hop_quy_hoach", True), ("dien_tich", 12.5))


@pytest.fixture
def province():
    with an_asking_province() as made:
        made.office.settings["motcua.secret_known"] = "only for these tests, and long enough"
        yield made


@pytest.fixture
def request_(province):
    case = a_case(province)
    ids = [each.document.id for each in case.dossier.files][:1]
    return asks(province, "form", case=case, outside=[INSTITUTE], documents=ids).requests[0]


def visitor(province):
    return province.system().__class__(province.office, province.root, province.now)


def said(kind, deed):
    with pytest.raises(kind) as caught:
        deed()
    return translate(caught.value.sentence, "en")


def code_of(province):
    return next(n.facts["rule"] for n in reversed(province.notices) if n.about == "code")


def decided(province, case):
    perform(province("minh"), case, "skip", {})
    perform(province("giang"), case, "refuse", {})


def inside(province, request):
    """Whoever has typed the code."""
    acting = visitor(province)
    send_code(acting, request)
    assert prove(acting, request, code_of(province))
    return enter(acting, link_to(acting, request), pass_for(acting, request))[1]


class TestAsking:
    def test_they_are_asked_with_a_name_of_their_own(self, province, request_):
        body = directory.unit(province.root, request_.unit)
        assert (body.title.vi, body.email, body.kind) == (
            "Viện Quy hoạch", "thu@vien.example.org", "outside",
        )  # fmt: skip
        assert body not in directory.units(province.root)
        assert row(province("minh"), request_).unit is body

    def test_beside_units_in_one_sending(self, province):
        sent = asks(province, "form", "so-nnmt", outside=[INSTITUTE])
        assert [each.outsider is None for each in sent.requests] == [True, False]

    @pytest.mark.parametrize(
        ("wanted", "message"),
        [
            pytest.param([INSTITUTE._replace(name=" ")], "needs a name", id="no name"),
            pytest.param([INSTITUTE._replace(email="thu")], "not an e-mail", id="no address"),
            pytest.param(
                [INSTITUTE._replace(email="a@b.vn\nBcc: c@d.vn")], "not an e-mail", id="a header"
            ),
            pytest.param(
                [INSTITUTE._replace(organisation="V" * 301)], "longer than", id="too long"
            ),
            pytest.param(
                [INSTITUTE, INSTITUTE._replace(email="THU@vien.example.org")], "twice", id="twice"
            ),
        ],
    )
    def test_what_cannot_be_sent_is_refused(self, province, wanted, message):
        assert message in said(CannotAsk, lambda: asks(province, "form", outside=wanted))

    def test_only_where_the_procedure_lets_one(self, province):
        assert "nobody outside" in said(
            CannotAsk, lambda: asks(province, "bodies", "cong-an-tinh", outside=[INSTITUTE])
        )


class TestTheLink:
    def test_it_leads_to_its_request(self, province, request_):
        acting = visitor(province)
        assert request_of(acting, link_to(acting, request_)) is request_

    @pytest.mark.parametrize(
        "forge",
        [
            pytest.param(lambda link: "", id="nothing"),
            pytest.param(lambda link: link[:-1], id="cut off"),
            pytest.param(lambda link: link + "A", id="longer"),
            pytest.param(lambda link: "xin-chào", id="other letters"),
            pytest.param(lambda link: ("B" if link[0] == "A" else "A") + link[1:], id="key"),
            pytest.param(lambda link: link[:-3] + "AAA", id="seal"),
            pytest.param(lambda link: link + "=", id="another way to write it"),
        ],
    )
    def test_a_forged_one_is_told_so_and_nothing_is_read(self, province, request_, forge):
        acting = visitor(province)
        link = forge(link_to(acting, request_))

        class Closed:
            def __getattr__(self, name):
                raise AssertionError("something was read")

        blind = acting.__class__(acting.office, Closed(), acting.now)
        assert "not a link of ours" in said(BadLink, lambda: request_of(blind, link))

    def test_one_sealed_with_another_secret_is_forged(self, province, request_):
        link = link_to(visitor(province), request_)
        province.office.settings["motcua.secret_known"] = "another secret, as long as the other"
        assert "not a link of ours" in said(BadLink, lambda: request_of(visitor(province), link))

    def test_one_of_a_request_to_a_unit_opens_nothing(self, province):
        acting, request = visitor(province), asks(province, "form", "so-nnmt").requests[0]
        link = link_to(acting, request)
        assert "not a link of ours" in said(BadLink, lambda: request_of(acting, link))

    def test_it_has_a_last_day_of_its_own(self, province, request_):
        link = link_to(visitor(province), request_)
        later(province, DUE + timedelta(days=181))
        assert "no longer open" in said(BadLink, lambda: links.read_link(visitor(province), link))

    def test_where_the_answer_is_owed_it_stays_good_after_the_limit(self, province, request_):
        link = link_to(visitor(province), request_)
        later(province, DUE + timedelta(days=3))
        assert request_of(visitor(province), link) is request_

    def test_it_ends_at_once_with_a_withdrawal(self, province, request_):
        acting = visitor(province)
        link, shown = link_to(acting, request_), pass_for(acting, request_)
        withdraw(province("minh"), request_, "không cần nữa")
        assert "no longer open" in said(BadLink, lambda: enter(acting, link, shown))

    def test_it_is_not_replayed_after_the_answer(self, province, request_):
        """It opens what was given, to whoever shows the mail box; it does not answer again."""
        link = link_to(visitor(province), request_)
        answer(inside(province, request_), request_, says(answers=ANSWERS), 0)
        request, nobody = enter(visitor(province), link, "")
        assert nobody is None
        guest = enter(visitor(province), link, pass_for(visitor(province), request))[1]
        with pytest.raises(AlreadyAnswered):
            answer(guest, request_, says("disagree", "Khác", answers=ANSWERS), 0)
        assert len(request_.opinions) == 1

    def test_it_ends_when_the_case_is_decided(self, province, request_):
        link = link_to(visitor(province), request_)
        answer(inside(province, request_), request_, says(answers=ANSWERS), 0)
        decided(province, request_.consultation.case)
        assert "has been decided" in said(BadLink, lambda: request_of(visitor(province), link))

    def test_it_ends_when_the_round_is_closed(self, province, request_):
        link = link_to(visitor(province), request_)
        close_round(province("minh"), request_.consultation, "đủ ý kiến")
        assert "closed this round" in said(BadLink, lambda: request_of(visitor(province), link))

    def test_where_silence_means_something_it_ends_with_the_limit(self, province):
        request = asks(province, "quiet", outside=[INSTITUTE]).requests[0]
        link = link_to(visitor(province), request)
        later(province, DUE + timedelta(days=3))
        assert "time is over" in said(BadLink, lambda: request_of(visitor(province), link))
        province.work()
        assert request.state == "silent"
        assert "time is over" in said(BadLink, lambda: request_of(visitor(province), link))

    def test_a_newer_one_ends_the_earlier(self, province, request_):
        acting = visitor(province)
        old, shown = link_to(acting, request_), pass_for(acting, request_)
        send_link_again(province("minh"), request_)
        assert "newer link" in said(BadLink, lambda: request_of(acting, old))
        new = link_to(acting, request_)
        assert enter(acting, new, shown)[1] is None
        assert request_.journal.last().deed == "link sent again"

    def test_it_is_sent_again_at_most_once_a_minute(self, province, request_):
        send_link_again(province("minh"), request_)
        later(province, MONDAY + timedelta(seconds=59))
        with pytest.raises(TooSoon):
            send_link_again(province("minh"), request_)
        later(province, MONDAY + timedelta(seconds=60))
        send_link_again(province("minh"), request_)
        assert request_.outsider.number == 3

    def test_there_is_none_for_a_unit_and_none_for_strangers(self, province, request_):
        with pytest.raises(NotAllowed):
            send_link_again(province("an"), request_)
        other = asks(province, "form", "so-nnmt").requests[0]
        with pytest.raises(NotOpen):
            send_link_again(province("minh"), other)


class TestTheCode:
    def test_without_it_nothing_is_shown(self, province, request_):
        acting = visitor(province)
        assert enter(acting, link_to(acting, request_), "") == (request_, None)

    def test_it_goes_to_the_address_that_was_asked(self, province, request_):
        send_code(visitor(province), request_)
        assert province.told("code") == [(request_.unit, ("outside",))]
        assert len(code_of(province)) == 6
        assert code_of(province) not in repr(request_.outsider)

    def test_with_it_one_comes_in_and_the_asker_sees_that_it_was_opened(self, province, request_):
        acting = inside(province, request_)
        assert (acting.name, request_.opened_by_name) == ("Bà Lê Thu", "Bà Lê Thu")
        assert request_.state == "opened"

    def test_it_is_good_once(self, province, request_):
        acting = visitor(province)
        send_code(acting, request_)
        code = code_of(province)
        assert try_code(acting, request_, f" {code[:3]} {code[3:]} ")
        assert not try_code(acting, request_, code)

    def test_not_longer_than_a_quarter_of_an_hour(self, province, request_):
        send_code(visitor(province), request_)
        later(province, MONDAY + timedelta(minutes=15, seconds=1))
        assert not prove(visitor(province), request_, code_of(province))

    def test_nor_after_some_wrong_ones(self, province, request_):
        acting = visitor(province)
        send_code(acting, request_)
        wrong = f"{(int(code_of(province)) + 1) % 10**6:06d}"
        for _each in range(TRIES):
            assert not try_code(acting, request_, wrong)
        assert not try_code(acting, request_, code_of(province))

    def test_another_is_sent_at_most_once_a_minute(self, province, request_):
        send_code(visitor(province), request_)
        first = code_of(province)
        with pytest.raises(TooSoon):
            send_code(visitor(province), request_)
        later(province, MONDAY + timedelta(minutes=1))
        send_code(visitor(province), request_)
        if first != code_of(province):
            assert not try_code(visitor(province), request_, first)

    @pytest.mark.parametrize("shown", ["", "x", "99999999.abc", "1.", ".", "9" * 20 + ".a"])
    def test_no_other_pass_opens_it(self, province, request_, shown):
        assert not is_pass(visitor(province), request_, shown)

    def test_a_pass_lasts_two_hours_and_opens_one_request(self, province, request_):
        shown = pass_for(visitor(province), request_)
        other = asks(province, "form", outside=[INSTITUTE]).requests[0]
        assert is_pass(visitor(province), request_, shown)
        assert not is_pass(visitor(province), other, shown)
        later(province, MONDAY + PASS_LASTS + timedelta(seconds=1))
        assert not is_pass(visitor(province), request_, shown)

    def test_an_address_is_shown_in_part(self):
        assert hidden_address("thu@vien.example.org") == "t•••@vien.example.org"


class TestAtTheDesk:
    def test_one_reads_what_one_was_asked_and_nothing_else(self, province, request_):
        acting = inside(province, request_)
        other = asks(province, "form", outside=[INSTITUTE]).requests[0]
        assert may_see(acting, request_)
        assert not may_see(acting, other)
        assert sight(acting, request_.consultation.case) == Sight.STATUS
        assert sight(acting, other.consultation.case) == Sight.NOTHING
        assert len(documents_seen(acting, request_)) == 1
        assert documents_seen(acting, other) == ()
        assert not is_inside(acting, "so-xay-dung")
        assert acting.units_with(Permission.CASE_READ_UNIT) == []

    def test_the_opinion_is_given_as_any_other_and_a_receipt_sent(self, province, request_):
        acting = inside(province, request_)
        reply = says("agree_with_remarks", "Được", remarks=("Sửa bản vẽ",), answers=ANSWERS)
        opinion = answer(acting, request_, reply, 0)
        assert (opinion.given_by_name, opinion.position) == ("Bà Lê Thu", "Viện Quy hoạch")
        assert dict(opinion.reply.answers) == {"hop_quy_hoach": True, "dien_tich": 12.5}
        assert province.told("receipt") == [(request_.unit, ("outside",))]
        assert province.told("answered") == [(request_.unit, ("asker",))]

    def test_what_was_changed_meanwhile_is_told(self, province, request_):
        acting = inside(province, request_)
        change_request(province("minh"), request_, reason="nhầm", question="Mới?")
        with pytest.raises(QuestionChanged):
            answer(acting, request_, says(answers=ANSWERS), 0)

    def test_more_time_can_be_asked_for(self, province, request_):
        acting = inside(province, request_)
        ask_extension(acting, request_, read_term("2 working days"), "đi công tác")
        assert request_.extension.is_waiting

    def test_a_draft_is_kept_and_a_second_page_gets_both_texts(self, province, request_):
        acting = inside(province, request_)
        save_draft(acting, request_, says(text="Bản một"), 0)
        with pytest.raises(DraftChanged) as caught:
            save_draft(acting, request_, says(text="Bản hai"), 0)
        assert caught.value.theirs.reply.text == "Bản một"
        assert caught.value.yours.text == "Bản hai"
        with pytest.raises(DraftChanged):
            answer(acting, request_, says(text="Bản hai", answers=ANSWERS), 0, revision=0)
        answer(acting, request_, says(text="Bản hai", answers=ANSWERS), 0, revision=1)
        assert (request_.draft, request_.opinion.reply.text) == (None, "Bản hai")

    def test_nobody_in_the_office_sees_the_draft(self, province, request_):
        save_draft(inside(province, request_), request_, says(text="Bản nháp"), 0)
        assert desk(province("minh"), request_).draft is None

    def test_it_is_corrected_as_long_as_any_body_corrects(self, province, request_):
        acting = inside(province, request_)
        answer(acting, request_, says(answers=ANSWERS), 0)
        correct(acting, request_, says("disagree", "Đã xem lại", answers=ANSWERS), "tính nhầm")
        assert [each.version for each in request_.opinions] == [1, 2]
        assert request_.opinion.correction == "tính nhầm"
        assert len(province.told("receipt")) == 2
        decided(province, request_.consultation.case)
        with pytest.raises(CannotAnswer):
            correct(acting, request_, says(answers=ANSWERS), "muộn")

    def test_what_was_sent_is_taken_home_and_names_no_applicant(self, province, request_):
        acting = inside(province, request_)
        reply = says("agree_with_remarks", "Được", remarks=("Sửa",), places=("Điều 5",),
                     conditions=("Trồng cây",), answers=ANSWERS)  # fmt: skip
        page = copy_of(acting, request_, answer(acting, request_, reply, 0))
        for told in ("Viện Quy hoạch, Bà Lê Thu", "Điều 5", "Trồng cây", "12,5", "Sở Xây dựng"):
            assert told in page
        assert "Sông Xanh" not in page

    def test_they_may_not_ask_or_withdraw(self, province, request_):
        acting = inside(province, request_)
        with pytest.raises(NotAllowed):
            withdraw(acting, request_, "x")


class TestAskedAgain:
    @pytest.fixture
    def again(self, province, request_):
        answer(inside(province, request_), request_, says(text="Như cũ", answers=ANSWERS), 0)
        sent = ask_again(province("minh"), request_.consultation, [request_.unit], "Hỏi lại")
        return sent.requests[0]

    def test_it_is_the_same_body_with_a_link_of_its_own(self, province, request_, again):
        assert (again.unit, again.earlier) == (request_.unit, request_.key)
        acting = visitor(province)
        assert link_to(acting, again) != link_to(acting, request_)
        assert request_of(acting, link_to(acting, again)) is again
        assert not is_pass(acting, again, pass_for(acting, request_))

    def test_it_confirms_its_earlier_opinion(self, province, request_, again):
        opinion = confirm(inside(province, again), again)
        assert opinion.confirms == request_.key
        assert again.opinion.reply.outcome == "agree"
        assert province.told("receipt")[-1] == (again.unit, ("outside",))

    def test_whoever_is_waited_for_is_asked_under_another_id(self, province, request_):
        other = asks(province, "quiet", case=request_.consultation.case, outside=[INSTITUTE])
        assert other.requests[0].unit != request_.unit


def test_there_is_one_way_to_write_a_link(province, request_):
    link = link_to(visitor(province), request_)
    assert links.link_of(urlsafe_b64decode(link + "=" * (-len(link) % 4))) == link


def test_bodies_outside_stand_in_no_statistics(province, request_):
    answer(inside(province, request_), request_, says(answers=ANSWERS), 0)
    together = province.root.consultations.by_case[request_.consultation.case.key]
    tallying.tally(province.office, province.root, together)
    assert together.tallied
    assert not any(unit == request_.unit for _of, _month, unit in province.root.consultation_sums)
