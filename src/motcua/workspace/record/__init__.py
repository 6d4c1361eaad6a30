"""Pages of the record of opinions: on paper, unasked, signed by two, redacted, put forward.

* :mod:`paper` takes down what came as a letter, :mod:`together` signs another
  body's words, :mod:`unasked` speaks up without being asked, :mod:`many` answers
  many requests at once;
* :mod:`redacting` marks and confirms what does not leave, :mod:`outward` shows
  for a case what leaves and puts opinions to the applicant.

What of it anybody outside sees is in :mod:`motcua.portal.opinions`.
"""
