"""When enough has come back, whether that is favourable, and what binds."""

from __future__ import annotations

import pytest
from tests.make_consultations import DUE, Province, later
from tests.make_rounds import CULTURE, LAND, POLICE, a_round, answer, request_to, rules, step

from motcua.cases.actions import available, perform
from motcua.cases.matter import matter_of
from motcua.consultations.actions import depart
from motcua.consultations.conditions import favourable, progress_said
from motcua.consultations.count import count
from motcua.words import translate
from motcua.workflows.steps import NotYet


def said(sentence: object) -> str:
    return translate(sentence, "en")


def verdict(province: Province, sent) -> tuple[bool, str]:
    found = favourable(matter_of(province("minh"), sent.case), province("minh"))
    return found.ok, said(found.sentence)


@pytest.mark.parametrize(
    ("rule", "answered", "enough"),
    [
        pytest.param("all", 2, False, id="all: one is missing"),
        pytest.param("all", 3, True, id="all"),
        pytest.param("any", 1, True, id="any"),
        pytest.param("majority", 1, False, id="majority: one of three"),
        pytest.param("majority", 2, True, id="majority: two of three"),
        pytest.param("2", 2, True, id="a number"),
        pytest.param("2/3", 1, False, id="a share, not reached"),
        pytest.param("2/3", 2, True, id="a share"),
    ],
)
def test_when_enough_has_come_back(province, rule: str, answered: int, enough: bool):
    rules(province, f"closed_when: {rule}")
    sent = a_round(province)
    for unit in (POLICE, LAND, CULTURE)[:answered]:
        answer(province, sent, unit)
    assert count(province("minh"), sent).is_enough is enough


class TestMandatory:
    def test_the_optional_ones_hold_nothing_up(self, province):
        rules(province, "closed_when: mandatory", culture="optional: yes", land="optional: yes")
        sent = a_round(province)
        assert not count(province("minh"), sent).is_enough
        answer(province, sent, POLICE)
        told = count(province("minh"), sent)
        assert told.is_enough
        assert {each.unit for each in told.besides} == {LAND, CULTURE}
        assert "optional and still open: " in said(progress_said(province("minh"), sent))

    def test_where_nobody_is_mandatory_everybody_is(self, province):
        rules(province, "closed_when: mandatory", *(), police="optional: yes")
        sent = a_round(province, POLICE)
        assert not count(province("minh"), sent).is_enough

    def test_the_page_says_why_it_can_be_decided_or_who_is_missing(self, province):
        rules(province, "closed_when: majority")
        sent = a_round(province)
        answer(province, sent, POLICE)
        text = said(progress_said(province("minh"), sent))
        assert text.startswith("One more opinion is needed, of ")
        answer(province, sent, LAND)
        text = said(progress_said(province("minh"), sent))
        assert text.startswith("Can be decided now: 2 have come back and 2 are needed; still open")


@pytest.mark.parametrize(
    ("rule", "outcomes", "ok"),
    [
        pytest.param("", ("agree", "agree", "agree"), True, id="nobody disagrees"),
        pytest.param("", ("agree", "other", "not_competent"), True, id="other is not a no"),
        pytest.param("", ("agree", "disagree", "agree"), False, id="one no"),
        pytest.param("", ("agree", "agree", None), False, id="one is missing"),
        pytest.param("all", ("agree", "agree", "not_competent"), True, id="all competent ones"),
        pytest.param("all", ("agree", "agree", "other"), False, id="other is no yes"),
        pytest.param("all", ("agree", "agree", None), False, id="all, one missing"),
        pytest.param("majority_of_asked", ("agree", "agree", None), True, id="two of three asked"),
        pytest.param("majority_of_asked", ("agree", None, None), False, id="one of three asked"),
        pytest.param("majority_of_given", ("agree", None, None), True, id="one of one given"),
        pytest.param(
            "majority_of_given", ("agree", "disagree", None), False, id="one of two given"
        ),
        pytest.param("majority_of_given", (None, None, None), False, id="none given"),
        pytest.param("2", ("agree", "agree_with_remarks", "disagree"), True, id="two"),
        pytest.param("2/3", ("agree", "disagree", "disagree"), False, id="a share"),
    ],
)
def test_when_opinions_are_favourable(province, rule: str, outcomes, ok: bool):
    rules(province, *([f"favourable_when: {rule}"] if rule else []))
    sent = a_round(province)
    for unit, outcome in zip((POLICE, LAND, CULTURE), outcomes, strict=True):
        if outcome:
            answer(province, sent, unit, outcome)
    assert verdict(province, sent)[0] is ok


