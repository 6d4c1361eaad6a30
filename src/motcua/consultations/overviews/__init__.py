"""Looking over many requests at once: for an asker, for a body, for whoever watches.

* :mod:`matrix` is what one asks of others, cases × bodies; :mod:`stages` what a
  body was asked, requests × steps;
* :mod:`statistics` says how long bodies take, how often they are silent or
  late, and which cases were late because of them.

Whatever goes over many cases is either a page of work lists or a sum that the
worker keeps (:mod:`tallying`), never a walk through everything that is stored.
What must not come here: anything that changes a request.  An overview is read.
"""
