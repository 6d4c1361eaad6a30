"""Taking in files that people upload.

``accept`` checks and stores; ``hold`` checks and keeps the file aside, for the
form that comes back with another mistake: nobody should have to choose a
file twice because a telephone number was wrong.  ``take_held`` then gives it
to the form that is sent again.
"""

from __future__ import annotations

from typing import IO

from motcua.acting import Acting, Refusal
from motcua.documents.content import Document, Held
from motcua.documents.inside import speaks_against
from motcua.documents.keeping import settled, unkept
from motcua.documents.kinds import KINDS, Kind, kind_of, seems
from motcua.documents.names import checked_name, extension
from motcua.documents.rules import Limits, Rule, UploadRules
from motcua.documents.waiting import check_room, new_token
from motcua.words import Sentence, _

OVER = "held file over"
"""Under which the due queue knows when a file has waited too long."""


class UploadRefused(Refusal):
    """The file is not taken in."""


class NoLongerHeld(Refusal):
    """The file waited too long for its form, or it is somebody else's."""


def accept(
    acting: Acting, filename: str, stream: IO[bytes], rule: str, *, kind: str = "", paper: str = ""
) -> Document:
    """Check an uploaded file by the rule of that id, and store it.

    Raises :class:`UploadRefused` (or ``names.BadName``) with the sentence that
    says why not.
    """
    return settled(acting.root.documents, _checked(acting, filename, stream, rule, kind, paper))


def hold(
    acting: Acting, filename: str, stream: IO[bytes], rule: str, *, kind: str = "", paper: str = ""
) -> str:
    """Check an uploaded file and keep it aside; return the token that the form carries."""
    limits = acting.office.borrow(UploadRules).limits
    document = _checked(acting, filename, stream, rule, kind, paper)
    check_room(acting, limits, document.size)
    token = new_token(acting, document.size)
    until = acting.now + limits.held_for
    acting.root.documents.held[token] = Held(
        document=document, rule=rule, by=acting.person, until=until
    )
    acting.root.due_queue.put(until, OVER, token.encode())
    return token


def held(acting: Acting, token: str) -> Document:
    """Return a file that waits for its form, to be named on it."""
    return _held(acting, token).document


def take_held(acting: Acting, token: str, rule: str) -> Document:
    """Store a file that waited for its form; its token is used up."""
    waiting = _held(acting, token)
    if waiting.rule != rule:
        raise _no_longer()
    del acting.root.documents.held[token]
    acting.root.due_queue.cancel(waiting.until, OVER, token.encode())
    document = waiting.document
    document.added_at = acting.now
    return settled(acting.root.documents, document)


def let_go(acting: Acting, subject: bytes, rule: str) -> None:
    """Drop a file whose form never came; called by the worker when its time is over."""
    held_files = acting.root.documents.held
    waiting = held_files.get(subject.decode())
    if waiting is not None and waiting.until <= acting.now:
        del held_files[subject.decode()]


def accepted_types(acting: Acting, rule: str) -> tuple[str, ...]:
    """Return the extensions a form may offer, as ``.pdf``."""
    chosen = acting.office.borrow(UploadRules).rule(rule)
    return tuple(f".{each}" for id in chosen.types for each in KINDS[id].extensions)


def _held(acting: Acting, token: str) -> Held:
    waiting = acting.root.documents.held.get(token)
    if waiting is None or waiting.by != acting.person or waiting.until <= acting.now:
        raise _no_longer()
    return waiting


def _no_longer() -> NoLongerHeld:
    return NoLongerHeld(
        _("The file that you had chosen is no longer here."), _("Choose the file again.")
    )


def _checked(
    acting: Acting, filename: str, stream: IO[bytes], rule_id: str, kind: str, paper: str
) -> Document:
    rules = acting.office.borrow(UploadRules)
    rule, limits = rules.rule(rule_id), rules.limits
    name = checked_name(filename, limits)
    content = _read(stream, rule, name)
    found = _allowed(content, name, rule)
    _refuse_danger(found, content, name, limits)
    return unkept(acting, name, content, found.media_type, kind=kind or rule_id, paper=paper)


def _read(stream: IO[bytes], rule: Rule, name: str) -> bytes:
    content = stream.read(rule.size + 1)
    if len(content) > rule.size:
        raise UploadRefused(
            _(
                "“${name}” is larger than ${most} MB.",
                mapping={"name": name, "most": f"{rule.size / 1_000_000:g}"},
            ),
            _("Scan it in a lower resolution, or divide it into several files."),
        )
    if not content:
        raise UploadRefused(_("“${name}” is empty.", mapping={"name": name}))
    return content


def _allowed(content: bytes, name: str, rule: Rule) -> Kind:
    found = kind_of(content)
    allowed = [KINDS[id] for id in rule.types]
    way_out = _("Send one of these: ${kinds}.", mapping={"kinds": [each.said for each in allowed]})
    if found is None or found not in allowed:
        seeming: Sentence = found.said if found else seems(content)
        raise UploadRefused(_not_taken(name, seeming), way_out)
    if extension(name) not in found.extensions:
        raise UploadRefused(
            _(
                "“${name}” calls itself something else than it is: inside it is ${kind}.",
                mapping={"name": name, "kind": found.said},
            ),
            _("Give the file the ending “.${ending}”.", mapping={"ending": found.extensions[0]}),
        )
    return found


def _not_taken(name: str, seeming: Sentence) -> Sentence:
    if seeming:
        return _(
            "“${name}” seems to be ${kind}, which is not taken here.",
            mapping={"name": name, "kind": seeming},
        )
    return _("“${name}” is a kind of file that is not taken here.", mapping={"name": name})


def _refuse_danger(found: Kind, content: bytes, name: str, limits: Limits) -> None:
    reasons = list(speaks_against(found, content, limits))
    if reasons:
        raise UploadRefused(
            _("“${name}” is not taken: ${reason}", mapping={"name": name, "reason": reasons[0]}),
            _("Print it to a new PDF file and send that."),
        )
