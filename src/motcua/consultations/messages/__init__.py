"""Requests and opinions as messages between agencies: edXML (QCVN 102:2016/BTTTT).

Agencies whose document systems do not know Motcua are asked by a letter, and
answer by one; edXML is how such letters are told from system to system.

* :mod:`envelope` builds a message and reads one, as if its author wished us harm;
* :mod:`written` says a request, an opinion or a receipt as a message;
* :mod:`came` is what a message says that somebody brought, and which request it
  answers; :mod:`receipts` records that the other side has received a request.

Nothing is sent and nothing is fetched here: there is no transport.  A message is
a file that somebody takes to the document system, or brings from there.  What a
message says binds nobody until an official has taken it down
(:mod:`motcua.consultations.record.on_paper`).
"""
