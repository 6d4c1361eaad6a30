"""Preparing what is asked of others, and sending it.

* :mod:`~motcua.consultations.asking.checking` refuses what a procedure does not
  allow before anything is sent; its names may be imported from here;
* :mod:`~motcua.consultations.asking.sending` asks and withdraws, all at once;
* :mod:`~motcua.consultations.asking.serial` sends a later step when the one before
  has come back;
* :mod:`~motcua.consultations.asking.preparing` keeps what is typed until it is sent;
* :mod:`~motcua.consultations.asking.changing` changes what was sent and is not answered;
* :mod:`~motcua.consultations.asking.questions` are the questions of the template and the
  answers to them;
* :mod:`~motcua.consultations.asking.unneeded` records that nobody needs to be asked, and why;
* :mod:`~motcua.consultations.asking.many` puts one question about many cases.

Whom to ask and why is in :mod:`motcua.consultations.suggestions`; what a body
does with a request is not decided here, and neither is when a consultation is over.
"""

from motcua.consultations.askers import asker
from motcua.consultations.asking.checking import (
    check_bodies,
    check_question,
    chosen_documents,
)
from motcua.consultations.asking.limits import limits

__all__ = ["asker", "check_bodies", "check_question", "chosen_documents", "limits"]
