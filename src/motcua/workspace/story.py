"""Diễn biến: the journals of a case and of its requests, in words, newest first.

Only what is shown is read: an entry is told when its page is opened.  What
goes on inside an asked body stays there: the asker learns that it was opened
and what it answered, not who passed it to whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from chameleon.utils import Markup
from pyramid.renderers import get_renderer
from pyramid.request import Request
from translationstring import TranslationString

from motcua.acting import SYSTEM, Acting, NotHere
from motcua.cases.content import Case
from motcua.cases.lateness import TOO_LATE
from motcua.cases.matter import matter_of
from motcua.cases.versions import MOVED, knowing
from motcua.consultations.access import is_inside, may_see, reads_answer
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.history import Event, newest_first, requests_of
from motcua.consultations.ledger import KINDS
from motcua.consultations.suggestions import SILENCE
from motcua.deadlines.terms import read_term
from motcua.documents.letters import Letters
from motcua.journal.content import Entry
from motcua.pages.kept import Kept
from motcua.pages.speaking import Voice
from motcua.people import directory
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Definition
from motcua.workspace import ballot_story, record_story, round_story
from motcua.workspace.bodies import units_inside
from motcua.workspace.values import value_said

SIZE = 30
"""Entries on a page."""
TEMPLATE = "motcua.workspace:templates/deed.pt"
_deeds: Kept[Markup] = Kept(10_000)
_pages: Kept[tuple[Markup, bool]] = Kept(500)
"""By the heads of all the journals of a case, which seal what stands in them."""
ABOUT_REMARKS = frozenset(
    {
        "remark answered",
        "remarks merged",
        "remarks parted",
        "departure reasoned",
        "opinion taken over",
    }
)
"""Deeds of the asker that tell what bodies said."""
INSIDE = frozenset(
    {
        "assigned",
        "claimed",
        "given back",
        "draft begun",
        "draft submitted",
        "draft checked",
        "draft returned",
        "draft taken back",
        "step called to mind",
        "unopened",
        "asked further",
    }
)
"""Deeds of an asked body that are its own business."""

Line = dict[str, Any]
"""As ``parts['timeline']`` shows it."""


@dataclass(frozen=True)
class Teller:
    """Who tells, of which case, to whom."""

    acting: Acting
    voice: Voice
    rules: Definition
    closed: frozenset[str] = frozenset()
    """Bodies whose answers are not for this reader."""
    of: str = ""
    """The body whose own story is told; empty for the story of a case."""

    def told(self, event: Event) -> Line:
        """Return one line of the story."""
        entry = event.entry
        what, whys = (_SAID_LESS[entry.deed], []) if self.hides(event) else self._what(entry)
        if event.request is not None:
            unit = directory.unit(self.acting.root, event.request.unit).short
            what = _("${unit}: ${what}", mapping={"unit": unit, "what": what})
        said = [self.voice.say(each) for each in whys if each]
        return {"at": entry.at, "what": what, "who": self._who(entry), "why": " · ".join(said)}

    def hides(self, event: Event) -> bool:
        """Say whether what an entry tells is sealed, or confidential, for this reader."""
        entry = event.entry
        if entry.deed in ABOUT_REMARKS:
            named = [str(each).partition(":")[0] for each in entry.facts.get("remarks") or ()]
            return not self.closed.isdisjoint([*named, str(entry.facts.get("unit", ""))])
        unit = event.request.unit if event.request is not None else self.of
        return entry.deed in _SAID_LESS and unit in self.closed

    def _what(self, entry: Entry) -> tuple[Sentence, list[Sentence]]:
        tell = _DEEDS.get(entry.deed)
        if tell is not None:
            return tell(self, entry.facts)
        return self._step(entry)

    def _step(self, entry: Entry) -> tuple[Sentence, list[Sentence]]:
        """An action of the procedure, an automatic step, or what a deadline did."""
        facts = entry.facts
        to, action = str(facts.get("to", "")), "" if entry.deed in _OF_ITSELF else entry.deed
        rules = knowing(self.acting.root, self.rules, to, action) if to else self.rules
        state = rules.states.get(to)
        title = _OF_ITSELF.get(entry.deed) or _action_title(rules, entry.deed)
        what: Sentence = title
        if state is not None and facts.get("to") != facts.get("from"):
            what = _("${act} → ${step}", mapping={"act": title, "step": state.title})
        return what, [*self._form(facts), *self.due(facts), self._letter(facts)]

    def _form(self, facts: Mapping[str, Any]) -> Iterator[Sentence]:
        form = facts.get("form") or {}
        for id, field in self.rules.fields.items():
            if id in form:
                said = value_said(self.acting, self.voice, field, form[id])
                yield _("${field}: ${said}", mapping={"field": field.title, "said": said})

    def due(self, facts: Mapping[str, Any]) -> Iterator[Sentence]:
        if facts.get("due"):
            yield _("Due: ${due}", mapping={"due": self.instant(facts["due"])})

    def _letter(self, facts: Mapping[str, Any]) -> Sentence:
        letter = self.acting.office.borrow(Letters).letters.get(str(facts.get("letter", "")))
        return _("Letter: ${letter}", mapping={"letter": letter.title}) if letter else ""

    def _who(self, entry: Entry) -> Sentence:
        if entry.person == SYSTEM:
            return _("the system")
        who = entry.name or entry.person
        if not who:
            return _("the applicant")
        held = self._position(entry)
        if entry.on_behalf_of:
            other = directory.name_of(self.acting.root, entry.on_behalf_of)
            facts = {"who": who, "held": held, "other": other}
            return _("${who} on behalf of ${other}, ${held}", mapping=facts)
        return _("${who}, ${held}", mapping={"who": who, "held": held}) if held else who

    def _position(self, entry: Entry) -> Sentence:
        """The position in which it was done; the unit where the position has no title."""
        try:
            title: Sentence = directory.position(self.acting.root, entry.position).title
        except NotHere:
            title = ""
        if title and title != Label(""):
            return title
        root = self.acting.root
        return (
            directory.unit(root, entry.unit).short if directory.has_unit(root, entry.unit) else ""
        )

    def name(self, person: object) -> str:
        """Return the name of a person."""
        return directory.name_of(self.acting.root, str(person))

    def instant(self, written: object) -> str:
        """Return an instant that a journal wrote down, as letters say it."""
        return self.voice.instant(datetime.fromisoformat(str(written)))


Told = tuple[Sentence, list[Sentence]]
Telling = Callable[[Teller, Mapping[str, Any]], Told]


def story(request: Request, case: Case, start: int = 0, size: int = SIZE) -> tuple[Markup, bool]:
    """Return a page of the story as the items of a list, and whether it goes on.

    A deed that was written down never changes, so it is told and set once, and
    a page of them once for as long as nothing is added to any of the journals.
    """
    acting, voice = request.acting, request.voice
    journals = [case.journal, *(each.journal for each in requests_of(acting, case))]
    heads = tuple(each.head for each in journals)
    readers = units_inside(acting)
    closed = closed_bodies(acting, case)
    key = (case.key, heads, start, size, readers, closed, voice.language, voice.now.year)
    return _pages.get(key, lambda: _told(request, case, start, size))


def closed_bodies(acting: Acting, case: Case) -> frozenset[str]:
    """Return the bodies one of whose answers about the case is not for this reader."""
    return frozenset(
        each.unit
        for each in requests_of(acting, case)
        if each.opinions and not reads_answer(acting, each)
    )


def _told(request: Request, case: Case, start: int, size: int) -> tuple[Markup, bool]:
    acting = request.acting
    closed = closed_bodies(acting, case)
    teller = Teller(acting, request.voice, matter_of(acting, case).definition, closed)
    seen = (each for each in newest_first(acting, case) if is_open(acting, each))
    page = list(islice(seen, start, start + size + 1))
    return Markup("".join(_set(teller, case, each) for each in page[:size])), len(page) > size


def _set(teller: Teller, case: Case, event: Event) -> Markup:
    entry, asked = event.entry, event.request
    journal = asked.key if asked is not None else case.key
    voice = teller.voice
    hidden = teller.hides(event)
    key = (journal, entry.number, entry.at, entry.deed, hidden, voice.language, voice.now.year)

    def told() -> Markup:
        template = get_renderer(TEMPLATE).implementation()
        return Markup(
            template(
                entry=teller.told(event), instant=voice.instant, short_instant=voice.short_instant
            )
        )

    return _deeds.get(key, told)


def request_story(acting: Acting, voice: Voice, request: OpinionRequest) -> list[Line]:
    """Return what happened with one request, for those who may know of it."""
    tell = request_teller(acting, voice, request)
    inside = is_inside(acting, request.unit)
    return [tell(each) for each in reversed(request.journal) if inside or each.deed not in INSIDE]


def request_teller(
    acting: Acting, voice: Voice, request: OpinionRequest
) -> Callable[[Entry], Line]:
    """Return what tells a line of a request's journal, as far as this reader may know it."""
    closed = frozenset() if reads_answer(acting, request) else frozenset({request.unit})
    rules = matter_of(acting, request.consultation.case).definition
    teller = Teller(acting, voice, rules, closed, request.unit)
    return lambda entry: teller.told(Event(entry, None))


