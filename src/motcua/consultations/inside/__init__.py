"""Everything inside the asked body, from the inbox to the signature.

What a body does before it answers is its own business: the asker sees that a
request was opened, and what was given as the body's word, and nothing between.

* :mod:`taking`: open, claim, assign, give back; :mod:`away` says who is absent;
* :mod:`flows` reads how a body works (``config/opinion_flows.yaml``): in one step,
  or draft, check, sign; :mod:`pacing` derives its own limits from the outer one;
* :mod:`stages` says with whom a draft lies and keeps it from silent changes;
  :mod:`passing_on` submits, checks, returns and signs it;
* :mod:`unopened` tells the head of a body of what nobody opened;
* :mod:`further` asks others in turn, :mod:`direct` lets their answer go straight
  to the asker, :mod:`instead` is for “not competent, ask X”;
* :mod:`pieces` asks for what is missing, of the asker or the applicant;
* :mod:`standing` keeps standing opinions, :mod:`applying` lets them answer.

What must not come here: anything that the asker decides, but for its answers to
what the body asked of it.
"""

from motcua.consultations.inside.taking import (
    as_answerer,
    assign,
    claim,
    give_back,
    may_prepare,
    open_request,
    opened,
    require_open,
)

__all__ = [
    "as_answerer",
    "assign",
    "claim",
    "give_back",
    "may_prepare",
    "open_request",
    "opened",
    "require_open",
]
