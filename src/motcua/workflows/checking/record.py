"""Checks of who reads opinions, and what of them leaves (C40 to C44)."""

from __future__ import annotations

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import ConsultationTemplate

ALL = ("all", "mandatory")


def records_fit(look: Look) -> None:
    """C40 to C44: nothing is promised about opinions that could never come about."""
    for asked in look.definition.consultations.values():
        path = f"consultations.{asked.id}"
        if asked.is_ballot:
            _ballot(look, path, asked)
        elif asked.confidential == "yes":
            _confidential(look, path, asked)
        _sealed(look, path, asked)


def _confidential(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """What is confidential goes to nobody but those who decide."""
    told = {"name": asked.title}
    if asked.public:
        sentence: Sentence = _(
            "The opinions of “${name}” are confidential: none of them would ever be public.",
            mapping=told,
        )
        look.note("C40", f"{path}.public", sentence)
    if asked.reply_within is not None:
        sentence = _(
            "The opinions of “${name}” are confidential: none could be put to the applicant.",
            mapping=told,
        )
        look.note("C41", f"{path}.reply_within", sentence)
    if asked.bodies_see != "own":
        sentence = _(
            "The opinions of “${name}” are confidential: no body would read another's.",
            mapping=told,
        )
        look.note("C42", f"{path}.bodies_see", sentence)


def _ballot(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """Who reads a slip is said by ``secret`` and ``tally``."""
    said = (asked.sealed, asked.public, asked.unasked, asked.reply_within, not asked.keeps_access)
    if any(said) or asked.confidential != "no" or asked.bodies_see != "own":
        sentence = _(
            "“${name}” is a ballot: who reads a vote is said by “secret” and “tally”.",
            mapping={"name": asked.title},
        )
        look.note("C43", path, sentence)


def _sealed(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """Sealed answers open when all are in: whoever goes on earlier has read none of them."""
    if asked.sealed and not asked.is_ballot and asked.closed_when not in ALL:
        sentence = _(
            "“${name}” closes before all have answered, and its answers are sealed until then:"
            " the case would go on before anybody has read them.",
            mapping={"name": asked.title},
        )
        look.note("C44", f"{path}.sealed", sentence)


CHECKS = (records_fit,)
