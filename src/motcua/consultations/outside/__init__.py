"""Bodies outside of the administration, which answer through a link sent by e-mail.

Whoever holds the link is nobody until two things are shown: that the link is
ours and still good (:mod:`~motcua.consultations.outside.links`, before anything
is read), and that its mail box is theirs, by typing a short code that is sent
there (:mod:`~motcua.consultations.outside.proof`).  Then they stand at the desk
of their own request, and at no other, exactly as somebody of an asked unit does:
:mod:`~motcua.consultations.outside.guests` makes the acting that the same
actions check, so that there is one way in which an opinion is given.

They keep a draft, ask for more time and correct what they gave as everybody
else does, by the same actions and within the same limits; what they sent they
take with them as a copy (:mod:`~motcua.consultations.outside.copies`).

A link ends with its request: withdrawn, closed or over, it opens nothing.  Once
answered, it opens what was answered to whoever shows the mail box anew, until the
case is decided.
What was delivered and what was answered are two things; the first is read from
the outbox (:mod:`~motcua.consultations.outside.delivery`).
"""
