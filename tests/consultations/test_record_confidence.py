"""Confidential, sealed, of other bodies, of units below: one predicate in every channel."""

import json
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from tests.make_consultations import DUE, later, says
from tests.make_record import a_file, asked_under

from motcua.acting import NotHere
from motcua.cases.matter import matter_of
from motcua.consultations.access import (
    document_for,
    documents_seen,
    may_see,
    opinion_seen,
    opinions_seen,
    peers_seen,
    reads_answer,
)
from motcua.consultations.actions import answer_remark, correct_opinion, give_opinion
from motcua.consultations.conditions import nobody_disagreed
from motcua.consultations.consultation_file import written
from motcua.consultations.desk import desk
from motcua.consultations.ledger import account
from motcua.consultations.overviews import matrix, opinions_sheet
from motcua.consultations.record.confidence import (
    ask_in_confidence,
    decides,
    inherited,
    is_confidential,
)
from motcua.consultations.record.wishes import (
    let_documents_be_read,
    make_confidential,
)
from motcua.consultations.refusals import CannotAnswer, CannotAsk, CannotExplain
from motcua.consultations.rounds.binding import binding_followed
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.synthesis import synthesis, synthesis_letter
from motcua.consultations.table import row, table
from motcua.documents.setting import as_docx, as_pdf
from motcua.pages.downloads import FONTS
from motcua.people.content import Person, Position
from motcua.words import translate

SECRET = "Người nộp đang bị điều tra"


def against(**more):
    return says("disagree", SECRET, remarks=("Không cấp " + SECRET,), **more)


def confidential(province, **more):
    """The police disagree, in confidence; land agrees."""
    sent = asked_under(province, **({"confidential": "yes"} | more))
    give_opinion(province("an"), sent.requests[0], against())
    return sent


class TestWhoDecides:
    @pytest.mark.parametrize("person", ["minh", "loan", "giang"])
    def test_holder_and_those_who_act_in_the_unit_that_leads(self, province, person):
        sent = confidential(province)
        assert decides(province(person), sent.case)
        assert opinion_seen(province(person), sent.requests[0]) is not None

    @pytest.mark.parametrize("person", ["hoa", "phuc", "kien", "nga", "dung", "em"])
    def test_counter_control_and_others_do_not(self, province, person):
        sent = confidential(province)
        assert not decides(province(person), sent.case)
        assert not reads_answer(province(person), sent.requests[0])


class TestConfidential:
    def test_the_body_reads_its_own(self, province):
        request = confidential(province).requests[0]
        for person in ("an", "binh", "chinh"):
            assert opinion_seen(province(person), request) is not None

    def test_the_body_chooses_where_the_procedure_leaves_it_the_choice(self, province):
        sent = asked_under(province, confidential="may")
        give_opinion(province("an"), sent.requests[0], against(confidential=True))
        give_opinion(province("dung"), sent.requests[1], says("disagree", "Không"))
        assert not reads_answer(province("kien"), sent.requests[0])
        assert reads_answer(province("kien"), sent.requests[1])

    def test_it_is_never_loosened(self, province):
        sent = asked_under(province, confidential="may")
        request = sent.requests[0]
        give_opinion(province("an"), request, against(confidential=True))
        correct_opinion(province("an"), request, says("agree"), "Đã rõ")
        assert request.opinion.reply.confidential
        assert not reads_answer(province("kien"), request)

    def test_the_asker_chooses_too(self, province):
        sent = asked_under(province, confidential="may")
        ask_in_confidence(province("minh"), sent)
        give_opinion(province("an"), sent.requests[0], against())
        assert not reads_answer(province("hoa"), sent.requests[0])
        other = asked_under(province, confidential="may", sealed="no").requests[0]
        make_confidential(province("minh"), other)
        assert is_confidential(province("an"), other)

    def test_where_the_procedure_knows_none_nobody_chooses(self, province):
        sent = asked_under(province, confidential="no")
        with pytest.raises(CannotAsk):
            ask_in_confidence(province("minh"), sent)
        with pytest.raises(CannotAnswer):
            give_opinion(province("an"), sent.requests[0], against(confidential=True))

    def test_what_comes_out_of_it_is_never_looser(self, province):
        request = confidential(province).requests[0]
        plain = asked_under(province, confidential="no")
        assert inherited(province("an"), request)
        assert not inherited(province("an"), None)
        plain.parent = request.key
        assert is_confidential(province("an"), plain.requests[0])

    def test_one_file_alone(self, province):
        sent = asked_under(province, confidential="may")
        request = sent.requests[0]
        plain, closed = a_file(province, "cv.pdf"), a_file(province, "mat.pdf")
        reply = says(files=(plain, closed), confidential_files=(closed.id,))
        give_opinion(province("an"), request, reply)
        assert set(documents_seen(province("minh"), request)) >= {plain, closed}
        assert document_for(province("hoa"), request, plain.id) is plain
        with pytest.raises(NotHere):
            document_for(province("hoa"), request, closed.id)
        kept = correct_opinion(province("an"), request, says(files=(plain, closed)), "Bổ sung")
        assert kept.reply.confidential_files == (closed.id,)
        told = json.loads(written(province("hoa"), sent.case))
        assert [each["name"] for each in _opinions(told)[0]["files"]] == ["cv.pdf"]


