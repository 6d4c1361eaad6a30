"""What the case's page, the body's desk and the tracking page tell."""

from datetime import timedelta

import pytest
from tests.make_consultations import DUE, a_case, a_request, asked, later, says

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.actions import perform
from motcua.cases.content import Enclosure
from motcua.consultations.actions import (
    ask_extension,
    assign,
    correct_opinion,
    give_opinion,
    grant_extension,
    open_request,
    save_draft,
    urge,
    withdraw,
)
from motcua.consultations.desk import desk
from motcua.consultations.offers import offered, offers, openings
from motcua.consultations.refusals import NotOpen
from motcua.consultations.table import awaited, table
from motcua.deadlines.terms import read_term
from motcua.documents.keeping import keep
from motcua.words import translate

AFTER = DUE + timedelta(seconds=1)


def en(sentence):
    return translate(sentence, "en")


def only_row(province, case):
    return table(province("minh"), case)[0].rows[0]


class TestTable:
    def test_who_when_due_and_why(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh", "so-nnmt")
        (found,) = table(province("minh"), case)
        assert (found.back, found.asked, found.is_enough) == (0, 2, False)
        assert found.title.vi == "Lấy ý kiến"
        assert len(found.consultation.id) == 16
        row = found.rows[0]
        assert row.unit.id == "cong-an-tinh"
        assert row.due.instant == DUE
        assert row.within == read_term("5 working days")
        assert any("5 working days" in en(line.said) for line in row.due.lines)
        assert en(row.left.said) == "5 working days left"
        assert (en(row.state), row.tone, row.versions) == ("Sent, not opened yet", "wait", 0)
        assert (row.outcome, row.silence, row.is_late, row.urged_at) == ("", "", False, None)

    @pytest.mark.parametrize(
        ("reply", "tone", "said"),
        [
            pytest.param(says(), "agree", "Đồng ý", id="agree"),
            pytest.param(says("agree_with_remarks", "x"), "remarks", "Đồng ý, có góp ý", id="rem"),
            pytest.param(says("disagree", "x"), "disagree", "Không đồng ý", id="disagree"),
            pytest.param(says("not_competent"), "other", "", id="not competent"),
            pytest.param(says("other", "x"), "other", "", id="other"),
        ],
    )
    def test_what_came_back(self, province, reply, tone, said):
        request = a_request(province)
        give_opinion(province("an"), request, reply)
        row = only_row(province, request.consultation.case)
        assert (row.tone, row.opinion.reply, row.versions) == (tone, reply, 1)
        assert said.split(",")[0] in translate(row.outcome, "vi")

    def test_a_silence_is_a_sentence_with_date_and_rule_and_never_green(self, province):
        request = a_request(province)
        province.work(AFTER)
        row = only_row(province, request.consultation.case)
        assert row.tone == "silence"
        assert translate(row.silence, "vi") == (
            "Đến 17:00 07/12/2026 không trả lời. "
            "Quá hạn không trả lời thì coi như đồng ý (NĐ 217/2026 Đ54.2c)."
        )
        later(province, AFTER)
        give_opinion(province("an"), request, says())
        row = only_row(province, request.consultation.case)
        assert (row.tone, row.is_late) == ("silence", True)
        assert row.silence

    def test_a_silence_without_a_rule_to_name(self, province):
        request = asked(province, None, "so-nnmt", template="counting").requests[0]
        province.work(AFTER)
        row = only_row(province, request.consultation.case)
        assert en(row.silence).endswith("counts as having no opinion.")

    def test_the_other_tones(self, province):
        request = a_request(province)
        case = request.consultation.case
        open_request(province("an"), request)
        assert only_row(province, case).tone == "opened"
        later(province, AFTER)
        row = only_row(province, case)
        assert (row.tone, row.is_late) == ("late", True)
        withdraw(province("minh"), request, "Thôi")
        assert only_row(province, case).tone == "withdrawn"

    def test_a_document_that_was_replaced_since_is_named(self, province):
        case = a_case(province)
        paper = case.dossier.enclosures[0].document
        asked(province, case, documents=[paper.id])
        newer = keep(province("hoa"), "don-moi.pdf", b"%PDF moi", "application/pdf", kind="paper")
        case.dossier.add((Enclosure("don", newer, province.now, "hoa"),))
        (found,) = table(province("minh"), case)
        assert [shown.document for shown in found.changed] == [paper]

    def test_versions_are_counted(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        correct_opinion(province("an"), request, says("disagree", "x"), "Nhầm")
        assert only_row(province, request.consultation.case).versions == 2

    def test_an_asked_body_does_not_read_the_others(self, province):
        request = a_request(province)
        with pytest.raises(NotAllowed):
            table(province("an"), request.consultation.case)


class TestAwaited:
    def test_the_applicant_may_know_whom_the_case_waits_for(self, province):
        case = a_case(province)
        consultation = asked(province, case, "cong-an-tinh", "so-nnmt")
        give_opinion(province("dung"), consultation.requests[1], says())
        applicant = Acting(
            office=province.office, root=province.root, now=province.now, applicant_of=case.id
        )
        assert [(a.unit.id, a.limit) for a in awaited(applicant, case)] == [("cong-an-tinh", DUE)]

    def test_nobody_else(self, province):
        visitor = Acting(office=province.office, root=province.root, now=province.now)
        with pytest.raises(NotHere):
            awaited(visitor, a_case(province))


class TestDesk:
    def test_everything_needed_to_answer(self, province):
        case = a_case(province)
        paper = case.dossier.enclosures[0].document
        request = asked(
            province, case, documents=[paper.id], notes={"cong-an-tinh": "Gấp"}
        ).requests[0]
        seen = desk(province("an"), request)
        assert (seen.case, seen.question, seen.note) == (case, "Đề nghị cho ý kiến.", "Gấp")
        assert [shown.document for shown in seen.documents] == [paper]
        assert (seen.procedure.en, seen.status.en) == ("Trying opinions", "Preparing")
        assert (seen.asking_unit.id, seen.asked_by) == ("so-xay-dung", "Phạm Văn Minh")
        assert list(seen.outcomes) == [
            "agree", "agree_with_remarks", "disagree", "not_competent", "other",
        ]  # fmt: skip
        assert en(seen.silence) == "No answer in time counts as agreement (NĐ 217/2026 Đ54.2c)"
        assert seen.longest is not None
        assert seen.people == ()
        assert seen.row.due.instant == DUE

    def test_what_silence_means_without_a_rule(self, province):
        limits = {"so-nnmt": read_term("5 working days")}
        request = asked(province, None, "so-nnmt", template="waiting", limits=limits).requests[0]
        assert "NĐ 61/2018, art. 19.5" in en(desk(province("dung"), request).silence)

    def test_what_silence_means_without_a_ground(self, province):
        request = asked(province, None, "so-nnmt", template="counting").requests[0]
        said = en(desk(province("dung"), request).silence)
        assert said == "No answer in time counts as having no opinion"

    def test_the_draft_lies_there_for_the_body_alone(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says(text="Nháp"), 0)
        assert desk(province("binh"), request).draft.reply.text == "Nháp"
        assert desk(province("minh"), request).draft is None

    def test_the_head_sees_to_whom_it_can_be_given(self, province):
        request = a_request(province)
        assert [each.id for each in desk(province("chinh"), request).people] == [
            "an", "binh", "chinh",
        ]  # fmt: skip
        give_opinion(province("an"), request, says())
        assert desk(province("chinh"), request).people == ()

    def test_after_a_withdrawal_the_papers_are_gone(self, province):
        case = a_case(province)
        paper = case.dossier.enclosures[0].document
        request = asked(province, case, documents=[paper.id]).requests[0]
        withdraw(province("minh"), request, "Thôi")
        assert desk(province("an"), request).documents == ()


def ids(acting, request):
    return {each.id: en(each.reason) for each in offers(acting, request)}


class TestOffers:
    def test_for_the_body(self, province):
        assert ids(province("an"), a_request(province)) == {
            "open": "", "claim": "", "draft": "", "answer": "", "ask_extension": "",
            "agree_at_once": "",
        }  # fmt: skip

    def test_for_the_head_of_the_body(self, province):
        assert "assign" in ids(province("chinh"), a_request(province))

    def test_for_the_asker(self, province):
        assert ids(province("minh"), a_request(province)) == {
            "record": "", "take_over": "", "change": "", "urge": "", "withdraw": "",
        }  # fmt: skip

    @pytest.mark.parametrize("person", ["dung", "kien", "giang"])
    def test_for_nobody_else(self, province, person):
        assert ids(province(person), a_request(province)) == {}

    def test_what_is_not_possible_says_why(self, province):
        request = a_request(province)
        assign(province("chinh"), request, "binh")
        ask_extension(province("binh"), request, read_term("1 working day"), "x")
        assert ids(province("an"), request) == {
            "claim": "Trần Văn Bình prepares this answer.",
            "draft": "",
            "answer": "",
            "agree_at_once": "",
            "ask_extension": "More time was asked for already; it can be asked for once.",
        }
        assert ids(province("binh"), request)["give_back"] == ""
        assert ids(province("minh"), request) == {
            "grant_extension": "", "refuse_extension": "", "urge": "", "withdraw": "",
            "record": "", "take_over": "", "change": "",
        }  # fmt: skip
        later(province, AFTER)
        assert ids(province("minh"), request)["grant_extension"] == "The limit has passed."

    def test_after_the_answer_it_can_be_corrected(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        assert ids(province("an"), request) == {"correct": "", "dissent": ""}
        assert ids(province("chinh"), request) == {
            "assign": "Answered", "correct": "", "dissent": "",
        }  # fmt: skip
        assert ids(province("minh"), request) == {"ask_anew": "", "redact": ""}

    def test_until_the_case_is_closed(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        perform(province("minh"), request.consultation.case, "skip")
        perform(province("giang"), request.consultation.case, "sign")
        closed = "The case is closed."
        assert ids(province("an"), request) == {"correct": closed, "dissent": closed}

    def test_after_a_silence_one_may_still_answer(self, province):
        request = a_request(province)
        province.work(AFTER)
        assert ids(province("an"), request) == {
            "claim": "No answer in time",
            "draft": "",
            "answer": "",
            "ask_extension": "No answer in time",
        }

    def test_nothing_after_a_withdrawal(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Thôi")
        assert ids(province("an"), request) == {}

    def test_one_by_its_id(self, province):
        request = a_request(province)
        assert offered(province("an"), request, "answer").enabled
        assert offered(province("minh"), request, "answer") is None

    def test_what_is_granted_is_not_offered_again(self, province):
        request = a_request(province)
        ask_extension(province("an"), request, read_term("1 working day"), "x")
        grant_extension(province("minh"), request)
        assert "grant_extension" not in ids(province("minh"), request)


class TestOpenings:
    def test_the_holder_sees_what_may_be_asked_and_whom_one_must(self, province):
        case = a_case(province)
        found = openings(province("minh"), case)
        assert [each.template.id for each in found] == ["bodies", "counting", "waiting"]
        assert [en(title) for title in found[0].required] == ["Long Giang Provincial Police"]
        asked(province, case)
        assert openings(province("minh"), case)[0].required == ()

    def test_others_see_what_is_theirs(self, province):
        case = a_case(province)
        assert [each.template.id for each in openings(province("giang"), case)] == ["counting"]
        assert openings(province("nga"), case) == []


class TestUrging:
    def test_the_date_is_shown(self, province):
        request = a_request(province)
        urge(province("minh"), request, " Xin trả lời sớm ")
        assert only_row(province, request.consultation.case).urged_at == province.now
        assert province.told("urged") == [("cong-an-tinh", ("partner",))]
        assert ids(province("minh"), request)["urge"] == "Urged today already, at 09:00 30/11/2026."

    def test_not_twice_a_day(self, province):
        request = a_request(province)
        urge(province("minh"), request)
        with pytest.raises(NotOpen, match="urged this body today"):
            urge(province("minh"), request)
        later(province, province.now + timedelta(days=1))
        urge(province("minh"), request)

    def test_not_by_the_body_and_not_after_the_answer(self, province):
        request = a_request(province)
        with pytest.raises(NotAllowed):
            urge(province("an"), request)
        give_opinion(province("an"), request, says())
        with pytest.raises(NotOpen):
            urge(province("minh"), request)
