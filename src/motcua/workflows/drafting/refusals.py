"""What is not done with a draft, and why: each says what now."""

from __future__ import annotations

from motcua.acting import Refusal
from motcua.words import Sentence, _
from motcua.workflows.content import Revision, Version


class NotLikeThat(Refusal):
    """The draft does not stand where this could be done with it."""


class ChangedMeanwhile(Refusal):
    """Somebody else has saved since this text was opened; both texts are kept."""

    def __init__(self, theirs: Revision, name: Sentence):
        super().__init__(
            _(
                "${name} saved this draft at ${when}, after you had opened it.",
                mapping={"name": name, "when": theirs.at},
            ),
            _("Nothing is lost: compare both texts and bring them together."),
        )
        self.theirs = theirs


class PublishedMeanwhile(Refusal):
    """M05: the published version is no longer the one from which the draft went out."""

    def __init__(self, base: int, newest: Version, name: Sentence):
        facts = {
            "base": str(base),
            "number": str(newest.number),
            "name": name,
            "when": newest.published_on,
        }
        taken = _(
            "There is a procedure of this name already, published by ${name} (${when}).",
            mapping=facts,
        )
        moved = _(
            "This goes out from version ${base}, but version ${number} was published"
            " (${name}, ${when}).",
            mapping=facts,
        )
        chosen = _("Give yours another name, or begin a draft of the published one.")
        compare = _("Compare it with the new version, bring both together, and propose it again.")
        super().__init__(moved if base else taken, compare if base else chosen)
        self.newest = newest


class WarningsNotRead(Refusal):
    """Somebody must have read each warning before others have to live with it."""

    def __init__(self, codes: list[str]):
        super().__init__(
            _("There are warnings nobody has read: ${codes}.", mapping={"codes": codes}),
            _("Read them, and tick each one that may stay."),
        )
        self.codes = codes


class OwnProposal(Refusal):
    """Whoever has written in it does not put it into force."""

    def __init__(self) -> None:
        super().__init__(
            _("This is your own work: a second person must put it into force."),
            _("Ask another administrator of procedures, or withdraw the proposal to change it."),
        )
