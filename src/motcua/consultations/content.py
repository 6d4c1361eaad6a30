"""What is stored of a consultation: many small objects, so that nobody writes another's.

Fifty bodies may answer about one case in the same second.  An answer writes
the body's own request, its journal and the opinion, and nothing that belongs
to the case or to another body; that is the invariant of this whole file.  When
the case is over, the worker puts all of it away into one record
(:mod:`motcua.consultations.putting_away`).

The named tuples are remembered inside requests: fields may be added at the
end, with a default, never moved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, ClassVar, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.deadlines.clock import Clock
from motcua.journal.content import Journal, Page
from motcua.storage.content import Binder, Lean, Shelf, Tree
from motcua.storage.shortening import INSTANT, Way

SENT = "sent"
OPENED = "opened"
ANSWERED = "answered"
SILENT = "silent"
ANSWERED_AFTER_SILENCE = "answered_after_silence"
WITHDRAWN = "withdrawn"
CUT_OFF = "cut_off"
PLANNED = "planned"
"""Asked when those of the step before have come back; nobody in the body knows of it yet."""
INFORMED = "informed"
"""Told for information: no answer is waited for."""

OPEN_STATES = frozenset({SENT, OPENED})
"""In which an answer is still waited for."""


class Shown(NamedTuple):
    """A document that the asked bodies may read, in the version that was chosen."""

    paper: str
    """Which component of the dossier it was; empty for a file of the asker's own."""
    document: Any


class Silence(NamedTuple):
    """The dated record that nobody answered, and what that means under which rule."""

    limit: datetime
    """When the time was over."""
    recorded_at: datetime
    meaning: str
    """``agree``, ``no_objection``, ``against`` or ``no_opinion``."""
    ground: str = ""
    """The text of law that says so, as it stood in the procedure."""
    within: str = ""
    """The limit that had been set, as a term."""


class Extension(NamedTuple):
    """That a body asked for more time, and what was answered."""

    asked_at: datetime
    asked_by: str
    asked_by_name: str
    wanted: str
    """A term."""
    reason: str
    due_before: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_name: str = ""
    granted: str = ""
    """A term; empty where it was refused."""
    answer: str = ""
    """Why it was refused or granted in part."""
    by_rule: str = ""
    """What the procedure grants by itself, a term, where the rule granted it and nobody did."""

    @property
    def is_waiting(self) -> bool:
        """Say whether the asker has yet to answer."""
        return self.answered_at is None


class Withdrawal(NamedTuple):
    """That the asker no longer wants an answer."""

    at: datetime
    by: str
    by_name: str
    reason: str


class Standstill(NamedTuple):
    """One reason for which the body's time stands still; it runs on when none is left."""

    reason: str
    """Its id, as ``case``; each reason is held once."""
    since: datetime
    by: str = ""
    by_name: str = ""


class Reversal(NamedTuple):
    """The reasoned act by which a silence no longer means what the rule made of it."""

    silence: Silence
    """The record, which stays."""
    at: datetime
    by: str
    by_name: str
    position: Any
    reason: str
    then: str
    """``answer``: the body owes its answer again; ``free``: it may answer and nothing waits for
    it; ``late``: what it said too late counts."""
    within: str = ""
    """For ``answer``: the new limit, a term."""


class Reopened(NamedTuple):
    """That an answer which had been given is wanted anew, and why."""

    at: datetime
    by: str
    by_name: str
    reason: str
    after: int
    """How many versions of the opinion there were: the next one is the new answer."""


class Closing(NamedTuple):
    """That the asker closed a round before everything was in; and that it was opened again."""

    at: datetime
    by: str
    by_name: str
    reason: str
    cut_off: tuple[str, ...] = ()
    """Units whose answer was still awaited."""
    reopened_at: datetime | None = None
    reopened_by_name: str = ""
    reopened_because: str = ""