def _opinions(told):
    return [
        opinion
        for consultation in told["consultations"]
        for request in consultation["requests"]
        for opinion in request["opinions"]
    ]


def _page(acting, sent):
    return repr(
        [(each.outcome, each.opinion, each.tone) for each in table(acting, sent.case)[0].rows]
    )


def _desk(acting, sent):
    return repr([each.reply for each in desk(acting, sent.requests[0]).opinions])


def _ledger(acting, sent):
    told = account(acting, sent.case)
    return repr([line.texts for line in told.lines]) + repr(
        [each.request.opinion.reply for each in told.contradictions]
    )


def _letter(acting, sent):
    return synthesis_letter(acting, sent.case)


def _docx(acting, sent):
    document = Document(BytesIO(as_docx(synthesis_letter(acting, sent.case))))
    cells = [cell.text for table in document.tables for r in table.rows for cell in r.cells]
    return "\n".join([*cells, *(each.text for each in document.paragraphs)])


def _pdf(acting, sent):
    pages = pypdfium2.PdfDocument(as_pdf(synthesis_letter(acting, sent.case), FONTS))
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", " ")


def _json(acting, sent):
    return json.dumps(
        [
            _opinions(json.loads(written(acting, sent.case))),
            json.loads(written(acting, sent.case))["ledger"],
        ],
        ensure_ascii=False,
    )


def _files(acting, sent):
    return repr([each.name for each in documents_seen(acting, sent.requests[0])])


def _table_file(acting, sent):
    return repr(list(opinions_sheet.of_case(acting, sent.case)))


CHANNELS = {
    "table": (_page, "disagree"),
    "desk": (_desk, SECRET),
    "ledger": (_ledger, SECRET),
    "letter": (_letter, SECRET),
    "docx": (_docx, SECRET),
    "pdf": (_pdf, SECRET),
    "json": (_json, SECRET),
    "xlsx and csv": (_table_file, SECRET),
}


class TestEveryChannel:
    @pytest.mark.parametrize("channel", CHANNELS)
    @pytest.mark.parametrize("said", [{"confidential": "yes"}, {"sealed": "yes"}], ids=str)
    def test_nothing_comes_out_where_it_is_closed(self, province, channel, said):
        sent = asked_under(province, **said)
        give_opinion(province("an"), sent.requests[0], against())
        show, secret = CHANNELS[channel]
        assert secret not in show(province("kien"), sent)
        reads = "sealed" not in said
        assert (secret in show(province("minh"), sent)) == reads

    @pytest.mark.parametrize("channel", CHANNELS)
    def test_and_everything_where_it_is_open(self, province, channel):
        sent = asked_under(province)
        give_opinion(province("an"), sent.requests[0], against())
        show, secret = CHANNELS[channel]
        assert secret in show(province("kien"), sent)

    def test_counters(self, province):
        sent = confidential(province)
        assert account(province("kien"), sent.case).owed == 0
        assert account(province("minh"), sent.case).owed == 1
        told = [translate(each, "en") for each in synthesis(province("kien"), sent.case).counts]
        assert "Answers in time: 1" in told
        assert not any(each.startswith("Remarks made: 1") for each in told)

    def test_the_overview_of_many_cases(self, province):
        sent = asked_under(province, sealed="yes")
        give_opinion(province("an"), sent.requests[0], against())
        told = repr(matrix.matrix(province("minh")))
        assert "'closed'" in told
        assert "'disagree'" not in told

    def test_conditions_name_nobody_to_whoever_may_not_know(self, province):
        sent = confidential(province)
        matter = matter_of(province("hoa"), sent.case)
        said = translate(nobody_disagreed(matter, province("hoa")).sentence, "en")
        assert "confidential" in said
        assert "Police" not in said
        assert not nobody_disagreed(matter, province("minh")).ok

    def test_a_remark_one_may_not_read_cannot_be_answered(self, province):
        sent = confidential(province)
        key = account(province("minh"), sent.case).lines[0].remarks[0].key
        with pytest.raises(CannotExplain):
            answer_remark(province("kien"), sent.case, key, "kept", "Không")


