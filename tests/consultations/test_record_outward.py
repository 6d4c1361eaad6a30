"""What leaves the office: marked by one, confirmed by another; the public record; the reply."""

import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.make_consultations import DUE, MONDAY, a_case, later, says
from tests.make_record import ALL, a_case_under, a_file, asked_under

from motcua.acting import NotAllowed, NotHere
from motcua.cases.events import NoticeDue
from motcua.consultations.actions import ask_opinions, correct_opinion, give_opinion
from motcua.consultations.content import Outsider, RedactedFile, Span, TakenOver
from motcua.consultations.outside.guests import guest
from motcua.consultations.record.public import (
    is_public,
    public_file,
    public_files,
    public_record,
)
from motcua.consultations.record.public_letter import public_letter
from motcua.consultations.record.putting import (
    may_be_put,
    open_number,
    put_seen,
    put_to_applicant,
    puttings,
    reply_to,
)
from motcua.consultations.record.redacting import (
    cannot_redact,
    confirm,
    digest_of,
    mark,
    parts_of,
    pieces_of,
    redaction_of,
    send_back,
    sentences_of,
    spans_of_words,
    standing,
)
from motcua.consultations.record.released import released, said
from motcua.consultations.refusals import CannotRedact, CannotReply

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/opinion.schema.json").read_text("utf8"))
WORDS = "Ông Nguyễn Văn Tám có tiền án. Cần xem lại."
NAME = "Nguyễn Văn Tám"


@pytest.fixture
def request_(province):
    """The police disagree, with a name in their text; anybody may read what is released."""
    request = asked_under(province, public="yes", reply_within="3 working days").requests[0]
    reply = says("disagree", WORDS, remarks=(f"Hỏi {NAME}",), places=("Điều 5",))
    give_opinion(province("an"), request, reply)
    return request


def named(request):
    return tuple(spans_of_words(parts_of(request.opinion.reply), [NAME], "personal_data"))


def released_by_two(province, request, spans=None, files=None):
    spans = named(request) if spans is None else spans
    before = redaction_of(province("minh"), request)
    seen = before.revision if before else 0
    redaction = mark(province("minh"), request, spans, files, seen=seen)
    confirm(province("loan"), request, redaction.revision)
    return released(province("minh"), request)


