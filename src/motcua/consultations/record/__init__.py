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
* :mod:`times` tells the asker when a request was sent, delivered, opened and
  answered, and by whom; :mod:`basis` is the digest of what an opinion rests on;
* :mod:`sheets` sets question and opinion as office documents and PDF.

What must not come here: how a request is asked, drafted or counted, and
whether somebody reads something without asking ``access``.
"""
