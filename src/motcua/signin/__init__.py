"""Signing in: who somebody is, for how long, and from where.

This face recognises people for all others.  It installs the security policy
(:mod:`policy`: ``request.acting`` is the person as what they are today, or a
visitor), the token of every form (:mod:`csrf`), and the pages on which
somebody signs in and out, sees their sessions, changes the password, makes
access tokens and delegates a position (:mod:`delegations`).

* A session is a random token in a cookie; the server keeps its SHA-256
  (:mod:`motcua.people.sessions`).  When it was last used is sealed in the
  browser (:mod:`present`), because reading a page must not write.
* Wrong passwords make further tries wait (:mod:`tries`), but no account is
  ever locked, and its owner's own browser does not wait for others
  (:mod:`known`).
* A program shows an access token that its owner made (:mod:`tokens`); it counts
  only on the addresses of a face for programs, where no cookie does
  (:mod:`software`).
* A citizen has no account: whoever has shown a case's code and secret is its
  applicant on the pages of that case (``portal.passes``).

Who may do what is not decided here: positions and roles belong to ``people``,
cases to ``cases``.  See ``docs/developing/signin.md``.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.pages.faces import SIGN_IN, SIGN_OUT, Entry, Face
from motcua.signin import addresses, present, software
from motcua.signin.csrf import FormTokens
from motcua.signin.entering import TRIES
from motcua.signin.policy import SignInPolicy, recognised
from motcua.signin.tries import Tries
from motcua.storage.substance import mend_security
from motcua.words import _

STYLE = "signin.css"
FACES = (
    Face(id="entrance", title="Motcua", prefix=SIGN_IN, also=(SIGN_OUT,), style=STYLE),
    Face(
        id="account",
        title=_("Your account"),
        prefix=addresses.OWN_ACCOUNT,
        entries=(
            Entry(_("Sessions"), addresses.SESSIONS),
            Entry(_("Mails"), addresses.MAILS),
            Entry(_("Password"), addresses.PASSWORD),
            Entry(_("Delegations"), addresses.DELEGATIONS),
            Entry(_("Access tokens"), addresses.TOKENS),
        ),
        style=STYLE,
    ),
)


def includeme(config: Configurator) -> None:
    """Recognise people in every request, and serve the pages of this face.

    The frame is set up first, with a token of forms for houses that have no
    sign-in; this one takes its place.
    """
    config.commit()
    config.registry[TRIES] = Tries()
    config.add_request_method(present.of_request, "present", reify=True)
    config.add_request_method(software.shown_token, "shown_token", reify=True)
    config.add_request_method(recognised, "recognised", reify=True)
    mend_security(config, SignInPolicy(lambda request: request.recognised))
    config.set_csrf_storage_policy(FormTokens())
    for face in FACES:
        config.add_face(face)
    config.add_route("signin", SIGN_IN)
    config.add_route("signout", SIGN_OUT)
    config.add_route("account", addresses.OWN_ACCOUNT)
    config.add_route("sessions", addresses.SESSIONS)
    config.add_route("password", addresses.PASSWORD)
    config.add_route("mails", addresses.MAILS)
    config.add_route("delegations", addresses.DELEGATIONS)
    config.add_route("delegation_new", f"{addresses.DELEGATIONS}/{{position}}/moi")
    config.add_route("delegation_end", f"{addresses.DELEGATIONS}/{{delegation}}/ket-thuc")
    config.add_route("tokens", addresses.TOKENS)
    config.add_route("token_new", f"{addresses.TOKENS}/moi")
    config.scan("motcua.signin", categories=("pyramid",))
