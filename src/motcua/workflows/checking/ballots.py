"""Checks of ballots of the members of a committee (C06, C07)."""

from __future__ import annotations

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import ConsultationTemplate
from motcua.workflows.shares import at_least
from motcua.workflows.wordlists import MAJORITY

BALLOT_SILENCE = frozenset({"agree", "not_counted", "against"})
OPINION_SILENCE = frozenset({"agree", "no_opinion", "wait"})


def ballots_fit(look: Look) -> None:
    """C06, C07: a ballot names its committee and can be counted; an opinion is no ballot."""
    for asked in look.definition.consultations.values():
        path = f"consultations.{asked.id}"
        if asked.is_ballot:
            _ballot(look, path, asked)
        else:
            _opinion(look, path, asked)


def _ballot(look: Look, path: str, asked: ConsultationTemplate) -> None:
    name = asked.title
    if not asked.committee:
        sentence: Sentence = _(
            "The ballot “${name}” does not say of which committee.", mapping={"name": name}
        )
        look.note("C06", path, sentence)
    for other, suggestion in look.unknown([asked.committee], look.around.committees or ()):
        if look.around.committees is not None:
            sentence = _("There is no committee “${id}”.", mapping={"id": other[:80]})
            look.note("C06", f"{path}.committee", sentence, suggestion)
    if asked.bodies or asked.choose_from:
        look.note("C06", path, _("A ballot asks the members of its committee, and no bodies."))
    _silence(look, path, asked, BALLOT_SILENCE)
    _countable(look, path, asked)


def _opinion(look: Look, path: str, asked: ConsultationTemplate) -> None:
    _silence(look, path, asked, OPINION_SILENCE)
    said = (asked.committee, asked.matters, asked.quorum, asked.majority, asked.tie, asked.tally)
    if any(said) or asked.secret:
        sentence = _(
            "“${name}” speaks of a ballot: write “kind: ballot”.", mapping={"name": asked.title}
        )
        look.note("C06", path, sentence)


def _silence(look: Look, path: str, asked: ConsultationTemplate, known: frozenset[str]) -> None:
    if asked.silence not in known:
        sentence = _(
            "“silence: ${said}” means nothing here; write one of: ${words}.",
            mapping={"said": asked.silence, "words": sorted(known)},
        )
        look.note("C06", f"{path}.silence", sentence)


def _countable(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """A share that can be reached, and a tie that can be broken."""
    for key, said in (("quorum", asked.quorum), ("majority", asked.majority)):
        worded = key == "majority" and said in MAJORITY
        if said and not worded and at_least(said) is None:
            sentence = _(
                "“${said}” is no share of the members: write 2/3, 60% or a number.",
                mapping={"said": said[:40]},
            )
            look.note("C07", f"{path}.{key}", sentence)
    if asked.secret and (asked.tie == "chair" or asked.tally == "shown"):
        sentence = _(
            "In a secret ballot nobody knows how the chair voted, and nothing is shown before the"
            " end: leave out “tie: chair” and “tally: shown”."
        )
        look.note("C07", path, sentence)


CHECKS = (ballots_fit,)