class Check(NamedTuple):
    """That somebody is to look at the answers, because enough have come back."""

    since: datetime
    place: str = ""
    """The work list in which it stands; empty in none."""
    looked_at: datetime | None = None
    looked_by: str = ""
    looked_by_name: str = ""


class Submission(NamedTuple):
    """That a draft lies with whoever checks or signs it, and is changed by nobody meanwhile."""

    step: str
    """``check`` or ``sign``."""
    at: datetime
    by: str
    by_name: str


class Hand(NamedTuple):
    """Who did what with the answer inside the body: drafted, checked, returned, signed."""

    deed: str
    at: datetime
    by: str
    by_name: str
    words: str = ""
    """For what was returned: why."""


class Piece(NamedTuple):
    """That a body asked for what is missing, and what came."""

    key: bytes
    of: str
    """``asker`` or ``applicant``."""
    words: str
    asked_at: datetime
    asked_by: str
    asked_by_name: str
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_name: str = ""
    answer: str = ""
    files: tuple[Any, ...] = ()
    """Documents."""

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def is_answered(self) -> bool:
        """Say whether somebody answered."""
        return self.answered_at is not None


class StandingUse(NamedTuple):
    """That a body's standing opinion answered for it; and, where it was called in, by whom."""

    key: bytes
    """The standing opinion's."""
    number: int
    """Which of the body's, as it is cited."""
    since: date
    """From when on it holds."""
    owner_name: str
    """Who decided it."""
    applied_at: datetime
    called_in_at: datetime | None = None
    called_in_by: str = ""
    called_in_by_name: str = ""
    reason: str = ""

    @property
    def applies(self) -> bool:
        """Say whether it stands for the body's answer still."""
        return self.called_in_at is None


class Change(NamedTuple):
    """That the asker changed what had been sent and was not answered yet."""

    at: datetime
    by: str
    by_name: str
    reason: str
    parts: tuple[tuple[str, Any, Any], ...]
    """What it was (``question``, ``note``, ``documents``, ``limit``), before and after."""


class Outsider(NamedTuple):
    """Somebody outside of the administration who is asked by a link sent by e-mail."""

    organisation: str
    name: str
    email: str
    number: int = 1
    """Which link is good; every earlier one stopped being so."""
    sent_at: datetime | None = None
    """When the link was sent last."""
    code: str = ""
    """The digest of the short code that was sent last, to be typed before anything is shown."""
    code_at: datetime | None = None
    tries: int = 0
    """How often a wrong code was typed for it."""


class Reply(NamedTuple):
    """What a body says: the content of its form, of a draft and of an opinion."""

    outcome: str = ""
    """agree, agree_with_remarks, disagree, not_competent, other."""
    text: str = ""
    remarks: tuple[str, ...] = ()
    """Numbered by their place, from 1."""
    letter_number: str = ""
    letter_date: date | None = None
    files: tuple[Any, ...] = ()
    """Documents."""
    places: tuple[str, ...] = ()
    """To which article or paragraph each remark belongs; empty where none says so."""
    conditions: tuple[str, ...] = ()
    """On which the body agrees; each is answered by the asker as a remark is."""
    answers: tuple[tuple[str, Any], ...] = ()
    """To the questions of the template, by their ids, in their order."""
    competent: str = ""
    """With ``not_competent``: the unit that is, as the body says."""
    confidential: bool = False
    """Whether the body lets only those read it who decide, where it has the choice."""
    confidential_files: tuple[str, ...] = ()
    """Ids of the files that only those read who decide, whoever reads the rest."""
    edited: tuple[str, ...] = ()
    """Ids of the files that are shown documents with changes of the body's own in them."""
    parts: tuple[str, ...] = ()
    """On which documents or parts alone it speaks; empty: on all that was asked."""
    together_with: tuple[str, ...] = ()
    """Units to which it is put to sign it as their opinion as well."""

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The remarks in their order, each as its place and its text."""
        return tuple(zip_longest(self.places[: len(self.remarks)], self.remarks, fillvalue=""))


class Draft(Persistent):
    """What a body is still writing; nobody outside of it ever sees it."""

    reply: Reply = Reply()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""


class Recorded(NamedTuple):
    """That an official of the asker's side took an opinion down that came on paper."""

    by: str
    by_name: str
    received: date
    """The day on which the letter came."""


