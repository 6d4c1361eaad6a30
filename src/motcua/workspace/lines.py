"""One line of a work list: what it shows, from the row alone.

No case is loaded to show a line.  Only where a case waits for others, the
page asks who they are, for the twenty cases it shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.acting import Acting
from motcua.ballots.inbox import SlipRow, is_slip
from motcua.cases.content import Case
from motcua.cases.lists import Row
from motcua.consultations.count import count
from motcua.consultations.inbox import CheckRow, RequestRow, is_check, is_request
from motcua.consultations.table import awaited
from motcua.deadlines.calendar import Calendars
from motcua.deadlines.left import Left, Urgency, left_until
from motcua.people import directory
from motcua.storage.lists import Listed
from motcua.words import Sentence, _, several
from motcua.workflows.definition import ASSIGNEE, SAME, Action, Definition
from motcua.workflows.versions import definition
from motcua.workspace import addresses
from motcua.workspace.choosing import unit_of

UNIT_LIST = "unit:"
CLOCK_RUNS = Row._fields.index("clock_runs")
UNIT = RequestRow._fields.index("unit")
"""Where these stand in rows; that of the clock is the same in both kinds."""
INSIDE_STEPS: dict[str, Sentence] = {
    "check": _("Waits to be checked"),
    "sign": _("Waits to be signed"),
    "returned": _("Returned, to be revised"),
    "pieces": _("Waits for what is missing"),
}
"""How far the answer has come inside the body."""
REQUEST_STATES: dict[str, Sentence] = {"sent": _("Not opened yet"), "opened": _("Being answered")}


@dataclass(frozen=True)
class Line:
    """What stands on one line."""

    kind: str
    """``case``, ``request`` or ``ballot``."""
    address: str
    code: str
    procedure: Sentence
    applicant: str
    subject: str
    step: Sentence
    due: datetime | None
    left: Left | None
    act: Sentence
    """The verb that is next; empty where one only waits."""
    act_address: str
    aside: Sentence = ""
    """Whose answer it is, or for whom the case waits."""
    progress: Sentence = ""
    """How many opinions have come back."""

    @property
    def urgency(self) -> str:
        """The colour and shape beside the words."""
        return str(self.left.urgency) if self.left else "plain"


def line_of(acting: Acting, entry: Listed) -> Line:
    """Return the line of an entry of a work list."""
    if is_slip(entry.row):
        return _of_slip(acting, entry, SlipRow(*entry.row))
    if is_check(entry.row):
        return _of_check(acting, entry, CheckRow(*entry.row))
    if is_request(entry.row):
        return _of_request(acting, entry, RequestRow(*entry.row))
    return _of_case(acting, entry, Row(*entry.row[: len(Row._fields)]))


def waiting_line_of(acting: Acting, entry: Listed) -> Line:
    """Return the line of a case that waits for somebody, and for whom."""
    row = Row(*entry.row[: len(Row._fields)])
    case: Case | None = acting.root.cases.shelf.get(entry.subject)
    line = replace(_of_case(acting, entry, row), act="", act_address="")
    if case is None:
        return line
    return replace(line, aside=_awaited(acting, case), progress=_progress(acting, case))


def _of_case(acting: Acting, entry: Listed, row: Row) -> Line:
    rules = definition(acting.root, row.procedure, row.version)
    state = rules.states.get(row.state)
    act = next_act(rules, row.state, entry.list)
    return Line(
        kind="case",
        address=addresses.case(row.code),
        code=row.code,
        procedure=rules.title,
        applicant=row.applicant,
        subject=row.subject,
        step=state.title if state else row.state,
        due=entry.due,
        left=left_of(acting, entry),
        act=act.title if act else _("Open"),
        act_address=addresses.act(row.code, act.id) if act else addresses.case(row.code),
    )


def _of_request(acting: Acting, entry: Listed, row: RequestRow) -> Line:
    rules = definition(acting.root, row.procedure, row.version)
    address = addresses.request(entry.subject.hex())
    asking = directory.unit(acting.root, row.asking_unit).short
    holder = directory.name_of(acting.root, row.assignee) if row.assignee else ""
    return Line(
        kind="request",
        address=address,
        code=row.code,
        procedure=rules.title,
        applicant=row.applicant,
        subject=row.subject,
        step=INSIDE_STEPS.get(row.step) or holder or REQUEST_STATES.get(row.state, row.state),
        due=entry.due,
        left=left_of(acting, entry),
        act=_("Answer"),
        act_address=address,
        aside=_asked_by(asking, row),
    )


def _asked_by(asking: Sentence, row: RequestRow) -> Sentence:
    if row.outer and row.clock_runs:
        told = {"unit": asking, "when": datetime.fromisoformat(row.outer)}
        return _("Asked by ${unit}, whose limit is ${when}", mapping=told)
    if row.clock_runs:
        return _("Asked by ${unit}", mapping={"unit": asking})
    return _("Asked by ${unit}; the time stands still", mapping={"unit": asking})


def _of_check(acting: Acting, entry: Listed, row: CheckRow) -> Line:
    """A round that is complete: somebody looks at the answers, and says so."""
    rules = definition(acting.root, row.procedure, row.version)
    template = rules.consultations.get(row.state)
    return Line(
        kind="check",
        address=addresses.round(row.code, entry.subject.hex()),
        code=row.code,
        procedure=rules.title,
        applicant=row.applicant,
        subject=row.subject,
        step=template.title if template else "",
        due=entry.due,
        left=left_of(acting, entry),
        act=_("Look at the answers"),
        act_address=addresses.round(row.code, entry.subject.hex()),
        aside=_("Round ${n}", mapping={"n": str(row.round)}) if row.round > 1 else "",
    )


def _of_slip(acting: Acting, entry: Listed, row: SlipRow) -> Line:
    rules = definition(acting.root, row.procedure, row.version)
    address = addresses.slip(entry.subject.hex())
    many = several(_("one matter"), _("${n} matters"), row.matters)
    return Line(
        kind="ballot",
        address=address,
        code=row.code,
        procedure=rules.title,
        applicant=row.applicant,
        subject=row.subject,
        step=_("Ballot of the members"),
        due=entry.due,
        left=left_of(acting, entry),
        act=_("Fill in the slip"),
        act_address=address,
        aside=many,
    )


def next_act(rules: Definition, state: str, list_name: str) -> Action | None:
    """Return the first action for which the case stands in that list and that takes it on."""
    found = rules.states.get(state)
    parts = _parts(rules, list_name)
    for action in found.actions if found else ():
        if not action.anywhere and action.to != SAME and parts.intersection(action.by):
            return action
    return None


def _parts(rules: Definition, list_name: str) -> set[str]:
    if not list_name.startswith(UNIT_LIST):
        return {ASSIGNEE}
    role = list_name.rpartition(":")[2]
    return {part.id for part in rules.roles.values() if part.held == role}


def left_of(acting: Acting, entry: Listed) -> Left | None:
    """Return the time left, told on the calendar of the unit that has to do it."""
    if entry.due is None:
        return None
    has_unit = is_request(entry.row) or is_slip(entry.row)
    unit = entry.row[UNIT] if has_unit else unit_of(entry.list)
    calendar = acting.office.borrow(Calendars).of_unit(unit or acting.unit)
    left = left_until(calendar, entry.due, acting.now)
    runs = entry.row[CLOCK_RUNS]
    return left if runs or left.is_late else left._replace(urgency=Urgency.PAUSED)


def _awaited(acting: Acting, case: Case) -> Sentence:
    bodies = [each.unit.short for each in awaited(acting, case)]
    if not bodies:
        return _("Waiting for the applicant")
    return _("Waiting for ${bodies}", mapping={"bodies": bodies})


def _progress(acting: Acting, case: Case) -> Sentence:
    counts = [count(acting, each) for each in acting.root.consultations.asked_by_case(case.key)]
    asked = sum(each.asked for each in counts)
    if not asked:
        return ""
    back = sum(len(each.back) for each in counts)
    return _("${back}/${asked} opinions", mapping={"back": back, "asked": asked})
