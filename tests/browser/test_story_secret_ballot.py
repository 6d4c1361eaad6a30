"""A secret ballot on a telephone: nobody learns how anybody voted, only that they did.

The Office asks fifteen members in secret and sees on its agenda who has
voted.  One member votes on a telephone of 320 px; neither the secretary's page
nor the member's own tells what was chosen.  After the limit only sums stand.

What nobody may learn, the bytes on the disk do not hold either: everything that the
storage has ever written is read as it lies there, with its history and what it notes
for undoing.  That this reader would find a vote, an open ballot shows.
"""

from __future__ import annotations

import logging
import shutil
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import expect
from ZODB.FileStorage import FileStorage

from motcua.ballots.actions import sign
from motcua.ballots.content import Answer
from motcua.ballots.sealing import CannotOpen, Urns, opened
from motcua.pages.asking import OFFICE
from tests.browser.beforehand import SECRET, SECRETARY, a_draft_decision, acting, publish_secret
from tests.browser.conftest import NARROW, Come, Served

pytestmark = [pytest.mark.browser]

NOW = datetime(2026, 11, 23, 9, 30)
AFTER = datetime(2026, 11, 30, 8, 0)
MEMBER, NAME = "khoa.nguyen", "Nguyễn Đăng Khoa"
OTHERS = 4


class Found(NamedTuple):
    """One thing that was written once, as whoever has the file finds it."""

    note: bytes
    """Who and where, as the storage keeps it to undo things."""
    oid: bytes
    data: bytes


def written(served: Served, folder: Path) -> list[Found]:
    """Return everything that the storage has ever written, and its files, as they lie there."""
    served_from = served.app.registry._zodb_databases[""].storage
    copy = shutil.copy(served_from.getName(), folder / "copy.fs")
    storage = FileStorage(str(copy), read_only=True)
    found = [
        Found(b"%r %r %r" % (each.user, each.description, each.extension), part.oid, part.data)
        for each in storage.iterator()
        for part in each
    ]
    storage.close()
    files = Path(served_from.fshelper.base_dir).rglob("*.blob")
    return found + [Found(b"", each.name.encode(), each.read_bytes()) for each in files]


def since(before: set[Found], found: list[Found]) -> list[Found]:
    """Return what was written since."""
    return [each for each in found if each not in before]


def tells(found: list[Found], person: str, name: str) -> list[Found]:
    """Return what holds both a member and a choice, in the words of programs or of people."""
    who = (person.encode(), name.encode())
    how = (b"agree", b"abstain", "Không đồng ý".encode())
    return [
        each
        for each in found
        if any(word in each.data + each.note for word in who)
        and any(word in each.data + each.note for word in how)
    ]


def _others_vote(served: Served, root: Any, code: bytes) -> None:
    [ballot] = root.ballots.of_case(root.cases.codes[code])
    for slip in [each for each in ballot.voters if each.person != MEMBER][:OTHERS]:
        said = [Answer(matter.id, "agree") for matter in ballot.matters]
        sign(acting(served, root, slip.person), slip, said, slip.revision)


def _voted(served: Served, code: str) -> tuple[bytes, bytes]:
    """Return what the slip of the member is stored under, and its seal."""

    def look(root: Any) -> tuple[bytes, bytes]:
        [ballot] = root.ballots.of_case(root.cases.codes[code.encode()])
        [slip] = [each for each in ballot.voters if each.person == MEMBER]
        assert len({len(each.sealed) for each in ballot.voters if each.sealed}) <= 1
        return slip._p_oid, slip.sealed

    found: tuple[bytes, bytes] = served.look(look)
    return found


def test_the_reader_of_bytes_finds_an_open_vote(served: Served, tmp_path: Path) -> None:
    served.hands.turn_to(NOW)
    case = served.look(lambda root: str(a_draft_decision(served, root).code))
    before = set(written(served, tmp_path))

    def vote(root: Any) -> None:
        [ballot] = root.ballots.of_case(root.cases.codes[case.encode()])
        [slip] = [each for each in ballot.voters if each.person == MEMBER]
        said = [Answer(each.id, "disagree", "Chưa rõ.") for each in ballot.matters]
        sign(acting(served, root, MEMBER), slip, said, slip.revision)

    served.look(vote)
    oid, seal = _voted(served, case)
    found = tells(since(before, written(served, tmp_path)), MEMBER, NAME)
    assert oid in {each.oid for each in found}
    assert seal == b""


