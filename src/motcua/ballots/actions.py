"""What people do with ballots, in one list.

The asker: :func:`start_ballot`, :func:`remind`, :func:`close`,
:func:`withdraw`, :func:`bring_to_session`.  The member: :func:`save_slip`,
:func:`sign`, :func:`recuse`; without a vote :func:`comment`.
"""

from motcua.ballots.closing import bring_to_session, close, withdraw
from motcua.ballots.reminding import remind
from motcua.ballots.starting import start_ballot
from motcua.ballots.voting import comment, recuse, save_slip, sign

__all__ = [
    "bring_to_session",
    "close",
    "comment",
    "recuse",
    "remind",
    "save_slip",
    "sign",
    "start_ballot",
    "withdraw",
]
