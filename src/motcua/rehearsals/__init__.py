"""Trying out a procedure before anybody has to follow it.

A rehearsal is real: the cases, clocks, letters, lists and opinions of the
system itself work on it, with the people and units that there are, in a
transaction that is never committed.  So what is seen here is what would
happen, and nothing of it stays.

Three things are rehearsed: what somebody tries in the browser, the *tests* of
a procedure (data beside its file), and a *replay* of last period's cases.
"""
