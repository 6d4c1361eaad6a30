"""What was asked about a case that is over becomes one record, and stays what it was."""

from datetime import timedelta

import pytest
from tests.make_consultations import a_case, asked, later, says

from motcua.cases.actions import perform
from motcua.consultations.actions import give_opinion
from motcua.consultations.content import (
    CaseConsultations,
    Consultation,
    Opinion,
    Request,
)
from motcua.consultations.history import history, problems
from motcua.consultations.table import table
from motcua.storage.keys import Keyed
from motcua.worker import look_at


def close(province, case, *bodies):
    """Let everybody answer and the leader sign."""
    for person, request in bodies:
        give_opinion(province(person), request, says("agree_with_remarks", "Nhất trí"))
    perform(province("minh"), case, "skip")
    perform(province("giang"), case, "sign")


def look(province, case):
    look_at(province.office, province.root, case.key)


def read_again(province, case):
    """Return what was asked as whoever comes next finds it: made of its record."""
    together = province.root.consultations.by_case[case.key]
    again = CaseConsultations.__new__(CaseConsultations)
    again.__setstate__(together.__getstate__())
    province.root.consultations.by_case[case.key] = again
    return again


@pytest.fixture
def over(province):
    """A case with an answer, of which the worker does not know yet that it is over."""
    case = a_case(province)
    consultation = asked(province, case)
    later(province, province.now + timedelta(hours=1))
    close(province, case, ("an", consultation.requests[0]))
    return case


def told(province, case):
    [consultation] = province.root.consultations.of_case(case.key)
    [request] = consultation.requests
    return (
        consultation.question,
        [each.document.sha256 for each in consultation.documents],
        (request.unit, request.state, request.clock, request.opinion.reply, request.id),
        (request.opinion.given_at, request.opinion.given_by_name, request.opinion.position),
        [event.entry for event in history(province("minh"), case)],
    )


def test_it_tells_the_same_as_before(province, over):
    before = told(province, over)
    look(province, over)
    assert read_again(province, over).is_bound
    assert told(province, over) == before
    [request] = province.root.consultations.by_case[over.key].requests
    assert province.root.consultations.request(request.key) is request
    assert request.consultation.case is over
    assert table(province("minh"), over)


def test_its_journals_are_proved_as_before(province, over):
    look(province, over)
    read_again(province, over)
    assert problems(province("minh"), over) == []
    [request] = province.root.consultations.by_case[over.key].requests
    journal = request.journal
    assert journal.pages == ()
    journal.past = journal.past.replace(b"agree_with_remarks", b"agree_with_remarkz")
    assert [each.number for each in problems(province("minh"), over)] == [3]
    journal.past += b"\n[]"
    assert [each.number for each in problems(province("minh"), over)] == [1]


def test_a_case_that_goes_on_is_left_alone(province):
    case = a_case(province)
    asked(province, case)
    look(province, case)
    assert not province.root.consultations.by_case[case.key].is_bound


def test_a_case_of_which_nothing_was_asked_has_nothing_to_put_away(province):
    look(province, a_case(province))


def test_what_still_waits_for_an_answer_is_left_alone(province, over):
    [request] = province.root.consultations.by_case[over.key].requests
    request.state = "opened"
    look(province, over)
    assert not province.root.consultations.by_case[over.key].is_bound


def test_what_is_changed_afterwards_is_kept(province, over):
    look(province, over)
    [request] = read_again(province, over).requests
    request.assignee = "an"
    assert read_again(province, over).is_bound
    [again] = province.root.consultations.by_case[over.key].requests
    assert again.assignee == "an"


def test_a_case_that_is_taken_up_again_is_asked_about_as_ever(province, over):
    look(province, over)
    read_again(province, over)
    over.unbind()
    over.track.state = "preparing"
    consultation = asked(province, over, "so-nnmt", "cong-an-tinh")
    together = province.root.consultations.by_case[over.key]
    assert not together.is_bound
    register = province.root.consultations
    assert [register.request(each.key) for each in together.requests] == list(together.requests)
    assert [each.unit for each in together.requests][1:] == list(consultation.units)
    assert problems(province("minh"), over) == []


class TestRecordsOfBefore:
    @pytest.mark.parametrize(
        "kind", [Request, Opinion, Consultation], ids=lambda kind: kind.__name__
    )
    def test_names_are_read(self, kind):
        older = kind.__new__(kind)
        older.__setstate__({kind.STORED[0]: b"x"})
        assert older.__getstate__()[0] == b"x"

    def test_every_value_is_stored(self):
        for kind in (Request, Opinion, Consultation, CaseConsultations):
            own = (each for each in (kind, Keyed) if issubclass(kind, each))
            named = {name for each in own for name in (*vars(each), *each.__annotations__)}
            named -= {"STORED", "PARTS", "SHORTENED"}
            values = {
                name
                for name in named
                if not name.startswith("_")
                and not isinstance(getattr(kind, name, None), property)
                and not callable(getattr(kind, name, None))
            }
            assert values == set(kind.STORED)

    def test_heads_that_stood_beside_the_journal_are_counted(self):
        together = CaseConsultations.__new__(CaseConsultations)
        together.__setstate__({"consultations": (), "anchored": (("0a", (3, "ff")),)})
        assert together.vouched == (3,)

    def test_a_request_that_was_entered_itself_is_found_and_put_away(self, province, over):
        register = province.root.consultations
        [request] = register.by_case[over.key].requests
        key = request.key
        register.requests[key] = request
        assert register.request(key) is request
        look(province, over)
        assert isinstance(register.requests[key], bytes)
        assert register.request(key).unit == "cong-an-tinh"
