"""Motcua: one door for a citizen's case, and one place to ask for opinions.

Administrative procedures are state machines written in files
(``workflows/``).  Cases move through them; on the way officials ask
departments and committee members for their opinion, wait for it under the
law's deadlines, and take what comes back into the decision.

Read ``docs/developing/architecture.md`` to find your way in.
"""
