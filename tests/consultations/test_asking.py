"""Asking: whom, on what, until when; all at once."""

from datetime import datetime

import pytest
from tests.make_consultations import DUE, MONDAY, a_case, a_request, asked, later

from motcua.acting import NotAllowed, NotHere
from motcua.cases.actions import MovedOn, perform
from motcua.cases.lists import personal, waiting
from motcua.consultations.actions import ask_opinions, withdraw
from motcua.consultations.content import SENT
from motcua.consultations.inbox import RequestRow, body_list, is_request
from motcua.consultations.refusals import AlreadyAsked, CannotAsk, CannotWithdraw, NotOpen
from motcua.deadlines.terms import read_term
from motcua.words import translate


def ask(province, case, *units, person="minh", template="bodies", **more):
    more.setdefault("question", "Đề nghị cho ý kiến.")
    return ask_opinions(province(person), case, template, units=units, **more)


def refused(kind, *arguments, **more):
    with pytest.raises(kind) as caught:
        ask(*arguments, **more)
    return translate(caught.value.sentence, "en")


class TestAskOpinions:
    def test_each_body_gets_a_request_of_its_own(self, province):
        consultation = asked(province, None, "cong-an-tinh", "so-nnmt")
        assert consultation.units == ("cong-an-tinh", "so-nnmt")
        assert [each.state for each in consultation.requests] == [SENT, SENT]
        assert consultation.request_to("so-nnmt").unit == "so-nnmt"
        assert consultation.request_to("so-tu-phap") is None

    def test_who_asked_what_is_kept(self, province):
        consultation = asked(province, question="  Có được không?  ")
        assert consultation.question == "Có được không?"
        assert (consultation.asked_by, consultation.asked_by_name) == ("minh", "Phạm Văn Minh")
        assert (consultation.asking_unit, consultation.asked_at) == ("so-xay-dung", MONDAY)
        assert consultation.round == 1

    def test_the_bodies_find_it_in_their_lists(self, province):
        consultation = asked(province, None, "cong-an-tinh", "so-nnmt")
        for request in consultation.requests:
            page = province.root.worklists.page([body_list(request.unit)])
            assert [(each.subject, each.due) for each in page.entries] == [(request.key, DUE)]
            row = RequestRow(*page.entries[0].row)
            assert is_request(page.entries[0].row)
            assert (row.code, row.state) == (consultation.case.code, "sent")
            assert (row.unit, row.asking_unit) == (request.unit, "so-xay-dung")

    def test_the_case_says_who_was_asked_until_when(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        entry = next(each for each in case.journal if each.deed == "opinions asked")
        assert entry.person == "minh"
        assert entry.facts["units"] == {"cong-an-tinh": DUE.isoformat()}

    def test_the_chosen_documents_are_pinned(self, province):
        case = a_case(province)
        first = case.dossier.enclosures[0].document
        consultation = asked(province, case, documents=[first.id, first.id])
        assert [shown.document for shown in consultation.documents] == [first]

    def test_a_document_that_is_not_there_is_refused(self, province):
        assert "no longer in the dossier" in refused(
            CannotAsk, province, a_case(province), "cong-an-tinh", documents=["nothing"]
        )

    def test_what_is_added_for_one_body_stays_with_it(self, province):
        consultation = asked(
            province, None, "cong-an-tinh", "so-nnmt", notes={"so-nnmt": " Về đất. "}
        )
        assert [each.note for each in consultation.requests] == ["", "Về đất."]

    def test_the_bodies_are_told(self, province):
        asked(province, None, "cong-an-tinh", "so-nnmt")
        assert province.told("asked") == [
            ("cong-an-tinh", ("partner",)), ("so-nnmt", ("partner",)),
        ]  # fmt: skip

    def test_a_second_asking_is_a_second_round(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        assert asked(province, case, "so-nnmt").round == 2
        assert asked(province, case, "so-tu-phap", template="counting").round == 1


class TestWhoMayAsk:
    def test_whoever_holds_the_case_does(self, province):
        case = a_case(province)
        with pytest.raises(NotAllowed):
            ask(province, case, "cong-an-tinh", person="nga")

    def test_another_part_may_be_named(self, province):
        consultation = ask(
            province, a_case(province), "so-nnmt", person="giang", template="counting"
        )
        assert consultation.asked_by == "giang"

    def test_not_in_a_step_without_consultations(self, province):
        case = a_case(province, state="received")
        with pytest.raises(NotHere):
            ask(province, case, "cong-an-tinh")

    def test_not_from_a_page_that_is_older_than_the_case(self, province):
        case = a_case(province)
        seen = case.track.revision
        asked(province, case)
        with pytest.raises(MovedOn):
            ask(province, case, "so-nnmt", seen=seen)


class TestWhomToAsk:
    @pytest.mark.parametrize(
        ("units", "said"),
        [
            pytest.param((), "Nobody is chosen", id="nobody"),
            pytest.param(("cong-an-tinh", "cong-an-tinh"), "chosen twice", id="twice"),
            pytest.param(
                ("cong-an-tinh", "hai-quan"), "is not asked in this step", id="not to be chosen"
            ),
            pytest.param(("cong-an-tinh", "no-such-unit"), "no-such-unit is not", id="unknown"),
            pytest.param(("cong-an-tinh", "so-xay-dung"), "does not ask itself", id="oneself"),
            pytest.param(("so-nnmt",), "requires that", id="a compulsory body left out"),
        ],
    )
    def test_what_the_procedure_does_not_allow_is_refused(self, province, units, said):
        assert said in refused(CannotAsk, province, a_case(province), *units)

    def test_a_body_is_compulsory_only_where_its_condition_holds(self, province):
        assert "requires" in refused(
            CannotAsk, province, a_case(province, di_tich="yes"), "cong-an-tinh"
        )

    def test_others_are_chosen_by_kind_or_by_name(self, province):
        asked(province, None, "cong-an-tinh", "so-tu-phap", "bo-chqs-tinh")

    def test_a_compulsory_body_is_asked_once(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        asked(province, case, "so-nnmt")

    def test_one_at_a_time_where_the_procedure_says_so(self, province):
        assert "At most 1 bodies" in refused(
            CannotAsk, province, a_case(province), "so-nnmt", "so-tu-phap",
            template="waiting", limits={}
        )  # fmt: skip

    def test_a_body_is_not_asked_twice_at_once(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        said = refused(
            AlreadyAsked, later(province, datetime(2026, 11, 30, 10, 0)), case, "cong-an-tinh"
        )
        assert "was asked already by Phạm Văn Minh at 09:00 30/11/2026" in said

    def test_not_even_under_another_template(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        refused(AlreadyAsked, province, case, "cong-an-tinh", template="counting")

    def test_a_question_is_asked(self, province):
        case = a_case(province)
        assert "Nothing is asked" in refused(
            CannotAsk, province, case, "cong-an-tinh", question="  "
        )
        assert "longer than 10000" in refused(
            CannotAsk, province, case, "cong-an-tinh", question="?" * 10_001
        )


class TestUntilWhen:
    def limit(self, province, term, template="bodies", unit="cong-an-tinh"):
        limits = {unit: read_term(term)}
        consultation = asked(province, None, unit, template=template, limits=limits)
        return consultation.requests[0].within

    def test_a_body_may_get_more_time(self, province):
        assert self.limit(province, "7 working days") == "7 working days"

    @pytest.mark.parametrize(
        ("term", "template", "said"),
        [
            pytest.param("4 working days", "bodies", "Silence counts here only after", id="less"),
            pytest.param("31 working days", "bodies", "more than 30 working days", id="too long"),
            pytest.param("4 working hours", "waiting", "less than 1 working day", id="too short"),
            pytest.param(None, "waiting", "has no limit yet", id="no limit"),
        ],
    )
    def test_within_bounds(self, province, term, template, said):
        limits = {"cong-an-tinh": read_term(term)} if term else None
        assert said in refused(
            CannotAsk, province, a_case(province), "cong-an-tinh",
            template=template, limits=limits
        )  # fmt: skip

    def test_without_a_rule_on_silence_the_asker_sets_the_limit(self, province):
        assert self.limit(province, "2 working days", "waiting") == "2 working days"

    def test_a_short_limit_of_the_procedure_itself_stands(self, province):
        consultation = asked(province, None, "cong-an-tinh", template="counting")
        assert consultation.requests[0].within == "4 working hours"


class TestWithdraw:
    def test_what_is_no_longer_needed_is_taken_back(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, " Hồ sơ đã rút. ")
        assert request.is_withdrawn
        assert request.withdrawal.reason == "Hồ sơ đã rút."
        assert not province.root.worklists.page([body_list("cong-an-tinh")]).entries
        assert province.told("withdrawn") == [("cong-an-tinh", ("partner",))]
        assert province.work(DUE.replace(day=20)) == 0

    def test_with_a_reason(self, province):
        with pytest.raises(CannotWithdraw):
            withdraw(province("minh"), a_request(province), " ")

    def test_by_the_asker_alone(self, province):
        with pytest.raises(NotAllowed):
            withdraw(province("an"), a_request(province), "Không cần")

    def test_once(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Nhầm")
        with pytest.raises(NotOpen):
            withdraw(province("minh"), request, "Nhầm")

    def test_then_the_body_can_be_asked_again(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Nhầm")
        assert asked(province, request.consultation.case, "cong-an-tinh").round == 2


class TestTheCaseWaits:
    def lists(self, province):
        lists = province.root.worklists
        return [
            len(lists.page([personal("minh")]).entries), len(lists.page([waiting("minh")]).entries)
        ]  # fmt: skip

    def test_not_while_more_can_be_asked(self, province):
        asked(province)
        assert self.lists(province) == [1, 0]

    def test_in_the_step_that_waits(self, province):
        case = a_case(province)
        asked(province, case)
        perform(province("minh"), case, "wait")
        assert self.lists(province) == [0, 1]

    def test_no_longer_when_the_last_request_is_withdrawn(self, province):
        case = a_case(province)
        consultation = asked(province, case, "cong-an-tinh", "so-nnmt")
        perform(province("minh"), case, "wait")
        for request in consultation.requests:
            withdraw(province("minh"), request, "Thôi")
        assert self.lists(province) == [1, 0]
