"""Who sees what: the asker everything, the body its own, others nothing."""

import pytest
from tests.make_consultations import a_case, asked, says

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.consultations.access import document_for, documents_seen, opinions_seen, request_for
from motcua.consultations.actions import give_opinion, save_draft, withdraw
from motcua.documents.keeping import keep


@pytest.fixture
def request_(province):
    case = a_case(province)
    chosen = case.dossier.enclosures[0].document
    return asked(province, case, "cong-an-tinh", "so-nnmt", documents=[chosen.id]).requests[0]


@pytest.mark.parametrize("person", ["an", "chinh", "minh", "giang", "kien", "hoa"])
def test_both_sides_and_control_see_the_request(province, request_, person):
    assert request_for(province(person), request_.id) is request_


@pytest.mark.parametrize("person", ["dung", "van", "em"])
def test_another_body_does_not(province, request_, person):
    with pytest.raises(NotAllowed):
        request_for(province(person), request_.id)


@pytest.mark.parametrize("id", ["", "zz", "00" * 8])
def test_what_is_not_there_is_not_there(province, id):
    with pytest.raises(NotHere):
        request_for(province("an"), id)


def test_a_visitor_does_not_learn_that_it_is_there(province, request_):
    visitor = Acting(office=province.office, root=province.root, now=province.now)
    with pytest.raises(NotHere):
        request_for(visitor, request_.id)


class TestTheCase:
    def test_an_asked_body_sees_its_status(self, province, request_):
        assert sight(province("an"), request_.consultation.case) == Sight.STATUS

    def test_another_body_sees_nothing(self, province, request_):
        assert sight(province("van"), request_.consultation.case) == Sight.NOTHING

    def test_no_longer_after_the_request_was_withdrawn(self, province, request_):
        withdraw(province("minh"), request_, "Nhầm")
        assert sight(province("an"), request_.consultation.case) == Sight.NOTHING
        assert sight(province("dung"), request_.consultation.case) == Sight.STATUS

    def test_still_after_the_answer(self, province, request_):
        give_opinion(province("an"), request_, says())
        assert sight(province("an"), request_.consultation.case) == Sight.STATUS


class TestDocuments:
    def file(self, province, name):
        return keep(province("an"), name, name.encode(), "application/pdf", kind="opinion")

    def test_the_body_reads_the_chosen_ones_alone(self, province, request_):
        chosen, other = (each.document for each in request_.consultation.case.dossier.enclosures)
        assert document_for(province("an"), request_, chosen.id) is chosen
        with pytest.raises(NotHere):
            document_for(province("an"), request_, other.id)

    def test_files_of_a_draft_stay_inside(self, province, request_):
        file = self.file(province, "nhap.pdf")
        save_draft(province("an"), request_, says(files=(file,)), 0)
        assert document_for(province("binh"), request_, file.id) is file
        with pytest.raises(NotHere):
            document_for(province("minh"), request_, file.id)

    def test_files_of_an_opinion_are_the_askers_too(self, province, request_):
        file = self.file(province, "cv.pdf")
        give_opinion(province("an"), request_, says(files=(file,)))
        assert document_for(province("minh"), request_, file.id) is file
        assert documents_seen(province("dung"), request_) == ()

    def test_after_a_withdrawal_the_papers_are_closed_to_the_body(self, province, request_):
        withdraw(province("minh"), request_, "Nhầm")
        assert documents_seen(province("an"), request_) == ()
        assert len(documents_seen(province("minh"), request_)) == 1


def test_an_opinion_is_read_by_both_sides_and_nobody_else(province, request_):
    give_opinion(province("an"), request_, says())
    assert len(opinions_seen(province("minh"), request_)) == 1
    assert len(opinions_seen(province("binh"), request_)) == 1
    assert opinions_seen(province("dung"), request_) == ()