class Signed(NamedTuple):
    """Which version of which body's opinion was signed as one's own."""

    unit: str
    version: int


class Dissent(NamedTuple):
    """What a member of the body thinks otherwise than the body; given in their own name."""

    at: datetime
    by: str
    by_name: str
    position: Any
    text: str


class Contest(NamedTuple):
    """That a body does not stand by what was taken down for it."""

    at: datetime
    by: str
    by_name: str
    version: int
    text: str


class Receipt(NamedTuple):
    """That another system confirmed that a request had come, as a message said it."""

    at: datetime
    """When it was taken down here."""
    by: str
    by_name: str
    organ: str
    staff: str = ""
    stamp: str = ""
    """When, as the message says it."""
    code: str = ""


class Opinion(Lean):
    """What a body said, once, as its official word.  Never changed."""

    STORED: ClassVar[tuple[str, ...]] = (
        "version",
        "reply",
        "given_at",
        "given_by",
        "given_by_name",
        "position",
        "on_behalf_of",
        "on_behalf_of_name",
        "is_late",
        "correction",
        "basis",
        "recorded",
        "signs",
        "standing",
        "through",
        "confirms",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"given_at": INSTANT}
    version: int = 1
    reply: Reply = Reply()
    given_at: datetime | None = None
    given_by: str = ""
    given_by_name: str = ""
    position: Any = ""
    """What the giver was called on that day: a sentence."""
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""
    is_late: bool = False
    """Given after the limit: kept, shown, and it undoes no silence."""
    correction: str = ""
    """For a later version: why it was corrected."""
    standing: StandingUse | None = None
    """Nobody gave it for this case: the body's standing opinion applied."""
    through: bytes = b""
    """Key of the request of the body that was asked further and answered straight to the asker."""
    basis: bytes = b""
    """Digest of what the case said and of the documents shown when it was given."""
    recorded: Recorded | None = None
    """That the asker's side took it down from paper; ``None`` where the body gave it here."""
    confirms: bytes = b""
    """Key of the earlier request whose answer the body confirmed, knowing what changed."""
    signs: Signed | None = None
    """Whose opinion it is in the same words, where two bodies sign one."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Request(Lean):
    """One body's part of a consultation: its own clock, its own states, its own journal."""

    STORED: ClassVar[tuple[str, ...]] = (
        "key",
        "unit",
        "consultation",
        "state",
        "came_from",
        "note",
        "within",
        "clock",
        "journal",
        "opened_at",
        "opened_by_name",
        "assignee",
        "opinions",
        "places",
        "alarm",
        "draft",
        "fired",
        "silence",
        "extension",
        "withdrawal",
        "internal_note",
        "optional",
        "standstills",
        "confidential",
        "access_kept",
        "dissents",
        "contests",
        "submission",
        "hands",
        "pieces",
        "earlier_extensions",
        "standing",
        "step",
        "people",
        "question",
        "shown",
        "changes",
        "outsider",
        "last_day",
        "reversals",
        "reopened",
        "earlier",
        "receipts",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"opened_at": INSTANT}
    key: bytes = b""
    unit: str = ""
    consultation: Consultation
    state: str = ""
    """Moved by the request's small workflow and by nothing else."""
    came_from: str = ""
    note: str = ""
    """What the asker adds for this body alone."""
    within: str = ""
    """The limit as it was set, a term."""
    clock: Clock = Clock("", ())
    """Runs from the sending on, under the body's own calendar."""
    opened_at: datetime | None = None
    opened_by_name: str = ""
    assignee: str = ""
    draft: Draft | None = None
    opinions: tuple[Opinion, ...] = ()
    silence: Silence | None = None
    extension: Extension | None = None
    withdrawal: Withdrawal | None = None
    internal_note: str = ""
    """What the body writes for itself beside its answer; it stands apart from the answer, so
    that nothing which gives the answer out could give it out too."""
    places: tuple[tuple[str, datetime | None], ...] = ()
    """Where it stands in work lists, to be taken out of them exactly."""
    alarm: tuple[datetime, str] | None = None
    """What stands in the due queue for it."""
    fired: tuple[str, ...] = ()
    """What has happened by itself already."""
    optional: bool = False
    """Nothing waits for its answer where the mandatory ones close the consultation."""
    standstills: tuple[Standstill, ...] = ()
    """Why the clock is paused; :mod:`motcua.consultations.pausing` alone writes it."""
    submission: Submission | None = None
    """With whom the draft lies; none while it is being written."""
    hands: tuple[Hand, ...] = ()
    """Who had a hand in the answer, for the body alone."""
    pieces: tuple[Piece, ...] = ()
    """What the body asked for because it was missing."""
    earlier_extensions: tuple[Extension, ...] = ()
    """Those before :attr:`extension`."""
    standing: StandingUse | None = None
    """The standing opinion that answered, also after the body called the case in."""
    confidential: bool = False
    """Whether whatever is answered is read by those alone who decide; never taken back."""
    access_kept: bool = False
    """Whether the body goes on reading the documents, though the procedure ends that."""
    dissents: tuple[Dissent, ...] = ()
    contests: tuple[Contest, ...] = ()
    step: int = 1
    """Bodies of a later step are asked when those of the step before have come back."""
    people: tuple[str, ...] = ()
    """Who in the body is told besides, by name."""
    question: str = ""
    """What is asked of this body since the question was changed; empty: as of all."""
    shown: tuple[Shown, ...] | None = None
    """What this body may read since that was changed; ``None``: what all may."""
    changes: tuple[Change, ...] = ()
    """What the asker changed after sending; an answer says how many of them it knew."""
    outsider: Outsider | None = None
    last_day: date | None = None
    """The day that was set instead of a term, where one was."""
    reversals: tuple[Reversal, ...] = ()
    """Silences that no longer count, with the acts that said so."""
    reopened: Reopened | None = None
    """The last time that a given answer was asked for anew."""
    earlier: bytes = b""
    """Key of the request of an earlier round to which this one asks again."""
    receipts: tuple[Receipt, ...] = ()
    """What other systems confirmed of its having come."""
    journal: Journal

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.journal = Journal()

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still waited for."""
        return self.state in OPEN_STATES

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the asker no longer wants an answer: taken back, or the round closed."""
        return self.state in (WITHDRAWN, CUT_OFF)

    @property
    def is_cut_off(self) -> bool:
        """Say whether the round was closed before the body had answered."""
        return self.state == CUT_OFF

    @property
    def struck(self) -> Reversal | None:
        """The act by which its recorded silence means nothing any more, where there is one."""
        last = self.reversals[-1] if self.reversals else None
        counts = last is not None and self.silence is not None and last.silence == self.silence
        return last if counts else None

    @property
    def is_planned(self) -> bool:
        """Say whether it is yet to be sent, when the step before has come back."""
        return self.state == PLANNED

    @property
    def is_known(self) -> bool:
        """Say whether the body may know of it: what was planned and taken back, it never did."""
        return not self.is_planned and not (self.is_withdrawn and self.came_from == PLANNED)

    @property
    def is_told(self) -> bool:
        """Say whether the body was told only, and no answer is waited for."""
        return self.state == INFORMED

    @property
    def asked(self) -> str:
        """What is asked of this body, as it stands now."""
        return self.question or self.consultation.question

    @property
    def documents(self) -> tuple[Shown, ...]:
        """What this body may read, as it stands now."""
        return self.consultation.documents if self.shown is None else self.shown

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """Every time more time was asked for, in order."""
        return (*self.earlier_extensions, *([self.extension] if self.extension else []))

    @property
    def open_piece(self) -> Piece | None:
        """What the body still waits for, as long as it has to answer itself."""
        if not self.is_open:
            return None
        return next((each for each in self.pieces if not each.is_answered), None)

    @property
    def opinion(self) -> Opinion | None:
        """The newest version of what the body said."""
        return self.opinions[-1] if self.opinions else None