def test_a_secret_vote_on_a_telephone(
    served: Served, visit: Come, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    urns = tmp_path / "urns"
    served.app.registry[OFFICE].settings["motcua.urns"] = str(urns)
    served.hands.turn_to(NOW)
    served.look(publish_secret)
    before = set(written(served, tmp_path))
    code = str(served.look(lambda root: a_draft_decision(served, root, procedure=SECRET).code))

    member = visit(MEMBER, NARROW)
    page = member.go("/viec")
    page.locator("[data-line]", has_text=code).locator("[data-open]").click()
    expect(page.locator(".silence-said")).to_contain_text("kín")
    expect(page.locator("textarea[name^=text-]")).to_have_count(0)
    expect(member.button("Lưu")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    page.locator("#c-1-agree").check()
    page.locator("#c-2-disagree").check()
    member.button("Xem lại và ký").click()
    expect(page.locator(".slip-review")).to_contain_text("Không đồng ý")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    member.button("Ký và gửi").click()
    expect(page.locator(".notice-done")).to_contain_text("Phiếu đã được ký")
    own = served.look(
        lambda root: next(
            each.id
            for each in root.ballots.of_case(root.cases.codes[code.encode()])[0].slips
            if each.person == MEMBER
        )
    )
    page = member.go(f"/phieu/{own}")
    expect(page.locator(".slip-done")).to_contain_text("Đã cho ý kiến")
    expect(page.locator(".slip-done")).not_to_contain_text("Không đồng ý")

    oid, seal = _voted(served, code)
    found = since(before, written(served, tmp_path))
    assert tells(found, MEMBER, NAME) == []
    cast = [each for each in found if each.oid == oid]
    assert seal in cast[-1].data
    assert own.encode() in b"".join(each.note for each in cast)

    served.look(lambda root: _others_vote(served, root, code.encode()))
    office = visit(SECRETARY)
    page = office.go("/lay-phieu")
    expect(page.locator(".sessions-agenda > li", has_text=code)).to_contain_text("5/15")
    page.locator(".sessions-agenda > li", has_text=code).get_by_role("link").first.click()
    expect(page.locator(".member", has_text="Nguyễn Đăng Khoa")).to_contain_text("Đã cho ý kiến")
    expect(page.locator(".member-answers")).to_have_count(0)
    expect(page.locator(".agenda-sums")).to_have_count(0)

    served.hands.turn_to(AFTER)
    served.work()
    office = visit(SECRETARY)
    page = office.go("/lay-phieu")
    page.locator(".sessions-agenda > li", has_text=code).get_by_role("link").first.click()
    expect(page.locator(".agenda-sums").nth(1)).to_contain_text("không đồng ý 1")
    expect(page.locator(".member-answers")).to_have_count(0)

    found = since(before, written(served, tmp_path))
    # The ballot itself holds who may vote, and the sums; which is whose it does not:
    # tests/ballots/test_secret.py lets two members exchange their votes.
    told = {each.oid for each in tells(found, MEMBER, NAME)}
    assert told <= served.look(lambda root: _not_slips_of(root, code.encode()))
    assert [each for each in found if each.oid == oid and b"agree" in each.data] == []
    assert [each for each in found if b"agree" in each.note] == []
    assert list(urns.iterdir()) == []
    assert _voted(served, code) == (oid, b"")
    assert [each for each in found if seal in each.data]
    _no_half_opens(served, code, seal)
    for said in ("disagree", "Không đồng ý", "abstain"):
        assert said not in caplog.text


def _not_slips_of(root: Any, code: bytes) -> set[bytes]:
    """Return the ballot about a case without its slips, and everything of other ballots."""
    [ballot] = root.ballots.of_case(root.cases.codes[code])
    every = [each for key in root.cases.shelf for each in root.ballots.of_case(key)]
    others = {slip._p_oid for each in every if each is not ballot for slip in each.slips}
    return {ballot._p_oid} | others


def _no_half_opens(served: Served, code: str, seal: bytes) -> None:
    """Try what a reader of the history has: the half in the database, alone or made longer."""
    office = served.app.registry[OFFICE]

    def look(root: Any) -> None:
        [ballot] = root.ballots.of_case(root.cases.codes[code.encode()])
        [slip] = [each for each in ballot.voters if each.person == MEMBER]
        assert ballot.half == b""
        for half in _halves(served, ballot._p_oid):
            with pytest.raises(CannotOpen):
                Urns.of(office).key(ballot.key, half)
            for key in (half, blake2b(b"", key=half, digest_size=32).digest()):
                with pytest.raises(CannotOpen):
                    opened(key, slip.key, seal)

    served.look(look)


def _halves(served: Served, ballot: bytes) -> set[bytes]:
    """Return the inner halves that stand in the history of a ballot."""
    database = served.app.registry._zodb_databases[""]
    halves = set()
    for each in database.storage.iterator():
        if any(part.oid == ballot for part in each):
            then = database.open(at=each.tid)
            halves.add(then.get(ballot).half)
            then.close()
    assert any(halves)
    return halves - {b""}