class TestMarking:
    def test_words_are_found_wherever_they_stand(self, request_):
        assert {each.part for each in named(request_)} == {"text", "remark:1"}

    def test_sentences_can_be_chosen(self):
        assert [WORDS[start:end] for start, end in sentences_of(WORDS)] == [
            "Ông Nguyễn Văn Tám có tiền án.",
            "Cần xem lại.",
        ]

    def test_nothing_leaves_before_a_second_person_has_confirmed(self, province, request_):
        assert standing(province("minh"), request_) == "none"
        assert released(province("minh"), request_) is None
        mark(province("minh"), request_, named(request_))
        assert standing(province("minh"), request_) == "marked"
        assert released(province("minh"), request_) is None
        confirm(province("loan"), request_, 1)
        assert standing(province("minh"), request_) == "confirmed"
        told = released(province("minh"), request_)
        assert said(told.text, "en") == "Ông [hidden: Personal data] có tiền án. Cần xem lại."
        assert said(told.remarks[0][1], "vi").startswith("Hỏi [")

    def test_the_original_is_untouched(self, province, request_):
        released_by_two(province, request_)
        assert request_.opinion.reply.text == WORDS

    def test_nobody_confirms_their_own_marks(self, province, request_):
        mark(province("minh"), request_, ())
        with pytest.raises(CannotRedact, match="yourself"):
            confirm(province("minh"), request_, 1)

    def test_nor_those_of_whoever_they_act_for(self, province, request_):
        mark(province("loan"), request_, ())
        minh = province("minh")
        held = replace(minh.holdings[0], on_behalf_of="loan")
        with pytest.raises(CannotRedact):
            confirm(replace(minh, holdings=(*minh.holdings, held)), request_, 1)

    @pytest.mark.parametrize("person", ["an", "hoa", "kien", "dung"])
    def test_only_who_decides_marks(self, province, request_, person):
        with pytest.raises(NotAllowed):
            mark(province(person), request_, ())

    def test_what_was_changed_meanwhile_is_looked_at_again(self, province, request_):
        mark(province("minh"), request_, ())
        with pytest.raises(CannotRedact):
            mark(province("loan"), request_, named(request_), seen=0)
        mark(province("minh"), request_, named(request_), seen=1)
        with pytest.raises(CannotRedact):
            confirm(province("loan"), request_, 1)

    def test_it_is_sent_back_with_a_reason(self, province, request_):
        mark(province("minh"), request_, ())
        with pytest.raises(CannotRedact):
            send_back(province("loan"), request_, " ", 1)
        send_back(province("loan"), request_, "Che cả tên", 1)
        assert standing(province("minh"), request_) == "sent_back"
        mark(province("minh"), request_, named(request_), seen=2)
        confirm(province("loan"), request_, 3)
        with pytest.raises(CannotRedact, match="already"):
            confirm(province("giang"), request_, 3)

    def test_there_must_be_something_to_confirm(self, province, request_):
        with pytest.raises(CannotRedact):
            confirm(province("loan"), request_, 0)

    @pytest.mark.parametrize(
        "span",
        [
            Span("text", 0, 4000, "other"),
            Span("text", 5, 5, "other"),
            Span("remark:9", 0, 1, "other"),
            Span("text", 0, 3, "because"),
        ],
        ids=["past the end", "empty", "no such part", "no such reason"],
    )
    def test_marks_that_fit_nothing_are_refused(self, province, request_, span):
        with pytest.raises(CannotRedact):
            mark(province("minh"), request_, [span])

    def test_marks_that_overlap_are_one(self, province, request_):
        spans = [Span("text", 0, 6, "security"), Span("text", 4, 18, "personal_data")]
        told = released_by_two(province, request_, spans)
        assert [each.reason for each in told.text] == ["security", ""]

    def test_after_a_correction_it_is_to_be_rechecked_and_nothing_leaves(self, province, request_):
        released_by_two(province, request_)
        correct_opinion(province("an"), request_, says("agree", "Đã rõ"), "Nhầm")
        assert standing(province("minh"), request_) == "recheck"
        assert released(province("minh"), request_) is None
        with pytest.raises(CannotRedact):
            confirm(province("giang"), request_, 1)
        assert "Đã rõ" not in json.dumps(public_file(province("minh"), request_.consultation.case))
        released_by_two(province, request_, ())
        assert standing(province("minh"), request_) == "confirmed"

    def test_what_is_confidential_or_sealed_never_leaves(self, province):
        request = asked_under(province, confidential="yes", public="yes").requests[0]
        assert cannot_redact(province("minh"), request)
        give_opinion(province("an"), request, says("disagree", WORDS))
        with pytest.raises(CannotRedact, match="confidential"):
            mark(province("minh"), request, ())
        sealed = asked_under(province, sealed="yes", public="yes").requests[0]
        give_opinion(province("an"), sealed, says("disagree", WORDS))
        with pytest.raises(CannotRedact, match="sealed"):
            mark(province("minh"), sealed, ())

    def test_files_leave_as_a_redacted_copy_as_they_are_or_not_at_all(self, province):
        request = asked_under(province, public="yes", confidential="may").requests[0]
        given = [a_file(province, f"{n}.pdf") for n in range(4)]
        reply = says(files=tuple(given), confidential_files=(given[3].id,))
        give_opinion(province("an"), request, reply)
        copy = a_file(province, "1-che.pdf", "minh")
        files = {
            given[0].id: RedactedFile(given[0].id, given[0]),
            given[1].id: RedactedFile(given[1].id, copy),
            given[2].id: None,
        }
        told = released_by_two(province, request, (), files)
        assert told.files == (given[0], copy)
        assert told.withheld == 2
        case = request.consultation.case
        assert set(public_files(province("minh"), case)) == {given[0].id, copy.id}
        wanted = {given[3].id: RedactedFile(given[3].id, given[3])}
        with pytest.raises(CannotRedact, match="confidential"):
            mark(province("minh"), request, (), wanted, seen=1)


