"""Why a case cannot be brought over, or not now: the kinds of reason, and their sentences."""

from __future__ import annotations

from typing import NamedTuple

from motcua.words import Sentence, _

NO_PLACE = "no place"
AUTOMATIC = "automatic"
CLOSES = "closes"
ASKING = "asking"
NOT_DESCRIBED = "not described"
NO_WAY_BACK = "no way back"
MOVED_ON = "moved on"
BUSY = "busy"
FAILED = "failed"
ON_PURPOSE = "on purpose"

SENTENCES: dict[str, Sentence] = {
    NO_PLACE: _("It stands at the step “${about}”, which the new version does not have."),
    AUTOMATIC: _("Nobody acts at the step “${about}” in the new version: it is passed through."),
    CLOSES: _("It would be closed at “${about}”, and nobody has said that it may."),
    ASKING: _("It would be closed while an opinion is waited for: ${about}."),
    NOT_DESCRIBED: _("“${about}” is being asked, and the new version does not describe it."),
    NO_WAY_BACK: _("It has to go back to “${about}”, which the new version does not allow."),
    MOVED_ON: _("It no longer follows that version, or has been closed."),
    BUSY: _("Somebody acted on it each time it was tried."),
    FAILED: _("It could not be written: ${about}"),
    ON_PURPOSE: _("Cases at “${about}” are left where they are, as was chosen."),
}
"""``about`` is the title of a step or of a consultation, or what went wrong."""

WAYS_OUT: dict[str, Sentence] = {
    NO_PLACE: _("Choose a step for it."),
    AUTOMATIC: _("Choose a step at which somebody acts."),
    CLOSES: _("Choose another step, or say that these cases may be closed."),
    ASKING: _("Wait for the opinion or withdraw the request, then plan again."),
    NOT_DESCRIBED: _("Wait for the opinion or withdraw the request, then plan again."),
    NO_WAY_BACK: _("Choose another step, or let the case take its next step first."),
    BUSY: _("Plan again: it will be among what is left."),
    FAILED: _("Tell whoever runs the system."),
}


class Why(NamedTuple):
    """Why a case is not brought over."""

    kind: str
    about: Sentence = ""

    @property
    def said(self) -> Sentence:
        """The sentence."""
        return said(self.kind, self.about)

    @property
    def way_out(self) -> Sentence:
        """What can be done about it."""
        return WAYS_OUT.get(self.kind, "")


def said(kind: str, about: Sentence) -> Sentence:
    """Return the sentence of a kind of reason."""
    return _(SENTENCES[kind], mapping={"about": about})
