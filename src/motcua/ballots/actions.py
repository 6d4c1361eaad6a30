"""What people do with ballots, in one list.

The asker: :func:`start_ballot`, :func:`remind`, :func:`extend`, :func:`close`,
:func:`withdraw`, :func:`bring_to_session`, :func:`announce`.  The member:
:func:`save_slip`, :func:`sign`, :func:`recuse`; without a vote :func:`comment`.
A member's assistant: :func:`save_slip`.
"""

from motcua.ballots.announcing import announce
from motcua.ballots.closing import bring_to_session, close, withdraw
from motcua.ballots.extending import extend
from motcua.ballots.reminding import remind
from motcua.ballots.starting import start_ballot
from motcua.ballots.voting import comment, recuse, save_slip, sign

__all__ = [
    "announce",
    "bring_to_session",
    "close",
    "comment",
    "extend",
    "recuse",
    "remind",
    "save_slip",
    "sign",
    "start_ballot",
    "withdraw",
]