class Consultation(Lean):
    """One sending: what was asked of whom, on which documents, under which rules.

    Written when it is sent and when it is found complete, never by an answer.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "key",
        "case",
        "procedure",
        "version",
        "template",
        "round",
        "question",
        "documents",
        "asked_at",
        "asked_by",
        "asked_by_name",
        "on_behalf_of",
        "asking_unit",
        "units",
        "requests",
        "completed_at",
        "confidential",
        "unasked",
        "parent",
        "direct",
        "beyond",
        "closings",
        "check",
        "case_text",
        "again",
        "undone",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"asked_at": INSTANT, "completed_at": INSTANT}
    key: bytes = b""
    case: Any = None
    procedure: str = ""
    version: int = 0
    """With :attr:`procedure`: the definition whose template holds, whatever comes after."""
    template: str = ""
    round: int = 1
    """How often this template has been used on the case."""
    question: str = ""
    documents: tuple[Shown, ...] = ()
    asked_at: datetime = datetime(1, 1, 1)
    asked_by: str = ""
    asked_by_name: str = ""
    on_behalf_of: str = ""
    asking_unit: str = ""
    units: tuple[str, ...] = ()
    """Whom, in the order of :attr:`requests`, so that nothing is loaded to know."""
    requests: tuple[Request, ...] = ()
    completed_at: datetime | None = None
    """When it was found that enough had answered, and the asker was told."""
    beyond: str = ""
    """Why a limit lies after that of the case itself; empty where none does."""
    parent: bytes = b""
    """Key of the request whose body asks further here; empty for what the case itself asks."""
    direct: bool = False
    """Of what is asked further: the answer goes straight to the asker of the case."""

    closings: tuple[Closing, ...] = ()
    """Every time the round was closed, in order."""
    check: Check | None = None
    """The looking at the answers, once enough are in."""
    case_text: tuple[tuple[str, str], ...] = ()
    """What the fields of the case said when it was sent, shortened, by their ids."""
    again: bytes = b""
    """Key of the consultation whose bodies are asked again here."""
    undone: Withdrawal | None = None
    """That asking again was taken back before anybody had answered."""
    confidential: bool = False
    """Whether the asker wanted the opinions confidential; never taken back."""
    unasked: bool = False
    """Whether nobody asked: a unit gave its opinion of its own accord.  It counts for nothing
    where answers are counted."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def closing(self) -> Closing | None:
        """The closing that holds; none while the round is open."""
        last = self.closings[-1] if self.closings else None
        return last if last is not None and last.reopened_at is None else None

    def request_to(self, unit: str) -> Request | None:
        """Return what was asked of ``unit`` here."""
        return self.requests[self.units.index(unit)] if unit in self.units else None


