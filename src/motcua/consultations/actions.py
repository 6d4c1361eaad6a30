"""What people do with consultations, in one list.

Before sending: :func:`prepare`, :func:`send_prepared`, :func:`throw_away`,
:func:`ask_about_many`, or :func:`record_nobody_needed` and
:func:`take_back_nobody_needed` instead; after it: :func:`change_request`, :func:`send_link_again`.
The asker: :func:`ask_opinions`, :func:`withdraw`, :func:`urge`,
:func:`grant_extension`, :func:`refuse_extension`.  The asked body:
:func:`open_request`, :func:`assign`, :func:`claim`, :func:`give_back`,
:func:`save_draft`, :func:`give_opinion`, :func:`correct_opinion`,
:func:`ask_extension`.  Where it works in steps: :func:`submit_draft`,
:func:`pass_on`, :func:`return_draft`, :func:`take_back_draft`,
:func:`sign_opinion`.  Beside: :func:`ask_further`, :func:`ask_pieces`,
:func:`call_in`, :func:`make_standing`, :func:`end_standing`; and the asker in turn
:func:`answer_pieces`, :func:`ask_instead`.  Nobody in person: :func:`fall_silent`.
Rounds, the asker: :func:`close_round`, :func:`reopen_round`, :func:`ask_again`,
:func:`undo_again`, :func:`ask_anew`, :func:`look_at_answers`; with whoever decides,
:func:`reverse_silence`; the body that is asked again: :func:`confirm_unchanged`.
What a body said in an earlier case: :func:`take_over` of the asker, :func:`answer_ourselves`
of the body.  With remarks, the asker: :func:`answer_remark`, :func:`merge_remarks`,
:func:`part_remarks`; the asker or whoever decides: :func:`depart`.
"""

from motcua.consultations.answering import correct_opinion, give_opinion, save_draft
from motcua.consultations.asking.changing import change_request
from motcua.consultations.asking.many import ask_about_many
from motcua.consultations.asking.preparing import prepare, send_prepared, throw_away
from motcua.consultations.asking.sending import ask_opinions, withdraw
from motcua.consultations.asking.unneeded import (
    record_nobody_needed,
    take_back_nobody_needed,
)
from motcua.consultations.explaining import (
    answer_remark,
    depart,
    merge_remarks,
    part_remarks,
)
from motcua.consultations.extending import ask_extension, grant_extension, refuse_extension
from motcua.consultations.inside import assign, claim, give_back, open_request
from motcua.consultations.inside.applying import call_in
from motcua.consultations.inside.further import ask_further
from motcua.consultations.inside.instead import ask_instead
from motcua.consultations.inside.passing_on import (
    pass_on,
    return_draft,
    sign_opinion,
    submit_draft,
    take_back_draft,
)
from motcua.consultations.inside.pieces import answer_as_applicant, answer_pieces, ask_pieces
from motcua.consultations.inside.standing import end_standing, make_standing
from motcua.consultations.outside.guests import send_link_again
from motcua.consultations.record.taking_over import answer_ourselves, take_over
from motcua.consultations.rounds.again import ask_again, confirm_unchanged, undo_again
from motcua.consultations.rounds.closing import close as close_round
from motcua.consultations.rounds.closing import reopen as reopen_round
from motcua.consultations.rounds.looking import looked as look_at_answers
from motcua.consultations.rounds.reopening import ask_anew
from motcua.consultations.rounds.reversing import reverse_silence
from motcua.consultations.silence import fall_silent
from motcua.consultations.urging import urge

__all__ = [
    "answer_as_applicant",
    "answer_ourselves",
    "answer_pieces",
    "answer_remark",
    "ask_about_many",
    "ask_again",
    "ask_anew",
    "ask_extension",
    "ask_further",
    "ask_instead",
    "ask_opinions",
    "ask_pieces",
    "assign",
    "call_in",
    "change_request",
    "claim",
    "close_round",
    "confirm_unchanged",
    "correct_opinion",
    "depart",
    "end_standing",
    "fall_silent",
    "give_back",
    "give_opinion",
    "grant_extension",
    "look_at_answers",
    "make_standing",
    "merge_remarks",
    "open_request",
    "part_remarks",
    "pass_on",
    "prepare",
    "refuse_extension",
    "record_nobody_needed",
    "reopen_round",
    "return_draft",
    "reverse_silence",
    "save_draft",
    "send_link_again",
    "send_prepared",
    "sign_opinion",
    "submit_draft",
    "take_back_draft",
    "take_back_nobody_needed",
    "take_over",
    "throw_away",
    "undo_again",
    "urge",
    "withdraw",
]
