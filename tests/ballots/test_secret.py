"""A secret ballot: nothing that is stored ties a vote to a member."""

from __future__ import annotations

import io
import pickle
from datetime import timedelta

import pytest

from motcua.ballots.actions import save_slip, sign, withdraw
from motcua.ballots.refusals import CannotVote
from motcua.ballots.sealing import CannotOpen, NoUrn, Urns, opened, sealed
from motcua.ballots.session import session
from motcua.ballots.sheet import result_sheet
from tests.make_ballots import LIMIT, VOTERS, a_ballot, a_committee, answers, slip_of
from tests.make_consultations import later

CHOICES = ("agree", "disagree", "abstain", "agree", "agree")


def voted(committee):
    ballot = a_ballot(committee, template="phieu_kin", matters=["Bầu người A"])
    for person, choice in zip(VOTERS, CHOICES, strict=True):
        committee.vote(ballot, person, choice)
    return ballot


def stored_of(slip):
    """What a reader of the database finds of a slip, names of classes left out."""
    apart = ("ballot", "journal")
    kept = {name: value for name, value in slip.__dict__.items() if name not in apart}
    entries = [entry._asdict() for entry in slip.journal]
    file = io.BytesIO()
    pickle.Pickler(file).dump((kept, [str(each) for each in entries]))
    return file.getvalue()


def test_a_slip_says_that_and_not_how_somebody_voted(committee):
    ballot = voted(committee)
    sizes = set()
    for person in VOTERS:
        slip = slip_of(ballot, person)
        told = stored_of(slip)
        assert not any(each.encode() in told for each in ("agree", "disagree", "abstain"))
        assert (slip.answers, slip.signed_at) == ((), None)
        assert list(slip.journal)[-1].deed == "vote cast"
        sizes.add(len(slip.sealed))
    assert len(sizes) == 1


def plain(thing):
    """What a thing of a ballot holds, with what is random in every ballot left out."""
    kept = {
        name: value
        for name, value in thing.__dict__.items()
        if name not in {"ballot", "case", "journal", "slips", "key", "half", "sealed"}
    }
    journal = getattr(thing, "journal", ())
    entries = [(each.at, each.deed, each.person, dict(each.facts)) for each in journal]
    return repr((kept, entries)).replace(thing.key.hex(), ""), len(getattr(thing, "sealed", b""))


@pytest.mark.parametrize("counted", [False, True], ids=["while it is open", "after the end"])
def test_when_two_members_exchange_their_votes_nothing_stored_differs(tmp_path, counted):
    """Whatever a reader finds, they find it in both worlds: so it does not say who voted how."""
    worlds = []
    for number, choices in enumerate((CHOICES, ("disagree", "agree", *CHOICES[2:]))):
        with a_committee(tmp_path / str(number)) as committee:
            ballot = a_ballot(committee, template="phieu_kin", matters=["Bầu người A"])
            for person, choice in zip(VOTERS, choices, strict=True):
                committee.vote(ballot, person, choice)
            if counted:
                committee.work()
            told = [plain(each) for each in (*ballot.slips, ballot)]
            notices = [(n.about, [s.person for s in n.slips]) for n in committee.told_of]
            worlds.append((told, notices))
    assert worlds[0] == worlds[1]


def test_the_sums_are_right_and_the_way_back_is_destroyed(committee):
    ballot = voted(committee)
    cast = {each.person: each.sealed for each in ballot.voters}
    half, urns = ballot.half, Urns.of(committee.office)
    assert urns.key(ballot.key, half)
    committee.work()
    committee.work()
    count = ballot.count_of("1")
    assert (count.agree, count.disagree, count.abstain, count.outcome) == (3, 1, 1, "passed")
    assert (ballot.half, {each.sealed for each in ballot.slips}) == (b"", {b""})
    with pytest.raises(CannotOpen):
        urns.key(ballot.key, half)
    assert cast["chu"]
    urns.burn(ballot.key)


def test_nothing_is_shown_before_the_end_and_only_sums_after_it(committee):
    ballot = voted(committee)
    shown = session(committee("minh"), ballot)
    assert all(line.count is None for line in shown.matters)
    assert all(not line.answers for line in shown.members)
    committee.work()
    sheet = result_sheet(committee("minh"), ballot, "en")
    assert "<td>3</td><td>0</td><td>1</td><td>1</td>" in sheet
    assert sheet.count("Has voted") == 5


def test_it_is_not_kept_half_filled_in_and_takes_no_words(committee):
    ballot = a_ballot(committee, template="phieu_kin")
    slip = slip_of(ballot, "tai")
    with pytest.raises(CannotVote, match="secret"):
        save_slip(committee("tai"), slip, answers(ballot, "agree"), 0)
    sign(committee("tai"), slip, answers(ballot, "disagree", text="Chữ của tôi"), 0)
    assert "Chữ của tôi".encode() not in stored_of(slip)


def test_too_few_votes_are_not_told(committee):
    ballot = a_ballot(committee, template="phieu_kin")
    committee.vote(ballot, "chu", "agree")
    committee.vote(ballot, "pho", "disagree")
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    assert ballot.outcome == "not_counted"
    assert ballot.count_of("1").agree == 0
    assert "too few" in result_sheet(committee("minh"), ballot, "en")


def test_without_the_outer_half_nobody_votes_and_nothing_is_counted(committee):
    ballot = a_ballot(committee, template="phieu_kin")
    for each in VOTERS[:4]:
        committee.vote(ballot, each, "agree")
    Urns.of(committee.office).burn(ballot.key)
    with pytest.raises(CannotVote, match="urn"):
        committee.vote(ballot, "chinh", "agree")
    assert slip_of(ballot, "chinh").sealed == b""
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    assert ballot.outcome == "not_counted"
    assert ballot.ending.reason == "no key"


def test_withdrawn_votes_can_never_be_opened(committee):
    ballot = voted(committee)
    half = ballot.half
    withdraw(committee("minh"), ballot, "Thôi.")
    committee.work()
    assert not any(each.sealed for each in ballot.slips)
    with pytest.raises(CannotOpen):
        Urns.of(committee.office).key(ballot.key, half)


def test_a_changed_slip_is_noticed():
    cast = sealed(b"k" * 32, b"slip", ["agree", "disagree"])
    assert opened(b"k" * 32, b"slip", cast) == ["agree", "disagree"]
    for place in (0, 17, len(cast) - 1):
        broken = bytearray(cast)
        broken[place] ^= 1
        with pytest.raises(CannotOpen):
            opened(b"k" * 32, b"slip", bytes(broken))
    with pytest.raises(CannotOpen):
        opened(b"k" * 32, b"other", cast)


def test_a_place_that_cannot_be_written_is_said(committee, tmp_path):
    (tmp_path / "file").write_text("no folder")
    committee.office.settings["motcua.urns"] = str(tmp_path / "file" / "urns")
    with pytest.raises(NoUrn):
        a_ballot(committee, template="phieu_kin")