class Wanted(NamedTuple):
    """What somebody has typed and not sent yet, right or wrong, as it stands in the form."""

    units: tuple[str, ...] = ()
    question: str = ""
    documents: tuple[str, ...] = ()
    limit: str = ""
    """For all, as it was typed."""
    limits: tuple[tuple[str, str], ...] = ()
    """By unit, as they were typed; so are notes and steps."""
    notes: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    """Ids of people of the bodies, to be told by name."""
    outside: tuple[tuple[str, str, str], ...] = ()
    """Organisation, name and e-mail address of each who is asked by a link."""
    beyond: str = ""
    """Why a limit may lie after that of the case."""
    confidential: bool = False
    """Whether the answers are to be for those alone who decide."""


class Prepared(Persistent):
    """A sending that is not sent yet; nobody but the asking side ever sees it."""

    key: bytes = b""
    case: bytes = b""
    template: str = ""
    unit: str = ""
    """The unit that asks."""
    wanted: Wanted = Wanted()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()


class Outcome(NamedTuple):
    """What became of one case in a question about many."""

    case: bytes
    sent: bytes = b""
    """The key of a request; empty where nothing was sent."""
    number: int = 0
    """How many bodies were asked."""
    refused: Any = ""
    """The sentence that says why not."""
    way_out: Any = ""


