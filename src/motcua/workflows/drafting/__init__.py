"""Changing a procedure: one person drafts and proposes, another one publishes.

A draft may be left broken; nothing follows it.  Every text that somebody saves
in it is kept, and which one counts is one number: to undo is to go back to the
text before.  Who saves says which text they had before their eyes; where
somebody else has saved meanwhile, nothing is overwritten.

What is proposed must be sound, must go out from the version published last,
and is put into force by somebody who has not written in it.  Each act stands
in the journal of definitions, with the digest of the text it is about.
"""

from motcua.workflows.drafting.desk import AREA, LONGEST, name_of
from motcua.workflows.drafting.proposals import (
    decline,
    may_publish,
    propose,
    publish_proposal,
    replace_by_file,
    settled,
    warnings,
    withdraw,
)
from motcua.workflows.drafting.refusals import (
    ChangedMeanwhile,
    NotLikeThat,
    OwnProposal,
    PublishedMeanwhile,
    WarningsNotRead,
)
from motcua.workflows.drafting.writing import (
    begin,
    delete,
    discard,
    go_back,
    join,
    keep_beside,
    redo,
    save,
    share,
    take_up,
    undo,
)

__all__ = [
    "AREA",
    "LONGEST",
    "ChangedMeanwhile",
    "NotLikeThat",
    "OwnProposal",
    "PublishedMeanwhile",
    "WarningsNotRead",
    "begin",
    "decline",
    "delete",
    "discard",
    "go_back",
    "join",
    "keep_beside",
    "may_publish",
    "name_of",
    "propose",
    "publish_proposal",
    "redo",
    "replace_by_file",
    "save",
    "settled",
    "share",
    "take_up",
    "undo",
    "warnings",
    "withdraw",
]
