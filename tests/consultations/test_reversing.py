"""What silence means, that it stays apart from an answer for ever, and how it is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.make_consultations import DUE, Province, later, says
from tests.make_rounds import LAND, POLICE, a_round, answer, request_to, rules, step

from motcua.cases.actions import perform
from motcua.cases.matter import matter_of
from motcua.consultations.actions import give_opinion, open_request, reverse_silence
from motcua.consultations.conditions import favourable
from motcua.consultations.consultation_file import consultation_file
from motcua.consultations.count import count
from motcua.consultations.refusals import CannotReverse
from motcua.consultations.suggestions import silence_said
from motcua.consultations.synthesis import synthesis
from motcua.consultations.table import row
from motcua.consultations.templates import limit_of, template_of
from motcua.deadlines.terms import read_term
from motcua.words import translate

AFTER = DUE + timedelta(minutes=1)
THREE_DAYS = read_term("3 working days")


def said(sentence: object) -> str:
    return translate(sentence, "en")


def silent(province: Province, meaning: str = "agree"):
    """Return a round in which the police was silent and the land office agreed."""
    rules(province, silence=meaning)
    sent = a_round(province, POLICE, LAND)
    open_request(province("an"), request_to(sent, POLICE))
    answer(province, sent, LAND)
    later(province, AFTER)
    province.work()
    return sent


@pytest.mark.parametrize(
    ("meaning", "words"),
    [
        pytest.param("agree", "counts as agreement", id="deemed favourable"),
        pytest.param("no_objection", "counts as having no objection", id="no objection"),
        pytest.param("against", "counts as disagreement", id="deemed unfavourable"),
        pytest.param("no_opinion", "counts as having no opinion", id="one goes on without"),
    ],
)
class TestEveryMeaning:
    def test_it_is_a_dated_record_with_its_rule(self, province, meaning: str, words: str):
        sent = silent(province, meaning)
        request = request_to(sent, POLICE)
        assert request.silence.meaning == meaning
        assert request.silence.recorded_at == AFTER
        assert request.silence.ground == "NĐ 96/2026 Đ6.6"
        assert words in said(silence_said(template_of(province("minh"), sent)))

    def test_it_never_looks_like_an_answer(self, province, meaning: str, words: str):
        sent = silent(province, meaning)
        line = row(province("minh"), request_to(sent, POLICE))
        assert (line.tone, line.outcome, line.opinion) == ("silence", "", None)
        assert words in said(line.silence)
        told = consultation_file(province("minh"), sent.case)["consultations"][0]
        police, land = told["requests"]
        assert (police["opinions"], police["silence"]["meaning"]) == ([], meaning)
        assert (len(land["opinions"]), land["silence"]) == (1, None)
        table = synthesis(province("minh"), sent.case)
        assert [each.unit.id for each in table.silent] == [POLICE]

    def test_the_body_and_its_head_are_told(self, province, meaning: str, words: str):
        silent(province, meaning)
        assert province.told("silence") == [(POLICE, ("partner", "asker"))]
        assert province.told("escalated") == [(POLICE, ("body_head",))]


class TestReversing:
    def test_the_body_owes_its_answer_again_and_is_missing(self, province):
        sent = silent(province)
        request = request_to(sent, POLICE)
        reverse_silence(province("minh"), request, "Hồ sơ gửi thiếu tài liệu", within=THREE_DAYS)
        assert (request.state, request.silence) == ("opened", None)
        (reversal,) = request.reversals
        assert (reversal.silence.meaning, reversal.reason) == ("agree", "Hồ sơ gửi thiếu tài liệu")
        assert request in count(province("minh"), sent).missing
        assert not favourable(matter_of(province("minh"), sent.case), province("minh")).ok
        give_opinion(province("an"), request, says("disagree", "Chưa bảo đảm"))
        assert (request.state, request.opinion.is_late) == ("answered", False)
        assert province.told("silence_reversed") == [(POLICE, ("partner", "asker"))]

    def test_the_record_is_never_taken_away(self, province):
        sent = silent(province)
        request = request_to(sent, POLICE)
        reverse_silence(province("minh"), request, "Gửi thiếu tài liệu")
        line = said(row(province("minh"), request).silence)
        assert line.startswith("No answer by 17:00")
        assert "Undone by Phạm Văn Minh" in line
        assert "Gửi thiếu tài liệu" in line
        assert [each.deed for each in request.journal].count("silence recorded") == 1
        told = consultation_file(province("minh"), sent.case)["consultations"][0]["requests"][0]
        assert told["reversals"][0]["silence"]["meaning"] == "agree"
        assert told["silence"] is None

    def test_silent_once_more_it_is_a_second_record(self, province):
        sent = silent(province)
        request = request_to(sent, POLICE)
        reverse_silence(province("minh"), request, "Gửi thiếu", within=THREE_DAYS)
        later(province, limit_of(province("minh"), request) + timedelta(minutes=1))
        province.work()
        assert request.silence != request.reversals[0].silence
        assert (request.state, request.struck) == ("silent", None)

    def test_free_the_late_word_counts_instead(self, province):
        sent = silent(province, "against")
        request = request_to(sent, POLICE)
        give_opinion(province("an"), request, says("agree"))
        assert not favourable(matter_of(province("minh"), sent.case), province("minh")).ok
        reverse_silence(province("minh"), request, "Chậm vì sự cố đường truyền", "free")
        assert favourable(matter_of(province("minh"), sent.case), province("minh")).ok
        line = row(province("minh"), request)
        assert (line.tone, line.is_late) == ("agree", True)
        assert "Undone by" in said(line.silence)

    def test_free_without_a_word_it_weighs_nothing_and_nothing_waits(self, province):
        sent = silent(province, "against")
        request = request_to(sent, POLICE)
        reverse_silence(province("minh"), request, "Không thuộc thẩm quyền", "free")
        assert count(province("minh"), sent).is_enough
        assert favourable(matter_of(province("minh"), sent.case), province("minh")).ok
        assert row(province("minh"), request).tone == "silence"
        give_opinion(province("an"), request, says("disagree", "Không"))
        assert not favourable(matter_of(province("minh"), sent.case), province("minh")).ok

    def test_by_whoever_decides_too(self, province):
        sent = silent(province)
        step(province, sent.case, "hurry")
        reverse_silence(province("giang"), request_to(sent, POLICE), "Cần ý kiến thật", "free")

    @pytest.mark.parametrize(
        ("who", "reason", "then", "why"),
        [
            pytest.param("minh", " ", "answer", "Say why", id="without a reason"),
            pytest.param("minh", "Vì", "khác", "Say what follows", id="without a consequence"),
            pytest.param("hoa", "Vì", "answer", "", id="by the counter"),
        ],
    )
    def test_what_is_refused(self, province, who: str, reason: str, then: str, why: str):
        sent = silent(province)
        with pytest.raises(CannotReverse, match=why):
            reverse_silence(province(who), request_to(sent, POLICE), reason, then)
        assert request_to(sent, POLICE).silence is not None

    def test_an_answer_is_no_silence_and_a_silence_is_undone_once(self, province):
        sent = silent(province)
        with pytest.raises(CannotReverse, match="no silence"):
            reverse_silence(province("minh"), request_to(sent, LAND), "Vì")
        reverse_silence(province("minh"), request_to(sent, POLICE), "Vì", "free")
        with pytest.raises(CannotReverse, match="no silence"):
            reverse_silence(province("minh"), request_to(sent, POLICE), "Vì", "free")

    def test_not_once_the_case_is_decided(self, province):
        sent = silent(province)
        step(province, sent.case, "hurry")
        perform(province("giang"), sent.case, "sign")
        with pytest.raises(CannotReverse):
            reverse_silence(province("giang"), request_to(sent, POLICE), "Vì")