class Many(Persistent):
    """One question about many cases: what is asked, which cases are still to come."""

    key: bytes = b""
    by: str = ""
    by_name: str = ""
    unit: str = ""
    template: str = ""
    procedure: str = ""
    wanted: Wanted = Wanted()
    begun_at: datetime | None = None
    waiting: tuple[bytes, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()


class Explanation(Lean):
    """What the asker makes of one remark, and why (tiếp thu, giải trình)."""

    STORED: ClassVar[tuple[str, ...]] = (
        "kind",
        "words",
        "at",
        "by",
        "by_name",
        "position",
        "on_behalf_of",
        "revision",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT}
    kind: str = ""
    """accepted, partly, kept, condition."""
    words: str = ""
    """How it is taken up, or why not."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    position: Any = ""
    on_behalf_of: str = ""
    revision: int = 0
    """Grows by one at each change: whoever began from an older one is told."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Departure(NamedTuple):
    """Why the case is decided against a body that disagreed."""

    at: datetime
    by: str
    by_name: str
    reason: str
    revision: int = 1


class Ledger(Lean):
    """What became of the remarks about one case; written by the asking side alone.

    Invariants: a remark is known by its request and by what it says, so that an
    explanation never passes to other words than those it was written for; no
    remark stands in two merges.
    """

    STORED: ClassVar[tuple[str, ...]] = ("explanations", "merges", "departures")
    explanations: tuple[tuple[bytes, Explanation], ...] = ()
    """By the keys of remarks."""
    merges: tuple[tuple[bytes, ...], ...] = ()
    """Keys of remarks that say the same, as an official has decided."""
    departures: tuple[tuple[bytes, Departure], ...] = ()
    """By the keys of requests."""


class Span(NamedTuple):
    """A piece of an opinion that does not leave the office."""

    part: str
    """``text``, or ``remark:2``, ``place:2``, ``condition:1``."""
    start: int
    end: int
    reason: str
    """personal_data, third_party, security, other."""


class RedactedFile(NamedTuple):
    """What leaves in the place of a file of an opinion."""

    of: str
    """The id of the file as it was given."""
    copy: Any
    """The document that leaves; ``None`` where nothing does."""


class Redaction(Lean):
    """What of one version of an opinion may leave: marked by one, confirmed by another.

    Invariant: it holds for exactly the version and the words whose digest it has.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "request",
        "version",
        "digest",
        "spans",
        "files",
        "note",
        "at",
        "by",
        "by_name",
        "revision",
        "confirmed_at",
        "confirmed_by",
        "confirmed_by_name",
        "sent_back",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "confirmed_at": INSTANT}
    request: bytes = b""
    version: int = 0
    digest: bytes = b""
    spans: tuple[Span, ...] = ()
    files: tuple[RedactedFile, ...] = ()
    note: str = ""
    """To whoever looks over it."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    revision: int = 0
    """Grows by one at each change: whoever confirms, confirms what they have seen."""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_by_name: str = ""
    sent_back: str = ""
    """Why the second official did not confirm it."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def is_confirmed(self) -> bool:
        """Say whether two people have looked."""
        return self.confirmed_at is not None


class Putting(Lean):
    """That opinions were put to the applicant, and what they replied."""

    STORED: ClassVar[tuple[str, ...]] = (
        "requests",
        "at",
        "by",
        "by_name",
        "clock",
        "replied_at",
        "text",
        "nothing_to_add",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "replied_at": INSTANT}
    requests: tuple[tuple[bytes, int], ...] = ()
    """Keys of requests, each with the version of the opinion that was put."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    clock: Clock = Clock("", ())
    replied_at: datetime | None = None
    text: str = ""
    nothing_to_add: bool = False

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Outward(Lean):
    """What leaves the office of the opinions about one case, and what the applicant says to it.

    Written by the asker's side and by the applicant; never by an answer.
    """

    STORED: ClassVar[tuple[str, ...]] = ("redactions", "puttings")
    redactions: tuple[Redaction, ...] = ()
    """At most one of each request: of an earlier version, until it is marked anew."""
    puttings: tuple[Putting, ...] = ()


class Fact(NamedTuple):
    """What one request adds to the sums of its body; see :class:`Tally`."""

    month: int = 0
    """In which it counts, as years times twelve; 0 while it does not count yet."""
    is_answered: bool = False
    is_late: bool = False
    is_silent: bool = False
    is_owed: bool = False
    is_extended: bool = False
    is_blocking: bool = False
    quarters: int = 0
    """How long the body took, in quarters of a working day."""
    lost: int = 0
    """Working days for which the case waited for it alone, beyond its limit."""


NO_FACT = Fact()
FACT = struct.Struct(">HBBB")
"""Month, what applies as bits, quarters, days lost: how a fact is stored."""


def _packed(facts: Any) -> Any:
    if not facts:
        return facts
    return b"".join(
        FACT.pack(
            each.month, sum(bit << n for n, bit in enumerate(each[1:7])), each.quarters, each.lost
        )
        for each in facts
    )


def _unpacked(stored: Any) -> Any:
    if not isinstance(stored, bytes):
        return stored
    return tuple(
        Fact._make((month, *(bool(bits >> n & 1) for n in range(6)), quarters, lost))
        for month, bits, quarters, lost in FACT.iter_unpack(stored)
    )


class Tally(NamedTuple):
    """How one body answered in one month: sums, stored without their names."""

    requests: int = 0
    answered: int = 0
    late: int = 0
    """Of those answered."""
    silent: int = 0
    owed: int = 0
    """Not answered, and no rule gives that a meaning."""
    extended: int = 0
    blocking: int = 0
    """Cases that missed their own limit while this body alone was waited for, and was late."""
    lost: int = 0
    times: tuple[tuple[int, int], ...] = ()
    """Quarters of a working day, and how many answers took so long."""


class CaseConsultations(Binder):
    """Everything that was asked about one case, in order.

    Invariant: nothing is ever taken out or put in between, so that a request
    is found by its place.
    """

    STORED: ClassVar[tuple[str, ...]] = ("consultations", "vouched", "ledger", "outward", "tallied")
    SHORTENED: ClassVar[Mapping[str, Way]] = {"tallied": Way(_packed, _unpacked)}
    PARTS: ClassVar[tuple[type, ...]] = (
        Consultation,
        Request,
        Opinion,
        Draft,
        Journal,
        Page,
        Ledger,
        Explanation,
        Outward,
        Redaction,
        Putting,
    )
    consultations: tuple[Consultation, ...] = ()
    vouched: tuple[int, ...] = ()
    """How many entries of the journal of each request, in the order of the requests, the
    case's journal has told the head of."""
    ledger: Ledger | None = None
    """What became of the remarks; none until the first is answered or merged."""
    outward: Outward | None = None
    """What leaves the office; none until the first opinion is redacted."""

    tallied: tuple[Fact, ...] = ()
    """What each request, in the order of the requests, has added to the sums; the worker's."""

    def __setstate__(self, stored: Any) -> None:
        """Read what is stored, also as it was when heads stood here besides in the journal."""
        if isinstance(stored, dict) and "anchored" in stored:
            stored = dict(stored)
            stored["vouched"] = tuple(count for _id, (count, _head) in stored.pop("anchored"))
        super().__setstate__(stored)

    @property
    def requests(self) -> Iterator[Request]:
        """Every request about the case, in the order in which they were sent."""
        for each in self.consultations:
            yield from each.requests


class StandingOpinion(Persistent):
    """What a body always answers where certain conditions hold: its own rule, owned and dated."""

    key: bytes = b""
    number: int = 0
    unit: str = ""
    procedure: str = ""
    template: str = ""
    conditions: tuple[tuple[str, str, Any], ...] = ()
    """Each as the field, the comparison and the value; all have to hold."""
    reply: Reply = Reply()
    reason: str = ""
    since: date = date.min
    until: date | None = None
    """The last day on which it holds."""
    made_at: datetime | None = None
    made_by: str = ""
    made_by_name: str = ""
    ended_at: datetime | None = None
    ended_by_name: str = ""
    ended_because: str = ""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    def holds_on(self, day: date) -> bool:
        """Say whether it answers for the body on ``day``."""
        within = self.since <= day and (self.until is None or day <= self.until)
        return within and self.ended_at is None


class StandingOpinions(Persistent):
    """The standing opinions of all bodies.

    Invariant: ``by_unit`` maps a unit to its standing opinions in the order of
    their numbers; none is ever taken out.  ``uses`` maps the key of one to the
    requests it answered, which the sending writes, never the body.
    """

    def __init__(self) -> None:
        self.by_unit = OOBTree()
        self.uses = Shelf()


class ConsultationRegister(Persistent):
    """All consultations.

    Invariants: ``by_case`` maps a case's key to its consultations, and
    ``requests`` the random key of a request to its place: the key of the case,
    the number of the consultation there and that of the request in it.  Both
    are written by the asker alone.  Nothing but its consultation points at a
    request, so that it can be put away; entries of before do, until it is.
    """

    PLACE = struct.Struct(">HH")
    prepared: Any = None
    """What is not sent yet, by the key of its case and its own."""
    many: Any = None
    """Questions about many cases, by their keys."""

    def __init__(self) -> None:
        self.prepared, self.many = Tree(), Tree()
        self.requests = Shelf()
        self.by_case = Shelf()

    def enter(self, case_key: bytes) -> None:
        """Let every request about a case be found by its key."""
        for number, each in enumerate(self.of_case(case_key)):
            for place, request in enumerate(each.requests):
                if not isinstance(self.requests.get(request.key), bytes):
                    self.requests[request.key] = case_key + self.PLACE.pack(number, place)

    def request(self, key: bytes) -> Request | None:
        """Return the request with this key."""
        found: bytes | Request | None = self.requests.get(key)
        if not isinstance(found, bytes):
            return found
        case_key, place = found[: -self.PLACE.size], found[-self.PLACE.size :]
        number, asked = self.PLACE.unpack(place)
        return self.of_case(case_key)[number].requests[asked]

    def of_case(self, case_key: bytes) -> tuple[Consultation, ...]:
        """Return everything that was asked about a case, also by bodies that asked further.

        For journals and places only: whatever counts or shows what the case
        asked takes :meth:`asked_by_case`.
        """
        found = self.by_case.get(case_key)
        return found.consultations if found is not None else ()

    def asked_by_case(self, case_key: bytes) -> tuple[Consultation, ...]:
        """Return what the case itself asked: what it counts and decides upon."""
        return tuple(each for each in self.of_case(case_key) if not each.parent)

    def asked_below(self, request: Request) -> tuple[Consultation, ...]:
        """Return what the body of ``request`` asked further."""
        every = self.of_case(request.consultation.case.key)
        return tuple(each for each in every if each.parent == request.key)

    def parent_of(self, consultation: Consultation) -> Request | None:
        """Return the request whose body asked this further; ``None`` for the case's own."""
        return self.request(consultation.parent) if consultation.parent else None

    def ledger_of(self, case_key: bytes) -> Ledger:
        """Return what became of the remarks about a case; an empty one where nothing has yet."""
        found = self.by_case.get(case_key)
        return (found.ledger if found is not None else None) or Ledger()

    def outward_of(self, case_key: bytes) -> Outward:
        """Return what leaves the office of a case's opinions; empty where nothing does yet."""
        found = self.by_case.get(case_key)
        return (found.outward if found is not None else None) or Outward()
