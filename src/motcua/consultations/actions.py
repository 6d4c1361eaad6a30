"""What people do with consultations, in one list.

The asker: :func:`ask_opinions`, :func:`withdraw`, :func:`urge`,
:func:`grant_extension`, :func:`refuse_extension`.  The asked body:
:func:`open_request`, :func:`assign`, :func:`claim`, :func:`give_back`,
:func:`save_draft`, :func:`give_opinion`, :func:`correct_opinion`,
:func:`ask_extension`.  Where it works in steps: :func:`submit_draft`,
:func:`pass_on`, :func:`return_draft`, :func:`take_back_draft`,
:func:`sign_opinion`.  Nobody in person: :func:`fall_silent`.
With remarks, the asker: :func:`answer_remark`, :func:`merge_remarks`,
:func:`part_remarks`; the asker or whoever decides: :func:`depart`.
"""

from motcua.consultations.answering import correct_opinion, give_opinion, save_draft
from motcua.consultations.asking.sending import ask_opinions, withdraw
from motcua.consultations.explaining import (
    answer_remark,
    depart,
    merge_remarks,
    part_remarks,
)
from motcua.consultations.extending import ask_extension, grant_extension, refuse_extension
from motcua.consultations.inside import assign, claim, give_back, open_request
from motcua.consultations.inside.passing_on import (
    pass_on,
    return_draft,
    sign_opinion,
    submit_draft,
    take_back_draft,
)
from motcua.consultations.silence import fall_silent
from motcua.consultations.urging import urge

__all__ = [
    "answer_remark",
    "ask_extension",
    "ask_opinions",
    "assign",
    "claim",
    "correct_opinion",
    "depart",
    "fall_silent",
    "give_back",
    "give_opinion",
    "grant_extension",
    "merge_remarks",
    "open_request",
    "part_remarks",
    "pass_on",
    "refuse_extension",
    "return_draft",
    "save_draft",
    "sign_opinion",
    "submit_draft",
    "take_back_draft",
    "urge",
    "withdraw",
]
