"""Mails about ballots go to members, to their assistants, and to whoever asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua import notifications
from motcua.ballots.actions import remind, withdraw
from motcua.notifications import about_ballots
from tests.make_ballots import LIMIT, VOTERS, a_ballot, a_committee, slip_of
from tests.make_consultations import later


@pytest.fixture
def committee(tmp_path):
    with a_committee(tmp_path) as made:
        notifications.furnish(made.office)
        yield made


def mails(committee, about):
    """Return the recipients of all mails of a kind, without their domain."""
    kept = committee.__dict__.setdefault("kept", [])
    while claimed := committee.root.outbox.claim(committee.now):
        for each in claimed:
            kept.append((each.about, each.recipient, each.body))
            committee.root.outbox.sent(each, committee.now)
    return sorted(
        recipient.split("@")[0]
        for what, recipient, _body in kept
        if what.startswith(f"ballot_{about}/")
    )


def test_members_and_assistants_get_their_slips(committee):
    ballot = a_ballot(committee)
    committee.work()
    assert mails(committee, "asked") == sorted([*VOTERS, "thay", "nga"])
    bodies = [body for _about, _recipient, body in committee.kept]
    slip = slip_of(ballot, "tai")
    assert any(f"/phieu/{slip.id}" in each for each in bodies)


def test_only_who_has_not_voted_is_reminded(committee):
    ballot = a_ballot(committee)
    remind(committee("minh"), ballot)
    committee.vote(ballot, "chu", "agree")
    committee.work()
    assert mails(committee, "urged") == sorted(VOTERS[1:])
    later(committee, LIMIT - timedelta(hours=20))
    committee.work()
    assert mails(committee, "reminder") == sorted(VOTERS[1:])


def test_the_asker_learns_the_result(committee):
    a_ballot(committee)
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    assert mails(committee, "closed") == ["minh"]


def test_a_withdrawal_is_told_with_its_reason_and_nobody_without_account(committee):
    ballot = a_ballot(committee)
    committee.root["people"]["pho"].disabled_at = committee.now
    withdraw(committee("minh"), ballot, "Dự thảo thay đổi.")
    committee.work()
    told = mails(committee, "withdrawn")
    assert "pho" not in told
    assert "tai" in told
    assert any("Dự thảo thay đổi." in body for _about, _recipient, body in committee.kept)


def test_what_is_gone_is_passed_over(committee):
    about_ballots.write(committee.system(), b"nothing!", "asked 1 - - member")
    assert not mails(committee, "asked")