def is_open(acting: Acting, event: Event) -> bool:
    """Say whether this person may know of it."""
    if event.request is None:
        return True
    if event.request.consultation.parent and not may_see(acting, event.request):
        return False
    if event.entry.deed not in INSIDE:
        return True
    return is_inside(acting, event.request.unit)


def _action_title(rules: Definition, id: str) -> Sentence:
    for state in rules.states.values():
        action = state.action(id)
        if action is not None:
            return action.title
    return id


def _answer_title(rules: Definition, outcome: str) -> Sentence:
    """Return how the procedure calls an answer; its templates agree where they share one."""
    every = (template.answers for template in rules.consultations.values())
    return next((each[outcome] for each in every if outcome in each), outcome)


def _brought_over(teller: Teller, facts: Mapping[str, Any]) -> Told:
    """The case follows another version since then: from which step to which, due when, and why."""
    root = teller.acting.root
    before, after = str(facts.get("from", "")), str(facts.get("to", ""))
    told = {"before": str(facts["version_before"]), "after": str(facts["version"])}
    what = (
        _("Brought back from version ${before} of the procedure to ${after}", mapping=told)
        if facts.get("undone")
        else _("Moved from version ${before} of the procedure to ${after}", mapping=told)
    )
    whys: list[Sentence] = []
    if before != after:
        steps = {"before": _step_title(root, teller.rules, before)}
        steps["after"] = _step_title(root, teller.rules, after)
        whys.append(_("step ${before} → ${after}", mapping=steps))
    if facts.get("step_due"):
        step_due = teller.instant(facts["step_due"])
        whys.append(_("this step until ${due}", mapping={"due": step_due}))
    return what, [*whys, *teller.due(facts), str(facts.get("reason", ""))]


