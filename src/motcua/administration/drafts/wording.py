"""What forms ask first, what they ask in groups behind it, and how they explain it."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.words import Sentence, _
from motcua.workflows.telling import WHAT

LONG = frozenset({"tells", "summary", "question", "confirm", "note", "help", "result"})
"""Labels that are written in several lines."""
FREE = frozenset({"closed_when", "favourable_when", "majority"})
"""Keys under which a number or a share may stand as well as a word."""

HELP: Mapping[str, Sentence] = {
    "term": _("As in: 5 working days · 0.5 working days · 8 working hours · 20 days · same day."),
    "conditions": _(
        "One to a line; all must hold. A name as listed here, or a field and its values, as in:"
        " ket_qua: dat."
    ),
    "values": _(
        "One to a line: the field, a colon, what is written. “today” is the day of the act."
    ),
    "labels": _("One to a line: id: name in Vietnamese | name in English."),
    "answers": _("One to a line; after a colon your own words, as in: agree: Thống nhất | Agreed."),
    "number": _("A whole number."),
    "to": _("Where the case goes next."),
    "by": _("Each of them may do it."),
    "notify": _("Who gets a message when it is done."),
    "at_most": _("How often in the life of a case; empty for as often as wanted."),
    "several": _("Whether several bodies are asked at once."),
    "choose_from": _("Units, or kinds of unit, that may be added; with none and no body, any."),
    "of": _("How the asked body is called where somebody is to be told."),
    "opened_by": _("Each of them may send the questions."),
    "outside": _("Somebody outside of the administration gets a link by e-mail."),
    "unasked": _("A unit that was not asked may give its opinion too."),
    "standing": _("A standing opinion that a body has deposited answers for it."),
    "further": _("An asked body may ask others in its turn."),
    "purpose": _("For information, no answer is waited for."),
    "effect": _("Binding: the case cannot be decided against it."),
    "closed_when": _(
        "all · any · mandatory · majority, a number of answers, or a share as 2/3. Empty: all."
    ),
    "favourable_when": _(
        "all · mandatory · majority_of_asked · majority_of_given, a number, or a share as 2/3."
        " Empty: nobody disagrees."
    ),
    "veto": _("One of these that disagrees makes the whole unfavourable."),
    "silence": _("What no answer at the limit means."),
    "silence_ground": _("The rule that says so, as: NĐ 217/2026 Đ54.2c."),
    "pauses_with_case": _("The bodies’ time stands still while the clock of the case does."),
    "missing_pieces": _("Whether a body may ask for what is missing, and whether its time runs."),
    "confidential": _("Who may make an opinion confidential, or whether all are."),
    "sealed": _("Nobody reads an opinion, the asker neither, until all are in."),
    "bodies_see": _("Which opinions a body reads: its own, those of others once it has answered."),
    "keeps_access": _("Whether a body still reads the documents once it has answered."),
    "public": _("Redacted opinions are shown on the public page."),
    "quorum": _("A number of members, or a share as 2/3."),
    "majority": _("members · votes, or a share of all members as 2/3."),
    "tie": _("Where as many are for as against."),
    "tally": _("Whether members see the count while they still vote."),
    "committee": _("Only for a ballot: the committee whose members vote."),
    "step": _("Those of the second step are asked when those of the first have answered."),
    "optional": _("Nobody waits for its answer."),
}


def title_of(key: str) -> Sentence:
    """Return how a key is called above its question."""
    return WHAT.get(key) or OWN.get(key, key)


OWN: Mapping[str, Sentence] = {
    "for": _("for whom"),
    "from": _("at which steps"),
    "documents": _("who may see the documents"),
    "status": _("who may see the status"),
}

NAMING = frozenset({"unit", "title", "to"})
"""Keys by which a row is called in the list of rows."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "state": ("title", "within", "clock", "final"),
    "action": ("title", "by", "to", "ask", "letter", "notify"),
    "anywhere": ("title", "by", "to", "from", "ask"),
    "consultation": ("title", "within", "silence", "bodies"),
    "paper": ("title", "form", "required"),
    "field": ("title", "kind", "required"),
    "role": ("title", "unit", "role"),
    "procedure": ("title", "deadline", "legal_limit"),
}
"""Questions that are asked at once, even where nothing stands there."""

Group = tuple[str, Sentence, tuple[str, ...]]

GROUPS: Mapping[str, tuple[Group, ...]] = {
    "consultation": (
        (
            "asked",
            _("Who is asked, and by whom"),
            (
                "opened_by",
                "choose_from",
                "several",
                "outside",
                "unasked",
                "standing",
                "further",
                "of",
            ),
        ),
        (
            "question",
            _("What is asked, and how it is answered"),
            ("question", "purpose", "answers"),
        ),
        (
            "time",
            _("Time: extensions, reminders, what stands still"),
            (
                "late",
                "extend_at_most",
                "extend_itself",
                "unopened_after",
                "pauses_with_case",
                "missing_pieces",
                "reply_within",
            ),
        ),
        (
            "end",
            _("When it is closed, and what it means"),
            ("closed_when", "silence_ground", "effect", "favourable_when", "veto"),
        ),
        (
            "seen",
            _("Who reads the opinions"),
            ("confidential", "sealed", "bodies_see", "keeps_access", "public"),
        ),
        (
            "ballot",
            _("A ballot of a committee"),
            ("kind", "committee", "matters", "quorum", "majority", "tie", "secret", "tally"),
        ),
    ),
}
"""Behind the questions that are asked at once: the others, by what they are about."""
