"""With whom a draft lies, who may do what with it there, and that nobody changes it in silence."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting, NotAllowed
from motcua.cases import lists
from motcua.consultations.content import Hand, Reply, Request
from motcua.consultations.inside.flows import STEPS, flow_of
from motcua.consultations.refusals import CannotAnswer, DraftLocked
from motcua.permissions import Permission
from motcua.words import _


def takes(acting: Acting, unit: str, step: str) -> bool:
    """Say whether this person takes that step in the unit, own position or delegated."""
    roles = flow_of(acting, unit).stage(step).by
    return any(
        held.unit == unit
        and Permission.OPINION_ANSWER in held.permissions
        and (not roles or held.roles.intersection(roles))
        for held in acting.holdings
    )


def in_step(acting: Acting, unit: str, step: str) -> Acting:
    """Return the person in the position in which they take that step; refuse anybody else."""
    roles = flow_of(acting, unit).stage(step).by
    fitting = [
        held
        for held in acting.holdings
        if held.unit == unit
        and Permission.OPINION_ANSWER in held.permissions
        and (not roles or held.roles.intersection(roles))
    ]
    if not fitting:
        raise NotAllowed(
            _("“${step}” is not yours in this unit.", mapping={"step": STEPS[step]}),
            _("Your unit has set who checks and who signs its answers."),
        )
    return acting.as_(min(fitting, key=lambda held: bool(held.on_behalf_of)))


def signs(acting: Acting, unit: str) -> bool:
    """Say whether this person's signature makes an answer the word of the unit."""
    return takes(acting, unit, flow_of(acting, unit).stages[-1].id)


def require_unlocked(request: Request) -> None:
    """Refuse to change a draft that lies with somebody who checks or signs it."""
    lies = request.submission
    if lies is None:
        return
    raise DraftLocked(
        _(
            "${who} submitted this draft at ${when} (${step}): it is not changed meanwhile.",
            mapping={"who": lies.by_name, "when": lies.at, "step": STEPS[lies.step]},
        ),
        _("Take it back, or have it returned; then it can be changed."),
    )


def require_signature(acting: Acting, request: Request) -> Acting:
    """Refuse whoever may draft for the unit, but not sign for it."""
    flow = flow_of(acting, request.unit)
    if flow.is_short:
        return acting
    if not signs(acting, request.unit):
        raise CannotAnswer(
            _("The answers of your unit are signed by somebody else."),
            _("Submit the draft: it goes on to whoever checks or signs it."),
        )
    return in_step(acting, request.unit, flow.stages[-1].id)


def require_as_submitted(acting: Acting, request: Request, reply: Reply) -> None:
    """Refuse to give another text than the one that was submitted, or one still being checked."""
    lies = request.submission
    if lies is None:
        return
    last = flow_of(acting, request.unit).stages[-1].id
    if lies.step != last or request.draft is None or request.draft.reply != reply:
        require_unlocked(request)


def hand(acting: Acting, request: Request, deed: str, words: str = "") -> None:
    """Keep who had a hand in the answer."""
    done = Hand(deed, acting.now, acting.person, acting.name, words)
    request.hands = (*request.hands, done)


def lists_of_step(acting: Acting, request: Request) -> Iterator[str]:
    """Go through the lists in which those find a submitted draft who check or sign it."""
    if request.submission is None:
        return
    for role in flow_of(acting, request.unit).stage(request.submission.step).by:
        yield lists.shared(request.unit, role)


def is_returned(request: Request) -> bool:
    """Say whether the draft came back, and has not been submitted again."""
    return request.submission is None and returned(request) is not None


def returned(request: Request) -> Hand | None:
    """Return who returned the draft last, and why; ``None`` where it was submitted again since."""
    last = request.hands[-1] if request.hands else None
    return last if last is not None and last.deed == RETURNED else None


DRAFTED, CHECKED, RETURNED, TAKEN_BACK, SIGNED = (
    "drafted",
    "checked",
    "returned",
    "taken back",
    "signed",
)
HANDS = {
    DRAFTED: _("Drafted"),
    CHECKED: _("Checked"),
    RETURNED: _("Returned"),
    TAKEN_BACK: _("Taken back"),
    SIGNED: _("Signed"),
}
"""What somebody did with an answer, in the words of the body's own page."""