def _step_title(root: Any, rules: Definition, id: str) -> Sentence:
    found = knowing(root, rules, id).states.get(id)
    return found.title if found else id


def _simply(sentence: Sentence, *facts: str) -> Telling:
    """Return a telling that says ``sentence``, and the plain facts behind it."""

    def tell(teller: Teller, told: Mapping[str, Any]) -> Told:
        return sentence, [str(told[name]) for name in facts if told.get(name)]

    return tell


def _filed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    online = facts.get("channel") == "online"
    return (_("Filed online") if online else _("Filed at the counter")), []


def _handed_over(teller: Teller, facts: Mapping[str, Any]) -> Told:
    after = teller.name(facts.get("after", ""))
    return _("Handed over to ${who}", mapping={"who": after}), [str(facts.get("reason", ""))]


def _asked(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = [directory.unit(teller.acting.root, unit).short for unit in facts.get("units") or {}]
    said = _("Asked for opinions: ${bodies}", mapping={"bodies": bodies})
    return said, [str(facts.get("question", ""))]


def _next_step(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = [directory.unit(teller.acting.root, unit).short for unit in facts["units"]]
    told = {"n": str(facts["step"]), "bodies": bodies}
    return _("Step ${n} was asked: ${bodies}", mapping=told), []


def _asked_further(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = [directory.unit(teller.acting.root, unit).short for unit in facts.get("units") or {}]
    return _("Asked further: ${bodies}", mapping={"bodies": bodies}), [str(facts["question"])]


def _given(teller: Teller, facts: Mapping[str, Any]) -> Told:
    outcome = _answer_title(teller.rules, str(facts.get("outcome", "")))
    whys: list[Sentence] = [_("late")] if facts.get("late") else []
    if facts.get("recorded"):
        whys.append(_("taken down from paper"))
    if facts.get("taken_from"):
        told = {"case": str(facts["taken_from"])}
        whys.append(_("taken over from case ${case}", mapping=told))
    if facts.get("signs"):
        unit = directory.unit(teller.acting.root, str(facts["signs"])).short
        whys.append(_("joint opinion with ${unit}", mapping={"unit": unit}))
    if facts.get("standing"):
        whys.append(_("standing opinion no. ${n}", mapping={"n": str(facts["standing"])}))
    if facts.get("through"):
        unit = directory.unit(teller.acting.root, str(facts["through"])).short
        whys.append(_("answered by ${unit}", mapping={"unit": unit}))
    if facts.get("taken_from"):
        return _("Earlier opinion entered: ${outcome}", mapping={"outcome": outcome}), whys
    if facts.get("correction"):
        said = _("Opinion corrected: ${outcome}", mapping={"outcome": outcome})
        return said, [str(facts["correction"]), *whys]
    return _("Opinion given: ${outcome}", mapping={"outcome": outcome}), whys


def _remarks(teller: Teller, facts: Mapping[str, Any]) -> list[str]:
    """Name remarks as bodies number them: “Police (1)”."""
    root = teller.acting.root
    named = [str(each).partition(":") for each in facts.get("remarks") or ()]
    return [
        f"{teller.voice.say(directory.unit(root, unit).short)}{_in_brackets(number)}"
        for unit, _colon, number in named
    ]


def _in_brackets(number: str) -> str:
    return "" if number == "0" else f" ({number.removeprefix('c')})"


def _explained(teller: Teller, facts: Mapping[str, Any]) -> Told:
    told = {"kind": KINDS.get(str(facts.get("kind", "")), ""), "bodies": _remarks(teller, facts)}
    said = _("Remark of ${bodies} answered: ${kind}", mapping=told)
    return said, [str(facts.get("words", ""))]


def _sorted_out(sentence: TranslationString) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        return sentence % {"bodies": _remarks(teller, facts)}, []

    return tell


def _departed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    unit = directory.unit(teller.acting.root, str(facts.get("unit", ""))).short
    said = _("Decided otherwise than ${unit} said", mapping={"unit": unit})
    return said, [str(facts.get("reason", ""))]


def _silent(teller: Teller, facts: Mapping[str, Any]) -> Told:
    meaning = SILENCE.get(str(facts.get("meaning", "")), "")
    return _("No answer by the limit"), [meaning, str(facts.get("ground", ""))]


def _reminded(teller: Teller, facts: Mapping[str, Any]) -> Told:
    """Older entries do not say which it was."""
    return _REMINDED.get(str(facts.get("about")), _("Reminded")), []


def _more_time(sentence: Sentence, amount: str, why: str) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        term = read_term(str(facts[amount])).said if facts.get(amount) else ""
        return sentence, [term, str(facts.get(why, "")), *teller.due(facts)]

    return tell


def _passed_on(sentence: Sentence) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        after = teller.name(facts["after"]) if facts.get("after") else ""
        return sentence, [after, str(facts.get("reason", ""))]

    return tell


_OF_ITSELF: Mapping[str, Sentence] = {
    "auto": _("By itself"),
    "late": _("The limit has passed"),
    "start": _("Begun"),
}

_REMINDED: Mapping[str, Sentence] = {
    "reminder": _("Reminded that the limit comes near"),
    "late": _("Told that the limit is over"),
    TOO_LATE: _("Not reminded any more: the limit was over"),
}

_SAID_LESS: Mapping[str, Sentence] = {
    "opinion given": _("Opinion given"),
    **dict.fromkeys(ABOUT_REMARKS, _("A confidential opinion was dealt with")),
}
"""What whoever may not read an answer is told of it."""

_DEEDS: Mapping[str, Telling] = {
    **ballot_story.DEEDS,
    **round_story.DEEDS,
    **record_story.DEEDS,
    "filed": _filed,
    "handed over": _handed_over,
    MOVED: _brought_over,
    "secret renewed": _simply(_("New tracking secret given")),
    "reminded": _reminded,
    "opinions asked": _asked,
    "asked": _simply(_("Sent")),
    "step asked": _next_step,
    "request changed": _simply(_("What is asked was changed"), "reason"),
    "link sent again": _simply(_("A new link was sent"), "to"),
    "opened": _simply(_("Opened")),
    "receipt recorded": _simply(
        _("Another system confirmed that the request has come"), "organ", "staff", "stamp"
    ),
    "assigned": _passed_on(_("Assigned")),
    "claimed": _passed_on(_("Taken on")),
    "given back": _passed_on(_("Given back")),
    "draft begun": _simply(_("Draft begun")),
    "draft submitted": _simply(_("Draft submitted")),
    "draft checked": _simply(_("Draft checked")),
    "draft returned": _simply(_("Draft returned"), "reason"),
    "draft taken back": _simply(_("Draft taken back")),
    "step called to mind": _simply(_("The step was called to mind")),
    "unopened": _simply(_("Nobody had opened it: the head of the unit was told")),
    "asked further": _asked_further,
    "pieces asked": _simply(_("Asked for what is missing"), "words"),
    "pieces answered": _simply(_("Sent what was missing"), "words"),
    "called in": _simply(_("The unit looks at this case itself"), "reason"),
    "opinion given": _given,
    "silence recorded": _silent,
    "remark answered": _explained,
    "remarks merged": _sorted_out(_("Remarks merged: ${bodies}")),
    "remarks parted": _sorted_out(_("Remarks parted: ${bodies}")),
    "departure reasoned": _departed,
    "overdue reported": _simply(_("No answer by the limit: reported, still owed")),
    "withdrawn": _simply(_("Withdrawn"), "reason"),
    "urged": _simply(_("Urged"), "words"),
    "extension asked": _more_time(_("Asked for more time"), "wanted", "reason"),
    "extension granted": _more_time(_("More time granted"), "granted", "answer"),
    "extension refused": _more_time(_("More time refused"), "granted", "answer"),
}
