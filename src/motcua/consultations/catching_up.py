"""What was stored before something changed: brought over by the worker after a start.

* A body's own way to an answer stands in ``config/opinion_flows.yaml``.  Who
  finds a request where depends on it, so when it changes, the open requests of
  that body are put where the new way wants them: nobody's work hides from them
  until somebody touches it.
* How bodies answer is counted when a case changes.  What was asked before there
  were such sums is counted once; and whoever is to look at answers since before
  that had a limit, gets one.

A start only lays down what is to be looked at; the worker does it some at a
time.  Doing any of it twice changes nothing.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import islice

from motcua.acting import Acting, Office
from motcua.consultations.alarms import schedule
from motcua.consultations.content import Request
from motcua.consultations.inbox import body_list, place, request_of
from motcua.consultations.inside.flows import OpinionFlow, OpinionFlows
from motcua.consultations.overviews.tallying import tally
from motcua.consultations.rounds import looking
from motcua.consultations.rounds.looking import is_owed
from motcua.journal import note
from motcua.people import directory
from motcua.storage.due import DueHandlers

FLOWS, SUMS = "another way to an answer", "requests not counted yet"
"""Under which the due queue knows what is still to be brought over."""
PORTION = 100
"""Requests, or cases, that the worker looks at in one transaction."""
COUNTED = ("sums", "")


def furnish(office: Office) -> None:
    """Let the due queue bring over what there is."""
    handlers = office.borrow(DueHandlers)
    handlers.lend(FLOWS, put_anew)
    handlers.lend(SUMS, count_anew)


def notice_changes(acting: Acting) -> int:
    """At start-up: have the worker bring over what the office does otherwise now.

    Returns how many things were laid down for it.
    """
    return _notice_flows(acting) + _notice_sums(acting)


def _notice_flows(acting: Acting) -> int:
    known, laid = acting.root.caught_up, 0
    flows = acting.office.borrow(OpinionFlows)
    for unit in directory.units(acting.root):
        present = _told(flows.of(acting.root, unit.id))
        if known.get(("flow", unit.id)) == present:
            continue
        known["flow", unit.id] = present
        if acting.root.worklists.page([body_list(unit.id)], 1).entries:
            acting.root.due_queue.put(acting.now, FLOWS, unit.id.encode(), "")
            laid += 1
    return laid


def _told(flow: OpinionFlow) -> bytes:
    """Return by what a way is known: the same way, the same bytes."""
    steps = [(each.id, sorted(each.by), str(each.share)) for each in flow.stages]
    remind = flow.remind.text if flow.remind else ""
    return blake2b(repr((steps, remind)).encode(), digest_size=8).digest()


def put_anew(acting: Acting, subject: bytes, after: str) -> None:
    """Put a portion of a body's open requests where its present way wants them.

    A body's own list holds all of them, whatever its way.
    """
    unit = subject.decode()
    names = [body_list(unit)]
    page = acting.root.worklists.page(names, PORTION, bytes.fromhex(after))
    for entry in page.entries:
        request = request_of(acting, entry.subject)
        if request is not None:
            _put_anew(acting, request)
    if page.next:
        acting.root.due_queue.put(acting.now, FLOWS, subject, page.next.hex())


def _put_anew(acting: Acting, request: Request) -> None:
    flow = acting.office.borrow(OpinionFlows).of(acting.root, request.unit)
    lies = request.submission
    if lies is not None and lies.step not in {each.id for each in flow.stages}:
        request.submission = None
        note(acting, request.journal, "draft taken back")
    place(acting, request)
    schedule(acting, request)


def _notice_sums(acting: Acting) -> int:
    """Lay down each tree of the shelf in which the cases stand, once and for all."""
    if COUNTED in acting.root.caught_up:
        return 0
    acting.root.caught_up[COUNTED] = b""
    trees = acting.root.consultations.by_case.trees
    full = [number for number, tree in enumerate(trees) if len(tree.keys()[:1])]
    for number in full:
        acting.root.due_queue.put(acting.now, SUMS, bytes([number]), "")
    return len(full)


def count_anew(acting: Acting, subject: bytes, after: str) -> None:
    """Count what was asked about a portion of the cases of one tree."""
    tree = acting.root.consultations.by_case.trees[subject[0]]
    begin = bytes.fromhex(after)
    found = list(islice(tree.items(begin, None, bool(after)), PORTION + 1))
    for _key, together in found[:PORTION]:
        tally(acting.office, acting.root, together)
        if any(is_owed(each) and not each.check.due for each in together.consultations):
            looking.put_anew(acting, together.consultations[0].case)
    if len(found) > PORTION:
        acting.root.due_queue.put(acting.now, SUMS, subject, found[PORTION - 1][0].hex())