class TestThePublicRecord:
    def test_before_the_release_it_says_that_there_is_an_answer_and_no_more(
        self, province, request_
    ):
        case = request_.consultation.case
        told = public_record(province("minh"), case)
        states = [line.state for line in told.rounds[0].lines]
        assert states == ["being_checked", "awaited", "awaited"]
        assert "disagree" not in json.dumps(public_file(province("minh"), case))

    def test_afterwards_the_redacted_text_and_nothing_else(self, province, request_):
        released_by_two(province, request_)
        told = json.dumps(
            public_file(province("minh"), request_.consultation.case), ensure_ascii=False
        )
        assert "Cần xem lại" in told
        for secret in (NAME, "Nguyễn Văn An", "Phạm Văn Minh", "Sông Xanh", "nhà xưởng"):
            assert secret not in told

    def test_what_was_taken_over_says_when_and_not_from_which_case(self, province, request_):
        at, why = MONDAY - timedelta(days=30), "Cùng thửa đất"
        facts = ("H99-KIN", at, (), "minh", "Phạm Văn Minh", why)
        request_.opinion.taken = TakenOver(b"earlier!", 1, *facts)
        released_by_two(province, request_)
        told = public_file(province("minh"), request_.consultation.case)
        assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
        body = told["consultations"][0]["bodies"][0]
        assert body["opinion"]["taken_over"] == {"given_at": at.isoformat()}
        assert body["answered_at"] is None
        for secret in ("H99-KIN", why, "Phạm Văn Minh"):
            assert secret not in json.dumps(told, ensure_ascii=False)

    def test_silence_stands_apart_with_its_rule(self, province, request_):
        later(province, DUE.replace(hour=18))
        province.work()
        told = public_file(province("minh"), request_.consultation.case)
        silent = told["consultations"][0]["bodies"][1]
        assert silent["state"] == "silent"
        assert silent["opinion"] is None
        assert silent["silence"]["ground"] == "NĐ 217/2026 Đ54.2c"

    @pytest.mark.parametrize("how", ["sealed", "confidential"])
    def test_what_is_closed_says_so(self, province, how):
        request = asked_under(province, public="yes", **{how: "yes"}).requests[0]
        give_opinion(province("an"), request, says("disagree", WORDS))
        told = public_record(province("minh"), request.consultation.case)
        assert told.rounds[0].lines[0].state == how

    def test_there_is_none_where_the_procedure_does_not_say_so(self, province):
        case = a_case(province)
        assert not is_public(province("minh"), case)
        for nothing in (case, None):
            with pytest.raises(NotHere):
                public_record(province("minh"), nothing)

    def test_what_is_produced_follows_the_published_schema(self, province, request_):
        check = Draft202012Validator(SCHEMA)
        case = request_.consultation.case
        assert list(check.iter_errors(public_file(province("minh"), case, "/cong-khai/x"))) == []
        released_by_two(province, request_)
        later(province, DUE.replace(hour=18))
        province.work()
        give_opinion(province("dung"), request_.consultation.requests[1], says())
        told = public_file(province("minh"), case, "/cong-khai/x")
        assert list(check.iter_errors(told)) == []
        told["consultations"][0]["bodies"][0]["opinion"]["secret"] = "x"
        assert list(check.iter_errors(told))


QUESTIONS = """
      ly_do: {title: {vi: Vì sao?, en: Why?}, kind: long_text}
      lien_he: {title: {vi: Hỏi ai?, en: Whom to ask?}, kind: phone, required: no}
      hop: {title: {vi: Có phù hợp không?, en: Does it fit?}, kind: yes_no}
      ngay: {title: {vi: Đến ngày, en: Until}, kind: date, required: no}
      dien_tich: {title: {vi: Diện tích, en: Area}, kind: number, required: no}
      muc: {title: {vi: Mức, en: Level}, kind: choice, required: no,
        choices: {a: {vi: Cao, en: High}}}
"""
ANSWERED = (
    ("ly_do", f"Vì {NAME} ở gần."),
    ("lien_he", "0912345678"),
    ("hop", False),
    ("ngay", date(2027, 1, 5)),
    ("dien_tich", 12.5),
    ("muc", "a"),
)


