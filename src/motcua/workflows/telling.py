"""What changed from one text of a procedure to another, told to people.

:mod:`motcua.workflows.differences` finds what changed; here it is said as an
administrator would say it: at which step, which action, what about it, from
what to what.  What is new or gone as a whole is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.acting import Refusal
from motcua.deadlines.terms import read_term
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Definition
from motcua.workflows.differences import Change, between

KINDS: Mapping[str, Sentence] = {
    "states": _("Step"),
    "roles": _("Role"),
    "papers": _("Paper"),
    "fields": _("Field"),
    "consultations": _("Consultation"),
    "actions": _("Action"),
}
NEW: Mapping[str, Sentence] = {
    "states": _("new step"),
    "roles": _("new role"),
    "papers": _("new paper"),
    "fields": _("new field"),
    "consultations": _("new consultation"),
    "actions": _("new action"),
}
GONE: Mapping[str, Sentence] = {
    "states": _("this step is no more"),
    "roles": _("this role is no more"),
    "papers": _("this paper is no longer asked for"),
    "fields": _("this field is no more"),
    "consultations": _("this consultation is no more"),
    "actions": _("this action is no more"),
}
WHAT: Mapping[str, Sentence] = {
    "title": _("title"),
    "start": _("start"),
    "final": _("how it ends"),
    "clock": _("clock"),
    "within": _("limit"),
    "edit": _("who may change the data"),
    "consult": _("opinions may be asked"),
    "tells": _("what the applicant is told"),
    "late": _("what happens when it is late"),
    "auto": _("what happens by itself"),
    "by": _("who"),
    "to": _("where it goes"),
    "needs": _("papers needed"),
    "ask": _("what is asked"),
    "when": _("condition"),
    "not_by_who_did": _("not by who did"),
    "at_most": _("how often at most"),
    "set": _("what is written down"),
    "letter": _("letter"),
    "notify": _("who is told"),
    "assign": _("who holds the case then"),
    "extend_by": _("extended by"),
    "consultations": _("opinions still open"),
    "confirm": _("what is asked back"),
    "anywhere": _("at several steps"),
    "unit": _("unit"),
    "role": _("role"),
    "kind": _("kind"),
    "choices": _("choices"),
    "required": _("required"),
    "help": _("help"),
    "form": _("form"),
    "copy_kind": _("kind of copy"),
    "copies": _("number of copies"),
    "note": _("note"),
    "code": _("procedure code"),
    "sector": _("sector"),
    "summary": _("summary"),
    "calendar": _("calendar"),
    "deadline": _("limit of the whole"),
    "legal_limit": _("limit by law"),
    "lead": _("unit that handles it"),
    "received_by": _("where it is received"),
    "applicants": _("for whom"),
    "channels": _("how it is filed"),
    "result": _("result"),
    "legal": _("legal ground"),
    "fees": _("fee"),
    "visible": _("who may see it"),
    "migrate": _("where running cases go"),
    "of": _("who is asked"),
    "opened_by": _("who asks"),
    "bodies": _("bodies asked"),
    "choose_from": _("who may be asked besides"),
    "question": _("question"),
    "several": _("several at once"),
    "answers": _("answers"),
    "silence": _("what silence means"),
    "silence_ground": _("ground for silence"),
    "closed_when": _("when it is closed"),
    "extend_at_most": _("extended at most"),
    "extend_itself": _("extended by the rule itself"),
    "unopened_after": _("when nobody opens it"),
    "purpose": _("purpose"),
    "questions": _("questions"),
    "effect": _("effect"),
    "favourable_when": _("when it is favourable"),
    "veto": _("who can veto"),
    "pauses_with_case": _("pauses with the case"),
    "missing_pieces": _("asking for what is missing"),
    "further": _("asking further"),
    "outside": _("asking outside"),
    "unasked": _("opinions unasked"),
    "standing": _("standing opinions"),
    "confidential": _("confidential"),
    "sealed": _("sealed until all are in"),
    "bodies_see": _("what the bodies see"),
    "keeps_access": _("access after answering"),
    "reply_within": _("time for the applicant’s reply"),
    "public": _("shown to the public"),
    "valid_from": _("applies from"),
    "valid_until": _("applies until"),
    "step": _("step"),
    "optional": _("optional"),
    "committee": _("committee"),
    "matters": _("matters put to the vote"),
    "quorum": _("how many must take part"),
    "majority": _("majority"),
    "tie": _("with as many for as against"),
    "secret": _("secret ballot"),
    "tally": _("the count before the end"),
    "articles": _("articles"),
    "amount": _("amount"),
    "before": _("before"),
    "after": _("after"),
    "go": _("where it goes"),
    "because": _("reason"),
    "otherwise": _("otherwise"),
}
ROLES = {"by", "edit", "notify", "opened_by"}
"""What names parts; said by their titles."""
STATES = {"to", "go"}
"""What names a step; said by its title."""


@dataclass(frozen=True)
class Told:
    """One change, in words and in the short form of the file."""

    where: Sentence
    """The step, the action, the paper: by title."""
    what: Sentence
    """What about it; ``new step`` or the like where it is new or gone as a whole."""
    before: Sentence
    after: Sentence
    short: str
    """As in ``signing.return: leader → leader, head``."""
    state: str = ""
    """The step that it touches, if it touches one."""
    is_limit: bool = False
    """Whether a length of time changed, so that due dates may move."""


def told(before: Definition | None, after: Definition) -> list[Told]:
    """Return every change between two definitions, each said once."""
    if before is None:
        return []
    found: dict[str, Told] = {}
    for change in between(before, after):
        each = _told(change, before, after)
        found.setdefault(f"{each.short} {each.state}", each)
    return list(found.values())


def changed_states(changes: list[Told]) -> frozenset[str]:
    """Return the steps that a picture marks."""
    return frozenset(each.state for each in changes if each.state)


def _told(change: Change, before: Definition, after: Definition) -> Told:
    path, old, new = change
    parts = tuple(path.split("."))
    state = parts[1] if parts[0] == "states" and len(parts) > 1 else ""
    whole = _whole(parts, before, after)
    if whole is not None:
        section, depth, is_new = whole
        short = ".".join(_names(parts[:depth]))
        word = (NEW if is_new else GONE)[section]
        sign = "+" if is_new else "−"
        where = _where(parts[:depth], after if is_new else before)
        return Told(where, word, "", "", f"{sign} {short}", state)
    return _changed(parts, old, new, before, after, state)


def _changed(
    parts: tuple[str, ...], old: str, new: str, before: Definition, after: Definition, state: str
) -> Told:
    depth = _depth(parts)
    key = parts[depth] if depth < len(parts) else parts[-1]
    last = parts[-1] if parts[-1] in WHAT else key
    what = WHAT.get(last, last)
    if last != key and key in WHAT:
        what = _("${what}, ${which}", mapping={"what": WHAT[key], "which": what})
    lengths = _lengths(old, new)
    shown_old, shown_new = lengths or (
        _value(last, old, before),
        _value(last, new, after),
    )
    name = ".".join(_names(parts[:depth]))
    tail = "" if _is_plain(last) and name else ".".join(parts[depth:])
    short = ".".join(filter(None, (name, tail)))
    return Told(
        _where(parts[:depth], after, before),
        what,
        shown_old,
        shown_new,
        f"{short}: {_short(old, new)}",
        state,
        is_limit=bool(lengths),
    )


def _is_plain(key: str) -> bool:
    """Say whether a change speaks for itself: who may do something, and how long it may take."""
    return key in {"by", "within"}


def _depth(parts: tuple[str, ...]) -> int:
    """Return how many parts of a path name the thing; what follows says what about it."""
    if parts[0] == "states" and len(parts) > 3 and parts[2] == "actions":
        return 4
    return 2 if parts[0] in KINDS and len(parts) > 2 else 0


def _names(parts: tuple[str, ...]) -> tuple[str, ...]:
    """``states.signing.actions.return`` is called ``signing.return``."""
    return parts[1::2] if parts and parts[0] == "states" else parts


def _whole(
    parts: tuple[str, ...], before: Definition, after: Definition
) -> tuple[str, int, bool] | None:
    """Return what is new or gone as a whole: which kind, how deep in the path, and whether new."""
    for depth in (2, 4):
        if len(parts) <= depth or parts[depth - 2] not in NEW:
            continue
        was, is_ = _thing(parts[:depth], before), _thing(parts[:depth], after)
        if (was is None) != (is_ is None):
            return parts[depth - 2], depth, was is None
    return None


def _thing(parts: tuple[str, ...], definition: Definition) -> Any:
    """Return the state, action, role … that a path names; ``None`` where there is none."""
    found = getattr(definition, parts[0]).get(parts[1]) if len(parts) > 1 else None
    if found is not None and len(parts) == 4 and parts[2] == "actions":
        return found.action(parts[3])
    return found


def _where(parts: tuple[str, ...], *definitions: Definition) -> Sentence:
    """Say where a change is: the titles of what the path names."""
    if not parts:
        return _("The procedure")
    titles = [_title(parts[:depth], definitions) for depth in range(2, len(parts) + 1, 2)]
    if len(titles) == 1:
        return titles[0]
    return _("${step}, ${action}", mapping={"step": titles[0], "action": titles[1]})


def _title(parts: tuple[str, ...], definitions: tuple[Definition, ...]) -> Sentence:
    for each in definitions:
        found = _thing(parts, each)
        if found is not None and (found.title.vi or found.title.en):
            title: Sentence = found.title
            return title
    return parts[-1]


def _lengths(old: str, new: str) -> tuple[Sentence, Sentence] | None:
    """Return two lengths of time as people say them: ``10`` → ``8 working days``."""
    try:
        was, is_ = read_term(old), read_term(new)
    except Refusal:
        return None
    if len(was.parts) == len(is_.parts) == 1 and was.parts[0].unit is is_.parts[0].unit:
        amount = f"{was.parts[0].amount:g}"
        return Label(amount.replace(".", ","), amount), is_.said
    return was.said, is_.said


def _short(old: str, new: str) -> str:
    """Return both values as the file has them, the unit of a length once."""
    before, after = old or "—", new or "—"
    old_words, new_words = old.split(" ", 1), new.split(" ", 1)
    if len(old_words) == len(new_words) == 2 and _lengths(old, new):
        same = old_words[1].rstrip("s") == new_words[1].rstrip("s")
        before = old_words[0] if same else old
    return f"{before} → {after}"


def _value(key: str, said: str, definition: Definition) -> Sentence:
    """Say a value: parts and steps by their titles."""
    if not said:
        return _("nothing")
    if key in ROLES:
        return _joined(_titles(said, definition.roles))
    if key in STATES:
        return _joined(_titles(said, definition.states))
    try:
        return read_term(said).said
    except Refusal:
        return YES if said == "yes" else said


YES = _("yes")
PARTS: Mapping[str, Sentence] = {
    "applicant": _("the applicant"),
    "assignee": _("whoever holds the case"),
    "partner": _("the body that was asked"),
    "back": _("back to the step before"),
    "same": _("the same step"),
}


def _titles(said: str, known: Mapping[str, Any]) -> Iterator[Sentence]:
    for id in said.split(", "):
        found = known.get(id)
        yield found.title if found is not None and found.title.vi else PARTS.get(id, id)


def _joined(titles: Iterator[Sentence]) -> Sentence:
    first, *rest = titles
    for each in rest:
        first = _("${first}, ${second}", mapping={"first": first, "second": each})
    return first
