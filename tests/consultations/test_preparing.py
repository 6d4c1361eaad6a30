"""Drafts of a sending, changes of what was sent, one question about many cases."""

from datetime import date, datetime, timedelta

import pytest
from tests.make_asking import an_asking_province, asks, wanted
from tests.make_consultations import DUE, MONDAY, a_case, later, says

from motcua.acting import NotAllowed, NotHere
from motcua.cases.actions import hand_over
from motcua.consultations.access import documents_seen
from motcua.consultations.actions import give_opinion, save_draft
from motcua.consultations.asking.changing import change_request
from motcua.consultations.asking.many import (
    AT_ONCE,
    SUGGESTED,
    ask_about_many,
    choices,
    many_for,
)
from motcua.consultations.asking.preparing import (
    address_of,
    prepare,
    prepared_for,
    prepared_lines,
    prepared_of_case,
    send_prepared,
    throw_away,
)
from motcua.consultations.desk import desk
from motcua.consultations.history import problems, requests_of
from motcua.consultations.inbox import body_list
from motcua.consultations.refusals import (
    CannotAsk,
    CannotChange,
    PreparedChanged,
    QuestionChanged,
)
from motcua.consultations.templates import limit_of
from motcua.deadlines.terms import NotATerm, read_term
from motcua.words import translate


@pytest.fixture
def province():
    with an_asking_province() as made:
        yield made


def refusal(kind, deed):
    with pytest.raises(kind) as caught:
        deed()
    return translate(caught.value.sentence, "en")


class TestDrafts:
    TYPED = wanted("cong-an-tinh", question="  nửa câu", limit="3 ngày lễ", beyond="vì")

    def test_whatever_was_typed_is_kept_right_or_wrong(self, province):
        draft = prepare(province("minh"), a_case(province), "bodies", self.TYPED)
        assert draft.wanted == self.TYPED
        assert (draft.saved_by, draft.revision, draft.unit) == ("minh", 1, "so-xay-dung")

    def test_nobody_is_asked_and_nobody_told(self, province):
        case = a_case(province)
        prepare(province("minh"), case, "bodies", self.TYPED)
        assert list(requests_of(province("minh"), case)) == []
        assert province.notices == []
        assert province.root.worklists.count([body_list("cong-an-tinh")]) == 0

    @pytest.mark.parametrize("person", ["an", "nga", "loan", "hoa", "kien"])
    def test_it_is_private_to_those_who_ask_on_the_case(self, province, person):
        case = a_case(province)
        draft = prepare(province("minh"), case, "bodies", self.TYPED)
        acting = province(person)
        assert prepared_of_case(acting, case) == []
        assert prepared_lines(acting) == []
        with pytest.raises(NotHere):
            prepared_for(acting, address_of(draft))
        with pytest.raises(NotAllowed):
            throw_away(acting, draft)

    def test_it_goes_with_the_case_to_whoever_takes_it_over(self, province):
        case = a_case(province)
        draft = prepare(province("minh"), case, "bodies", self.TYPED)
        hand_over(province("minh"), case, "nga", "nghỉ phép")
        assert prepared_for(province("nga"), address_of(draft)) is draft
        assert [line.draft for line in prepared_lines(province("nga"))] == [draft]
        assert prepared_lines(province("minh")) == []

    def test_somebody_who_may_not_ask_prepares_nothing(self, province):
        with pytest.raises(NotAllowed):
            prepare(province("an"), a_case(province), "bodies", self.TYPED)

    def test_two_people_at_one_draft(self, province):
        case = a_case(province)
        draft = prepare(province("minh"), case, "bodies", self.TYPED)
        prepare(province("minh"), case, "bodies", self.TYPED, draft, 1)
        assert "saved this draft" in refusal(
            PreparedChanged,
            lambda: prepare(province("minh"), case, "bodies", self.TYPED, draft, 1),
        )

    def test_it_is_sent_as_it_stands_and_is_a_draft_no_longer(self, province):
        case = a_case(province)
        typed = wanted(
            "cong-an-tinh", "so-nnmt",
            question="Có phù hợp không?",
            limits=(("so-nnmt", "7 ngày làm việc"),),
            notes=(("so-nnmt", "xem sơ đồ"),),
            documents=(case.dossier.files[0].document.id,),
            steps=(("so-nnmt", "2"),),
        )  # fmt: skip
        draft = prepare(province("minh"), case, "bodies", typed)
        sent = send_prepared(province("minh"), draft)
        assert sent.question == "Có phù hợp không?"
        assert [each.within for each in sent.requests] == ["5 working days", "7 working days"]
        assert [each.step for each in sent.requests] == [1, 2]
        assert sent.request_to("so-nnmt").note == "xem sơ đồ"
        assert len(sent.documents) == 1
        assert prepared_lines(province("minh")) == []
        with pytest.raises(NotHere):
            prepared_for(province("minh"), address_of(draft))

    def test_what_is_wrong_with_it_is_said_when_it_is_sent_and_it_stays(self, province):
        draft = prepare(province("minh"), a_case(province), "bodies", self.TYPED)
        with pytest.raises(NotATerm):
            send_prepared(province("minh"), draft)
        assert prepared_for(province("minh"), address_of(draft)) is draft

    @pytest.mark.parametrize("step", ["một", "-1"])
    def test_a_step_must_be_a_number(self, province, step):
        typed = wanted("cong-an-tinh", steps=(("cong-an-tinh", step),))
        draft = prepare(province("minh"), a_case(province), "bodies", typed)
        assert "no step" in refusal(CannotAsk, lambda: send_prepared(province("minh"), draft))

    def test_thrown_away_twice_the_second_is_told(self, province):
        draft = prepare(province("minh"), a_case(province), "bodies", self.TYPED)
        throw_away(province("minh"), draft)
        assert "no longer here" in refusal(NotHere, lambda: throw_away(province("minh"), draft))

    @pytest.mark.parametrize("id", ["xyz", "00", ""])
    def test_there_is_no_other(self, province, id):
        with pytest.raises(NotHere):
            prepared_for(province("minh"), id)