class TestAnswersToQuestions:
    @pytest.fixture
    def asked(self, province):
        request = asked_under(province, public="yes", questions=QUESTIONS).requests[0]
        give_opinion(province("an"), request, says("disagree", "Không hợp.", answers=ANSWERED))
        return request

    def test_words_can_be_marked_and_choices_leave_as_they_are(self, province, asked):
        pieces = pieces_of(province("minh"), asked)
        assert set(pieces) == {"text", "answer:ly_do", "answer:lien_he"}
        spans = tuple(spans_of_words(pieces, [NAME, "0912345678"], "personal_data"))
        told = released_by_two(province, asked, spans)
        shown = {each.field.id: said(each.pieces, "en") for each in told.answers if each.pieces}
        assert shown == {
            "ly_do": "Vì [hidden: Personal data] ở gần.",
            "lien_he": "[hidden: Personal data]",
        }
        assert [each.given for each in told.answers] == [
            None, None, False, date(2027, 1, 5), 12.5, "a",
        ]  # fmt: skip

    def test_page_file_and_paper_hide_the_same(self, province, asked):
        pieces = pieces_of(province("minh"), asked)
        spans = tuple(spans_of_words(pieces, [NAME, "0912345678"], "personal_data"))
        released_by_two(province, asked, spans)
        case = asked.consultation.case
        plain = public_file(province("minh"), case, "/cong-khai/x")
        assert list(Draft202012Validator(SCHEMA).iter_errors(plain)) == []
        answers = plain["consultations"][0]["bodies"][0]["opinion"]["answers"]
        assert [each["value"] for each in answers] == [None, None, False, "2027-01-05", 12.5, "a"]
        assert answers[2]["said"] == {"vi": "Không", "en": "No"}
        assert answers[4]["said"]["vi"] == "12,5"
        paper = public_letter(province("minh"), case)
        for told in (json.dumps(plain, ensure_ascii=False), paper):
            assert NAME not in told
            assert "0912345678" not in told
            assert "ở gần" in told
        for shown in ("Mức: Cao", "Có phù hợp không? Không", "12,5", "Công an tỉnh"):
            assert shown in paper
        assert "Sông Xanh" not in paper

    def test_what_nobody_asked_is_no_piece(self, province, asked):
        with pytest.raises(CannotRedact):
            mark(province("minh"), asked, [Span("answer:khac", 0, 1, "other")])
        with pytest.raises(CannotRedact):
            mark(province("minh"), asked, [Span("answer:muc", 0, 1, "other")])

    def test_another_answer_is_looked_over_anew(self, province, asked):
        released_by_two(province, asked, ())
        reply = asked.opinion.reply
        other = reply._replace(answers=(("ly_do", "Khác"), *reply.answers[1:]))
        assert digest_of(other) != digest_of(reply)
        correct_opinion(province("an"), asked, other, "Nhầm")
        assert standing(province("minh"), asked) == "recheck"
        assert released(province("minh"), asked) is None

    def test_a_reply_without_answers_keeps_the_digest_it_had(self):
        reply = says("agree", "Được", remarks=("Sửa",))
        plain = ["agree", [["remark:1", "Sửa"], ["text", "Được"]], []]
        written = json.dumps(plain, ensure_ascii=False).encode()
        assert digest_of(reply) == sha256(written).digest()[:16]


class TestBodiesOutside:
    ORGANISATION = Outsider("Viện Quy hoạch", "Bà Lê Thu", "thu@vien.example.org")
    PRIVATE = Outsider("", "Ông Phan Bá", "ba@example.org")

    @pytest.fixture
    def asked(self, province):
        case = a_case_under(province, public="yes", outside="yes")
        sent = ask_opinions(
            province("minh"), case, "bodies", units=ALL, question="Ý kiến?",
            outside=[self.ORGANISATION, self.PRIVATE],
        )  # fmt: skip
        for request in sent.requests:
            if request.outsider is not None:
                give_opinion(guest(province("minh"), request), request, says("disagree", WORDS))
        return {each.outsider.name: each for each in sent.requests if each.outsider}

    def lines(self, province, case):
        told = public_file(province("minh"), case, "/cong-khai/x")
        assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
        every = told["consultations"][0]["bodies"]
        return {each["unit"]["title"]["vi"]: each for each in every if each["outside"]}

    def test_an_organisation_is_named_and_somebody_private_is_not(self, province, asked):
        case = asked["Bà Lê Thu"].consultation.case
        assert set(self.lines(province, case)) == {"Viện Quy hoạch", "Cá nhân"}
        for request in asked.values():
            released_by_two(province, request)
        lines = self.lines(province, case)
        assert lines["Cá nhân"]["opinion"]["text"].startswith("Ông [đã che")
        told = json.dumps(lines, ensure_ascii=False) + public_letter(province("minh"), case)
        for hidden in ("Phan Bá", "Lê Thu", "example.org", NAME):
            assert hidden not in told

    def test_unless_two_people_let_the_name_leave(self, province, asked):
        request = asked["Ông Phan Bá"]
        mark(province("minh"), request, (), name_leaves=True)
        case = request.consultation.case
        assert "Ông Phan Bá" not in self.lines(province, case)
        confirm(province("loan"), request, 1)
        assert self.lines(province, case)["Ông Phan Bá"]["state"] == "published"
        again = says("agree", "Nay đồng ý")
        correct_opinion(guest(province("minh"), request), request, again, "Nghĩ lại")
        assert "Ông Phan Bá" not in self.lines(province, case)


