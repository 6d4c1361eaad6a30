"""The record of opinions: who may read them, what of them leaves the office, how they came.

* :mod:`confidence` says which opinions are confidential or still sealed, and
  who decides on a case; :mod:`motcua.consultations.access` asks it, and every
  channel asks that;
* :mod:`wishes` lets the body mark an opinion, one of its files or the part it
  speaks on, and the asker mark a request;
* :mod:`on_paper` takes down what came as a letter, :mod:`unasked` what nobody
  asked for, :mod:`together` what two bodies sign, :mod:`apart` what a member
  thinks otherwise, :mod:`at_once` one answer to many requests;
* :mod:`redacting` marks what does not leave, by two people; :mod:`released` is
  what then does; :mod:`public` is the page and the JSON for everybody;
* :mod:`putting` lets the applicant reply to opinions;
* :mod:`basis` is the digest of what an opinion rests on, :mod:`offering` what of
  all this is offered to whom.

When a request was sent, opened and answered, and by whom, stands in the request
itself; whether the mail about it was delivered is read from the outbox
(``notifications.delivery``).  The letters are in :mod:`motcua.consultations.letter`.

What must not come here: how a request is asked, drafted or counted, and
whether somebody reads something without asking ``access``.
"""
