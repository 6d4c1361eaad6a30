"""Telling people by mail what has happened and what is due.

Listens to what capabilities announce, writes a mail from a template of
``config/mail`` and puts it into the outbox, in the same transaction; the
worker sends it after the commit.  Nobody depends on this package.
"""
