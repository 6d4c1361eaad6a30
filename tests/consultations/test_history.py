"""One history out of many journals, and the proof that none was touched."""

from datetime import timedelta

from tests.make_consultations import a_case, a_request, asked, later, says

from motcua.cases.actions import perform
from motcua.consultations import found, recipients
from motcua.consultations.actions import (
    ask_extension,
    assign,
    give_opinion,
    grant_extension,
    withdraw,
)
from motcua.consultations.history import ANCHORED, anchor, history, newest_first, problems
from motcua.deadlines.terms import read_term
from motcua.journal import note
from motcua.journal.content import Journal
from motcua.words import translate


def anchors(case):
    return [entry for entry in case.journal if entry.deed == ANCHORED]


class TestHistory:
    def test_all_journals_in_the_order_of_time(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        later(province, province.now + timedelta(hours=1))
        give_opinion(province("an"), request, says())
        later(province, province.now + timedelta(hours=1))
        perform(province("minh"), case, "wait")
        told = [(event.entry.deed, event.request) for event in history(province("minh"), case)]
        assert told[-4:] == [
            ("opinions asked", None), ("opened", request), ("opinion given", request),
            ("wait", None),
        ]  # fmt: skip

    def test_newest_first_it_is_the_same(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        later(province, province.now + timedelta(hours=1))
        give_opinion(province("an"), request, says())
        told = [event.entry.deed for event in newest_first(province("minh"), case)]
        assert told == ["opinion given", "opened", "opinions asked", "assign", "filed"]

    def test_a_case_without_consultations_has_its_own(self, province):
        case = a_case(province)
        assert [e.entry.deed for e in history(province("minh"), case)] == ["filed", "assign"]
        anchor(province("minh"), case)
        assert anchors(case) == []


class TestProof:
    def test_the_case_vouches_for_the_journals_when_it_moves(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        give_opinion(province("an"), request, says())
        perform(province("minh"), case, "wait")
        assert anchors(case)[-1].facts["heads"] == {
            request.id: [len(request.journal), request.journal.head.hex()]
        }
        assert problems(province("minh"), case) == []

    def test_only_for_what_has_changed(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        give_opinion(province("an"), request, says())
        perform(province("minh"), case, "wait")
        before = len(anchors(case))
        perform(province("minh"), case, "go_on")
        assert len(anchors(case)) == before

    def test_a_changed_entry_is_found(self, province):
        request = a_request(province)
        (link,) = request.journal.pages[0].links
        request.journal.pages[0].links = (link.replace(b"asked", b"urged"),)
        (broken,) = problems(province("minh"), request.consultation.case)
        assert (broken.journal, broken.number) == (request.id, 1)

    def test_an_end_that_was_cut_off_is_found(self, province):
        request = a_request(province)
        request.journal.pages = ()
        (broken,) = problems(province("minh"), request.consultation.case)
        assert translate(broken.sentence, "en") == "the end was cut off"

    def test_a_journal_that_was_replaced_is_found(self, province):
        request = a_request(province)
        request.journal = Journal()
        note(province("an"), request.journal, "asked")
        (broken,) = problems(province("minh"), request.consultation.case)
        assert translate(broken.sentence, "en") == "differs from what the case took down"

    def test_a_request_that_is_gone_is_found(self, province):
        request = a_request(province)
        consultation = request.consultation
        consultation.requests, consultation.units = (), ()
        (broken,) = problems(province("minh"), consultation.case)
        assert broken.number == 1


class TestRecipients:
    def told(self, province, request, recipient):
        return [each.email for each in recipients.of(province("minh"), request, recipient)]

    def test_the_body_is_its_address_and_whoever_prepares_the_answer(self, province):
        request = a_request(province)
        assert self.told(province, request, "partner") == ["congan@longgiang.example"]
        assign(province("chinh"), request, "binh")
        assert self.told(province, request, "partner") == [
            "congan@longgiang.example", "binh@longgiang.example",
        ]  # fmt: skip

    def test_the_asker_is_who_asked_and_who_holds_the_case(self, province):
        request = a_request(province)
        assert self.told(province, request, "asker") == ["minh@longgiang.example"]
        request.consultation.case.track.assignee = "nga"
        assert self.told(province, request, "asker") == [
            "minh@longgiang.example", "nga@longgiang.example",
        ]  # fmt: skip
        assert self.told(province, request, "assignee") == ["nga@longgiang.example"]

    def test_the_head_of_the_one_stop_unit(self, province):
        assert "phuc@longgiang.example" in self.told(province, a_request(province), "one_stop_head")

    def test_roles_of_the_procedure(self, province):
        request = a_request(province)
        assert self.told(province, request, "clerk") == ["hoa@longgiang.example"]
        assert self.told(province, request, "nobody-knows") == []

    def test_whoever_left_is_not_told(self, province):
        request = a_request(province)
        province.root["people"]["minh"].disabled_at = province.now
        assert self.told(province, request, "asker") == []


def test_every_deed_of_the_asker_stands_in_the_cases_journal_or_is_vouched_for(province):
    request = a_request(province)
    case = request.consultation.case
    ask_extension(province("an"), request, read_term("1 working day"), "x")
    grant_extension(province("minh"), request)
    withdraw(province("minh"), request, "Thôi")
    assert anchors(case)[-1].facts["heads"][request.id][0] == len(request.journal)


def test_an_older_root_keeps_its_register(province):
    before = province.root.consultations
    found(province.root)
    assert province.root.consultations is before
