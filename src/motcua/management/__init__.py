"""Substance D's management interface: a tool for operations, never for users.

It shows folders, catalogs, evolve steps and the database as they are stored.
It is off unless ``motcua.management = 127.0.0.1:6544`` turns it on; then it
listens there, and nowhere that another machine could reach: who runs Motcua
comes through a tunnel.  Only people with :attr:`Permission.OPERATIONS` get
in, by their account and password.  Files can neither be put in nor looked at.

Nothing belongs here that an office needs for its work.
"""

from __future__ import annotations

from motcua.management.listening import NotLoopback, address_of, start_beside

__all__ = ["NotLoopback", "address_of", "start_beside"]