class TestChanging:
    def test_the_body_is_told_what_it_was_and_what_it_is(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        change = change_request(
            province("minh"), request, reason="viết nhầm", question="Câu hỏi mới?", note="gấp"
        )
        assert change.parts == (
            ("question", "Đề nghị cho ý kiến.", "Câu hỏi mới?"),
            ("note", "", "gấp"),
        )
        assert request.asked == "Câu hỏi mới?"
        assert request.consultation.question == "Đề nghị cho ý kiến."
        assert desk(province("dung"), request).question == "Câu hỏi mới?"
        assert province.told("changed") == [("so-nnmt", ("partner",))]
        entry = request.journal.last()
        assert entry.deed == "request changed"
        assert entry.facts["changed"]["question"]["before"] == "Đề nghị cho ý kiến."
        assert problems(province("minh"), request.consultation.case) == []

    def test_other_bodies_keep_the_old_question(self, province):
        sent = asks(province, "form", "so-nnmt", "cong-an-tinh")
        change_request(province("minh"), sent.requests[0], reason="riêng", question="Khác?")
        assert sent.requests[1].asked == "Đề nghị cho ý kiến."

    def test_a_draft_in_the_body_survives(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        save_draft(province("dung"), request, says("agree", "Đang viết"), 0)
        change_request(province("minh"), request, reason="viết nhầm", question="Mới?")
        assert request.draft.reply.text == "Đang viết"

    def test_an_answer_to_the_old_question_is_not_taken_for_one_to_the_new(self, province):
        request = asks(province, "waiting", "so-nnmt", limits=FIVE).requests[0]
        change_request(province("minh"), request, reason="viết nhầm", question="Mới?")
        assert "changed what is asked" in refusal(
            QuestionChanged,
            lambda: give_opinion(province("dung"), request, says(), seen_changes=0),
        )
        assert request.opinions == ()
        give_opinion(province("dung"), request, says(), seen_changes=1)

    def test_papers_are_added_in_the_version_of_today(self, province):
        case = a_case(province)
        request = asks(province, "form", "so-nnmt", case=case).requests[0]
        assert documents_seen(province("dung"), request) == ()
        ids = [each.document.id for each in case.dossier.files]
        change_request(province("minh"), request, reason="thiếu", documents=ids)
        assert [each.id for each in documents_seen(province("dung"), request)] == ids
        change_request(province("minh"), request, reason="thừa", documents=ids[:1])
        assert [each.id for each in documents_seen(province("dung"), request)] == ids[:1]

    def test_a_new_limit_is_counted_from_now(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        later(province, datetime(2026, 12, 2, 9))
        change_request(
            province("minh"), request, reason="cần kỹ hơn", limit=read_term("8 working days")
        )
        assert limit_of(province("minh"), request) == datetime(2026, 12, 14, 17)
        assert request.alarm[0] == datetime(2026, 12, 14, 17, 0, 1)
        assert request.places == ((body_list("so-nnmt"), datetime(2026, 12, 14, 17)),)

    def test_or_ends_on_a_day(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        change_request(province("minh"), request, reason="gia hạn", limit=date(2026, 12, 11))
        assert limit_of(province("minh"), request) == datetime(2026, 12, 11, 17)

    def test_where_silence_counts_nobody_gets_less_by_it(self, province):
        request = asks(province, "bodies", "cong-an-tinh").requests[0]
        assert "cannot be given less" in refusal(
            CannotAsk,
            lambda: change_request(
                province("minh"), request, reason="gấp", limit=read_term("2 working days")
            ),
        )

    def test_a_later_step_with_a_day_of_its_own_must_stay_later(self, province):
        sent = asks(
            province, "form", "so-nnmt", "so-noi-vu",
            steps={"so-noi-vu": 2}, limits={"so-noi-vu": date(2026, 12, 11)},
        )  # fmt: skip
        assert "would end before" in refusal(
            CannotChange,
            lambda: change_request(
                province("minh"), sent.requests[0], reason="x", limit=date(2026, 12, 11)
            ),
        )

    def test_a_planned_one_is_changed_without_telling(self, province):
        sent = asks(province, "form", "so-nnmt", "so-noi-vu", steps={"so-noi-vu": 2})
        planned = sent.requests[1]
        change_request(
            province("minh"), planned, reason="x", question="Mới?",
            limit=read_term("6 working days"),
        )  # fmt: skip
        assert province.told("changed") == []
        assert limit_of(province("minh"), planned) == datetime(2026, 12, 15, 17)

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            pytest.param({"reason": " ", "question": "Mới?"}, "Say why", id="no reason"),
            pytest.param({"reason": "x"}, "Nothing is changed", id="nothing"),
            pytest.param(
                {"reason": "x", "question": "Đề nghị cho ý kiến.", "note": " ", "documents": []},
                "Nothing is changed",
                id="the same again",
            ),
        ],
    )
    def test_what_is_refused(self, province, more, said):
        request = asks(province, "form", "so-nnmt").requests[0]
        assert said in refusal(
            CannotChange, lambda: change_request(province("minh"), request, **more)
        )

    def test_an_answered_one_stays_as_it_is(self, province):
        request = asks(province, "waiting", "so-nnmt", limits=FIVE).requests[0]
        give_opinion(province("dung"), request, says())
        assert "answered already" in refusal(
            CannotChange,
            lambda: change_request(province("minh"), request, reason="x", question="Mới?"),
        )

    @pytest.mark.parametrize(
        ("when", "template", "said"),
        [
            pytest.param(DUE + timedelta(seconds=1), "bodies", "limit has passed", id="over"),
            pytest.param(MONDAY, "telling", "no longer open", id="for information"),
        ],
    )
    def test_nor_one_whose_time_is_over(self, province, when, template, said):
        request = asks(province, template, "cong-an-tinh").requests[0]
        later(province, when)
        assert said in refusal(
            CannotChange,
            lambda: change_request(province("minh"), request, reason="x", question="Mới?"),
        )

    def test_only_the_asker_changes(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        with pytest.raises(NotAllowed):
            change_request(province("dung"), request, reason="x", question="Mới?")


FIVE = {"so-nnmt": read_term("5 working days")}


class TestManyCases:
    def test_each_case_has_a_consultation_of_its_own(self, province):
        cases = [a_case(province) for _each in range(3)]
        many = ask_about_many(
            province("minh"), [each.key for each in cases], "form", wanted("so-nnmt")
        )
        assert [each.number for each in many.outcomes] == [1, 1, 1]
        assert many.waiting == ()
        for case in cases:
            [request] = requests_of(province("minh"), case)
            assert (request.unit, len(request.documents)) == ("so-nnmt", 2)

    def test_whom_the_rules_suggest_differs_by_case(self, province):
        cases = [a_case(province), a_case(province, xa="xa-hoa-binh")]
        ask_about_many(province("minh"), [each.key for each in cases], "bodies", wanted(SUGGESTED))
        assert [sorted(each.unit for each in requests_of(province("minh"), c)) for c in cases] == [
            ["cong-an-tinh", "so-nnmt"],
            ["cong-an-tinh", "so-nnmt", "xa-hoa-binh"],
        ]

    def test_what_is_refused_for_one_is_done_for_the_others(self, province):
        mine, hers = a_case(province), a_case(province)
        hand_over(province("minh"), hers, "nga", "x")
        asked = a_case(province)
        asks(province, "form", "so-nnmt", case=asked)
        many = ask_about_many(
            province("minh"), [mine.key, hers.key, asked.key, b"12345678"], "form",
            wanted("so-nnmt"),
        )  # fmt: skip
        assert [each.number for each in many.outcomes] == [1, 0, 0, 0]
        said = [translate(each.refused, "en") for each in many.outcomes]
        assert "do not ask" in said[1]
        assert "asked already" in said[2]
        assert "no longer here" in said[3]
        assert list(requests_of(province("nga"), hers)) == []

    def test_many_are_done_by_the_worker_in_the_name_of_who_began(self, province):
        case = a_case(province)
        keys = [case.key, *(b"%08d" % n for n in range(AT_ONCE))]
        many = ask_about_many(province("minh"), keys, "form", wanted("so-nnmt"))
        assert (len(many.waiting), many.outcomes) == (AT_ONCE + 1, ())
        province.work()
        assert many.waiting == ()
        assert [each.number for each in many.outcomes] == [1] + [0] * AT_ONCE
        [request] = requests_of(province("minh"), case)
        assert request.consultation.asked_by == "minh"

    def test_who_may_no_longer_ask_then_asks_nobody(self, province):
        case = a_case(province)
        keys = [case.key, *(b"%08d" % n for n in range(AT_ONCE))]
        many = ask_about_many(province("minh"), keys, "form", wanted("so-nnmt"))
        province.root["people"]["minh"].disabled_at = MONDAY
        province.work()
        assert {each.number for each in many.outcomes} == {0}

    @pytest.mark.parametrize(
        ("keys", "typed", "said"),
        [
            pytest.param([], wanted("so-nnmt"), "No case", id="no case"),
            pytest.param([b"1"], wanted(), "Nobody is chosen", id="nobody"),
            pytest.param([b"1"], wanted("so-nnmt", question=" "), "Nothing is asked", id="nothing"),
            pytest.param(
                [b"%d" % n for n in range(1001)], wanted("so-nnmt"), "At most", id="too many"
            ),
        ],
    )
    def test_what_is_refused_altogether(self, province, keys, typed, said):
        assert said in refusal(
            CannotAsk, lambda: ask_about_many(province("minh"), keys, "form", typed)
        )

    def test_only_templates_of_the_step_and_cases_of_ones_own_are_offered(self, province):
        mine, hers = a_case(province), a_case(province, state="received")
        found = choices(province("minh"), [mine.key, hers.key, mine.key, b"none"])
        assert {each.template.id for each in found} >= {"bodies", "form"}
        assert all(each.cases == (mine,) for each in found)
        assert choices(province("an"), [mine.key]) == []

    def test_only_whoever_began_sees_the_result(self, province):
        many = ask_about_many(province("minh"), [a_case(province).key], "form", wanted("so-nnmt"))
        assert many_for(province("minh"), many.id) is many
        for person, id in (("nga", many.id), ("minh", "00"), ("minh", "xyz")):
            with pytest.raises(NotHere):
                many_for(province(person), id)