class TestSealed:
    def test_it_opens_with_the_last_answer(self, province):
        first, second, third = asked_under(province, sealed="yes").requests
        give_opinion(province("an"), first, against())
        give_opinion(province("dung"), second, says())
        line = row(province("minh"), first)
        assert (line.opinion, line.outcome, line.tone) == (None, "", "closed")
        assert translate(line.state, "en") == "Answered"
        assert opinions_seen(province("dung"), first) == ()
        assert row(province("an"), first).opinion is not None
        give_opinion(province("van"), third, says())
        assert row(province("minh"), first).opinion is not None

    def test_or_when_the_time_is_over(self, province):
        first, *_others = asked_under(province, sealed="yes").requests
        give_opinion(province("an"), first, against())
        later(province, DUE)
        assert not reads_answer(province("minh"), first)
        later(province, DUE.replace(hour=18))
        assert reads_answer(province("minh"), first)

    @pytest.mark.parametrize("condition", [nobody_disagreed, binding_followed])
    def test_no_step_rests_on_what_is_sealed(self, province, condition):
        sent = asked_under(province, sealed="yes", effect="binding")
        give_opinion(province("an"), sent.requests[0], says("disagree", "Không"))
        told = condition(matter_of(province("minh"), sent.case), province("minh"))
        assert not told.ok
        assert "sealed" in translate(told.sentence, "en")


class TestOtherBodies:
    @pytest.mark.parametrize(
        ("rule", "before", "after"),
        [("own", False, False), ("after_answering", False, True), ("all", True, True)],
    )
    def test_what_they_read_of_each_other(self, province, rule, before, after):
        first, second, _third = asked_under(province, bodies_see=rule).requests
        file = a_file(province)
        give_opinion(province("an"), first, says(files=(file,)))
        assert bool(peers_seen(province("dung"), second)) == before
        give_opinion(province("dung"), second, says())
        assert bool(desk(province("dung"), second).peers) == after
        assert (file in documents_seen(province("dung"), second)) == after
        assert not may_see(province("dung"), first)

    def test_never_what_is_confidential(self, province):
        first, second, _third = asked_under(province, bodies_see="all", confidential="yes").requests
        give_opinion(province("an"), first, says())
        assert peers_seen(province("dung"), second) == ()


class TestUnitsAbove:
    @pytest.fixture
    def above(self, province):
        """Somebody of the People's Committee, who reads the cases of their own unit."""
        person = Person("ong", name="Ông Chủ tịch", email="ong@longgiang.example")
        province.root["people"].enter(person)
        position = Position(
            id="ong.1", person="ong", unit="ubnd-tinh", roles=("leader",),
            since=province.now.date().replace(month=1), names=("Chủ tịch", "Chair"),
        )  # fmt: skip
        province.root["people"].seat(person, position)
        return "ong"

    @pytest.mark.parametrize(
        ("superiors", "reads"), [("none", False), ("parent", True), ("all", True)]
    )
    def test_read_what_those_below_are_asked_where_it_is_set(
        self, province, above, superiors, reads
    ):
        rules = province.office.borrow(ConsultationRules)
        province.office.lend(ConsultationRules, replace(rules, superiors=superiors))
        request = asked_under(province).requests[1]
        give_opinion(province("dung"), request, says())
        assert may_see(province(above), request) == reads
        assert bool(opinions_seen(province(above), request)) == reads


class TestAccessToPapers:
    def test_it_ends_with_the_answer(self, province):
        request = asked_under(province, keeps_access="no").requests[0]
        assert len(documents_seen(province("an"), request)) == 1
        give_opinion(province("an"), request, says())
        assert documents_seen(province("an"), request) == ()
        assert desk(province("an"), request).documents == ()
        assert len(documents_seen(province("minh"), request)) == 1

    def test_unless_the_asker_lets_it_go_on(self, province):
        request = asked_under(province, keeps_access="no").requests[0]
        give_opinion(province("an"), request, says())
        let_documents_be_read(province("minh"), request)
        assert len(documents_seen(province("an"), request)) == 1


def test_earlier_versions_are_for_the_body_and_for_those_who_decide(province):
    request = asked_under(province).requests[0]
    give_opinion(province("an"), request, says("disagree", "Không"))
    correct_opinion(province("an"), request, says(), "Đã rõ")
    seen = {each: len(opinions_seen(province(each), request)) for each in ("an", "minh", "kien")}
    assert seen == {"an": 2, "minh": 2, "kien": 1}


class TestAskedFurther:
    def test_the_body_that_asks_in_its_turn_reads_what_comes_back(self, province):
        above = confidential(province).requests[0]
        below = asked_under(province)
        below.parent = above.key
        give_opinion(province("dung"), below.requests[1], says())
        assert may_see(province("an"), below.requests[1])
        assert reads_answer(province("an"), below.requests[1])
        assert not reads_answer(province("kien"), below.requests[1])