class TestFavourable:
    def test_mandatory_leaves_out_who_is_optional(self, province):
        rules(province, "favourable_when: mandatory", culture="optional: yes")
        sent = a_round(province)
        answer(province, sent, POLICE)
        answer(province, sent, CULTURE, "disagree")
        assert verdict(province, sent) == (
            False, "1 are for it, 2 are needed. Still missing: Agriculture and Environment.",
        )  # fmt: skip
        answer(province, sent, LAND)
        assert verdict(province, sent)[0]

    def test_the_sentence_names_who_is_against_and_who_is_missing(self, province):
        rules(province, "favourable_when: majority_of_asked")
        sent = a_round(province)
        answer(province, sent, POLICE, "disagree")
        assert verdict(province, sent)[1] == (
            "0 are for it, 2 are needed. Against: Provincial Police. Still missing: Agriculture and"
            " Environment, Culture, Sports and Tourism."
        )

    @pytest.mark.parametrize("veto", ["cong-an-tinh", "agency"])
    def test_a_veto_of_a_unit_or_a_kind_of_unit_stops_it(self, province, veto: str):
        rules(province, "favourable_when: 2", f"veto: [{veto}]")
        sent = a_round(province)
        answer(province, sent, LAND)
        answer(province, sent, CULTURE)
        assert not verdict(province, sent)[0], "who can stop it has not spoken"
        answer(province, sent, POLICE, "disagree")
        ok, sentence = verdict(province, sent)
        assert not ok
        assert sentence == "Provincial Police may stop this by disagreeing, and disagrees."

    @pytest.mark.parametrize(
        ("meaning", "rule", "ok"),
        [
            pytest.param("agree", "all", True, id="deemed favourable counts"),
            pytest.param("against", "all", False, id="deemed unfavourable"),
            pytest.param("no_objection", "all", True, id="no objection stands in no way"),
            pytest.param("no_objection", "2", False, id="no objection supports nothing"),
            pytest.param("no_opinion", "all", True, id="one goes on without"),
            pytest.param("no_opinion", "majority_of_asked", False, id="who was asked is counted"),
        ],
    )
    def test_what_a_silence_weighs(self, province, meaning: str, rule: str, ok: bool):
        rules(province, f"favourable_when: {rule}", silence=meaning)
        sent = a_round(province)
        answer(province, sent, POLICE)
        later(province, DUE.replace(hour=17, minute=1))
        assert verdict(province, sent)[0] is ok, "before the worker has come"
        province.work()
        assert verdict(province, sent)[0] is ok

    def test_silence_is_told_apart_also_where_it_counts(self, province):
        rules(province, "favourable_when: all", silence="agree")
        sent = a_round(province)
        answer(province, sent, POLICE)
        province.work(DUE.replace(minute=1))
        later(province, DUE.replace(minute=2))
        from motcua.consultations.rounds.favourable import judgements

        (judgement,) = judgements(province("minh"), sent.case)
        assert (judgement.explicit, judgement.tacit) == (1, 2)
        assert said(judgement.said).endswith(
            "silent: Agriculture and Environment, Culture, Sports and Tourism."
        )

    def test_nobody_asked_is_not_favourable(self, province):
        rules(province)
        from tests.make_consultations import a_case

        case = a_case(province, procedure="cac-dot")
        assert not favourable(matter_of(province("minh"), case), province("minh")).ok

    def test_the_button_and_the_deed_say_the_same(self, province):
        rules(province, "favourable_when: all")
        sent = a_round(province)
        offer = next(o for o in available(province("minh"), sent.case) if o.action.id == "go_on")
        assert said(offer.reason).endswith(
            "Still missing: Provincial Police, Agriculture and Environment, Culture, Sports and"
            " Tourism."
        )
        with pytest.raises(NotYet):
            step(province, sent.case, "go_on")
        for unit in (POLICE, LAND, CULTURE):
            answer(province, sent, unit)
        step(province, sent.case, "go_on")


class TestDeciding:
    def test_a_binding_no_cannot_be_departed_from(self, province):
        rules(province, police="effect: binding")
        sent = a_round(province)
        request = answer(province, sent, POLICE, "disagree")
        depart(province("minh"), sent.case, request.key, "Không thuyết phục")
        step(province, sent.case, "hurry")
        offer = next(o for o in available(province("giang"), sent.case) if o.action.id == "sign")
        assert "The opinion of Provincial Police binds, and is against it" in said(offer.reason)
        with pytest.raises(NotYet, match="binds"):
            step(province, sent.case, "sign", "giang")
        step(province, sent.case, "refuse", "giang")

    def test_nor_decided_before_it_is_there(self, province):
        rules(province, "effect: binding")
        sent = a_round(province, POLICE)
        step(province, sent.case, "hurry")
        with pytest.raises(NotYet, match="still missing"):
            step(province, sent.case, "sign", "giang")

    def test_an_advisory_no_needs_a_reason_which_stands_in_the_letter(self, province):
        rules(province, "effect: binding", land="effect: advisory")
        sent = a_round(province, LAND)
        request = answer(province, sent, LAND, "disagree")
        step(province, sent.case, "hurry")
        with pytest.raises(NotYet, match="no reason is given"):
            step(province, sent.case, "sign", "giang")
        depart(province("giang"), sent.case, request.key, "Đã có quy hoạch mới thay thế")
        step(province, sent.case, "sign", "giang")
        (letter,) = [e.document for e in sent.case.dossier.files if e.paper == "letter:ket_qua"]
        text = letter.read().decode("utf8")
        assert "Đã có quy hoạch mới thay thế" in text
        assert "Sở Nông nghiệp và Môi trường" in text

    def test_a_letter_without_departures_says_nothing_of_them(self, province):
        rules(province)
        sent = a_round(province, LAND)
        answer(province, sent, LAND)
        step(province, sent.case, "hurry")
        perform(province("giang"), sent.case, "sign")
        (letter,) = [e.document for e in sent.case.dossier.files if e.paper == "letter:ket_qua"]
        assert "quyết khác" not in letter.read().decode("utf8").lower()

    def test_what_a_body_says_again_is_its_word(self, province):
        rules(province)
        sent = a_round(province, POLICE)
        answer(province, sent, POLICE, "disagree")
        assert not verdict(province, sent)[0]
        again = a_round(province, POLICE, case=sent.case)
        assert not verdict(province, sent)[0], "it has been asked again and not answered"
        answer(province, again, POLICE)
        assert verdict(province, sent)[0]
        assert request_to(sent, POLICE).opinion.reply.outcome == "disagree"