class TestTheReply:
    def applicant(self, province, case):
        return replace(province("hoa"), person="", name="", holdings=(), applicant_of=case.id)

    def put(self, province, request):
        released_by_two(province, request)
        case = request.consultation.case
        return case, put_to_applicant(province("minh"), case, [request.key])

    def test_only_what_was_released_is_put(self, province, request_):
        case = request_.consultation.case
        assert may_be_put(province("minh"), case) == []
        with pytest.raises(CannotReply):
            put_to_applicant(province("minh"), case, [request_.key])
        released_by_two(province, request_)
        assert may_be_put(province("minh"), case) == [request_]
        with pytest.raises(NotAllowed):
            put_to_applicant(province("hoa"), case, [request_.key])

    def test_the_applicant_is_told_reads_it_redacted_and_replies_once(self, province, request_):
        told = []
        province.office.listen(NoticeDue, lambda _acting, event: told.append(event.about))
        case, _putting = self.put(province, request_)
        assert told == ["opinions"]
        applicant = self.applicant(province, case)
        (put,) = put_seen(applicant, case)
        assert NAME not in said(put.opinions[0].text, "vi")
        assert put.due > MONDAY
        with pytest.raises(CannotReply):
            reply_to(applicant, case, 0, " ", False)
        with pytest.raises(CannotReply):
            reply_to(applicant, case, 0, "Tôi có ý kiến", True)
        reply_to(applicant, case, 0, "Tôi không đồng tình", False)
        assert puttings(province("minh"), case)[0].text == "Tôi không đồng tình"
        assert told[-1] == "reply"
        assert open_number(applicant, case) is None
        with pytest.raises(CannotReply, match="already"):
            reply_to(applicant, case, 0, "", True)

    def test_nothing_to_add(self, province, request_):
        case, _putting = self.put(province, request_)
        reply_to(self.applicant(province, case), case, 0, "", True)
        assert puttings(province("minh"), case)[0].nothing_to_add

    def test_after_the_time_nothing_is_taken(self, province, request_):
        case, _putting = self.put(province, request_)
        later(province, DUE)
        assert open_number(self.applicant(province, case), case) is None
        with pytest.raises(CannotReply, match="over"):
            reply_to(self.applicant(province, case), case, 0, "Muộn", False)

    def test_nobody_but_the_applicant_replies(self, province, request_):
        case, _putting = self.put(province, request_)
        with pytest.raises(NotHere):
            reply_to(province("minh"), case, 0, "Thay mặt", False)
        with pytest.raises(NotHere):
            reply_to(self.applicant(province, case), case, 5, "Thay mặt", False)
        with pytest.raises(NotAllowed):
            put_seen(province("dung"), case)

    def test_what_was_put_is_not_put_twice_and_a_correction_is(self, province, request_):
        case, _putting = self.put(province, request_)
        assert may_be_put(province("minh"), case) == []
        correct_opinion(province("an"), request_, says("agree", "Đã rõ"), "Nhầm")
        assert put_seen(self.applicant(province, case), case)[0].opinions == ()
        released_by_two(province, request_, ())
        assert may_be_put(province("minh"), case) == [request_]

    def test_it_is_not_the_right_of_every_procedure(self, province):
        request = asked_under(province, public="yes").requests[0]
        give_opinion(province("an"), request, says())
        released_by_two(province, request, ())
        assert may_be_put(province("minh"), request.consultation.case) == []


def test_every_text_of_a_reply_can_be_marked():
    reply = says("agree", "a", remarks=("b", "c"), places=("p", ""), conditions=("d",))
    assert parts_of(reply) == {
        "text": "a", "place:1": "p", "remark:1": "b", "remark:2": "c", "condition:1": "d",
    }  # fmt: skip
