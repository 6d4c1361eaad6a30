"""Substance D on Pyramid 2.1: the one door through which Motcua uses it.

Substance D 1.0b1 was written for Pyramid 1.  Its own 1,757 tests pass on
Pyramid 2.1, and yet seven things break when it is used; each is mended by one
function here, named after what it mends, and each has a test that fails
without it (``tests/storage/test_substance.py``).

What Motcua takes from it is what is *few and edited*: the root, folders,
content types, the object map, catalogs, services, evolve steps.  What is
*many and hot* (cases, journals, work lists) stays out of its object map and
its catalogs, see :mod:`motcua.storage.content`.

Nothing else imports Substance D; the import contract in ``setup.cfg`` says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any

try:
    import substanced.folder
    import substanced.form
    import substanced.principal
    from substanced import root_factory
    from substanced.catalog import catalog_factory, indexview, indexview_defaults
    from substanced.catalog.factories import Field, Keyword, Text
    from substanced.catalog.indexes import SDIndex
    from substanced.content import content, service
    from substanced.event import subscribe_added, subscribe_modified, subscribe_removed
    from substanced.evolution import EvolutionManager
    from substanced.folder import Folder
    from substanced.util import find_catalog, find_objectmap, get_oid
except ImportError as missing:  # pragma: no cover - only on a half-made installation
    raise ImportError(
        "Substance D is not installed as Motcua needs it.  Run:  "
        "pip install --no-deps --require-hashes -r requirements.lock"
    ) from missing

from pyramid.authorization import Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.csrf import check_csrf_token
from pyramid.interfaces import IAuthenticationPolicy, IAuthorizationPolicy, ISecurityPolicy
from pyramid.path import AssetResolver
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.security import Allowed, Denied
from pyramid.threadlocal import manager
from zope.interface import implementer

from motcua.acting import Acting
from motcua.permissions import Permission

__all__ = [
    "ActingPolicy",
    "Field",
    "Folder",
    "Keyword",
    "Text",
    "catalog_factory",
    "content",
    "create_root",
    "evolve",
    "evolve_step",
    "find_catalog",
    "find_objectmap",
    "get_oid",
    "indexview",
    "indexview_defaults",
    "mend_csrf_predicate",
    "mend_evolve_list",
    "mend_indexing",
    "mend_passwords",
    "mend_scan",
    "mend_security",
    "open_pages",
    "open_substance",
    "registry",
    "service",
    "standing_in",
    "subscribe_added",
    "subscribe_modified",
    "subscribe_removed",
]

CATEGORIES = ("pyramid", "substanced")
"""What a scan must look for; Pyramid 2.1 looks for the first alone."""

INCLUDED = (
    "substanced.event",
    "substanced.content",
    "substanced.property",
    "substanced.evolution",
    "substanced.objectmap",
    "substanced.catalog",
    "substanced.folder.evolve",
    "substanced.audit.evolve",
    "substanced.locking.evolve",
    "substanced.principal",
    "substanced.root",
    "substanced.db",
)
"""The parts that hold no page.  The pages come with the management interface."""

SCANNED = (
    "substanced.catalog",
    "substanced.folder",
    "substanced.locking",
    "substanced.objectmap",
    "substanced.principal",
    "substanced.root",
)

PAGES = (
    "substanced.catalog",
    "substanced.db",
    "substanced.folder",
    "substanced.property",
    "substanced.sdi",
)
"""Pages of the management interface.  Those for files are not among them: an
uploaded page of somebody's would be shown as one of ours.  Neither are those
for users, and those for signing in: people of Motcua use it."""

LONGEST_PASSWORD = 72
"""How many bytes bcrypt looks at; from version 5 it refuses more of them."""


Step = Callable[[Any], object]

STEPS: list[Step] = []
"""Evolve steps of our own, in the order in which they are run."""


def evolve_step(step: Step) -> Step:
    """Have ``step(root)`` run once over every database that is older than it.

    Written above a function that moves what is stored; it is known for ever
    under its dotted name, so it is never renamed.
    """
    STEPS.append(step)
    return step


def open_substance(config: Configurator) -> None:
    """Make Substance D work in ``config``, without any page of its own."""
    mend_csrf_predicate(config)
    mend_evolve_list()
    mend_passwords()
    mend_indexing()
    mend_folders()
    for part in INCLUDED:
        config.include(part)
    mend_scan(config, SCANNED)
    for step in STEPS:
        name = f"{step.__module__}.{step.__qualname__}"
        config.add_evolution_step(_with_root(step), name=name)


def _with_root(step: Step) -> Callable[[Any, Registry], object]:
    return lambda root, registry: step(root)


def open_pages(config: Configurator, policy: ActingPolicy) -> None:
    """Make the pages of the management interface work in ``config``.

    It brings a policy and a session of its own, which are settled first so
    that they can be replaced.  Its forms keep their templates to themselves.
    """
    config.include("pyramid_chameleon")
    open_substance(config)
    config.include("substanced.sdi")
    config.commit()
    for legacy in (IAuthenticationPolicy, IAuthorizationPolicy):
        config.registry.unregisterUtility(provided=legacy)
    mend_security(config, policy)
    config.include("substanced.folder")
    mend_scan(config, PAGES, pages=True)
    templates = AssetResolver("deform").resolve("templates/").abspath()
    substanced.form.Form.set_default_renderer(substanced.form.get_deform_renderer((templates,)))


def mend_scan(config: Configurator, packages: Iterable[Any], pages: bool = False) -> None:
    """Find Substance D's decorators in ``packages``, and those of Motcua alike.

    Pyramid 2.1 scans for its own decorators only.  Substance D's are of another
    category, so a plain scan finds nothing and says nothing; the first sign is
    ``KeyError: 'Root'`` when a database is opened.
    """
    ignored = _is_unwanted_page if pages else _is_test_or_page
    for package in packages:
        config.scan(package, categories=CATEGORIES, ignore=ignored)


def _is_test(name: str) -> bool:
    parts = name.split(".")
    return any(part in {"tests", "testing"} or part.startswith("test_") for part in parts)


def _is_test_or_page(name: str) -> bool:
    return _is_test(name) or "views" in name.split(".")


def _is_unwanted_page(name: str) -> bool:
    return _is_test(name) or name == "substanced.sdi.views.login"


class CheckCSRF:
    """The view predicate ``check_csrf``, which Pyramid 2 took away."""

    def __init__(self, wanted: bool | str, config: Configurator):
        self.wanted = wanted

    def text(self) -> str:
        """Name the predicate where views are listed."""
        return f"check_csrf = {self.wanted}"

    phash = text

    def __call__(self, context: object, request: Request) -> bool:
        """Let a request without the session's token find no such view."""
        return not self.wanted or check_csrf_token(request, raises=False)


def mend_csrf_predicate(config: Configurator) -> None:
    """Give back the view predicate that the management pages are registered with.

    Without it Pyramid refuses them: ``Unknown view options: check_csrf``.
    """
    config.add_view_predicate("check_csrf", CheckCSRF)


def mend_evolve_list() -> None:
    """List the evolve steps that were run, latest first, on BTrees 6.5.

    Substance D asks an ``OOBTree`` for ``byValue``, which is gone; the list of
    steps, on the page and on the command line, fails without this.
    """
    EvolutionManager.get_finished_steps_by_value = _latest_first


def _latest_first(steps: EvolutionManager) -> list[tuple[float, str]]:
    finished = ((when, name) for name, when in steps.get_finished_steps().items())
    return sorted(finished, reverse=True)


def mend_indexing() -> None:
    """Put what is added into the catalogs at once.

    Left to itself Substance D does it when the thread's own transaction
    commits.  A worker, a command and a test have a transaction of their own:
    what they added would never be found, and would be looked for much later in
    a database that is closed.
    """
    SDIndex.add_action = _at_once


def _at_once(index: Any, action: Any) -> None:
    action.execute()


def mend_folders() -> None:
    """Fetch from folders without asking each time whether somebody collects statistics.

    It was four fifths of what fetching took, and a step fetches twenty times.
    """
    substanced.folder.statsd_timer = _untimed


_NOTHING: AbstractContextManager[None] = nullcontext()


def _untimed(name: str) -> AbstractContextManager[None]:
    return _NOTHING


def mend_passwords() -> None:
    """Let a long password be wrong instead of breaking the page.

    From version 5 on bcrypt raises over 72 bytes, which 25 Vietnamese letters
    already reach: anybody could make the sign-in page of the management
    interface fail.  Earlier versions looked at the first 72 bytes; so do these.
    People of Motcua sign in with argon2id and never pass here.
    """
    if not hasattr(substanced.principal.bcrypt, "meant"):
        substanced.principal.bcrypt = _ShortBcrypt(substanced.principal.bcrypt)


class _ShortBcrypt:
    """bcrypt, looking at what it can look at."""

    def __init__(self, meant: Any):
        self.meant = meant

    def hashpw(self, password: bytes, salt: bytes) -> bytes:
        return self.meant.hashpw(password[:LONGEST_PASSWORD], salt)

    def checkpw(self, password: bytes, hashed: bytes) -> bool:
        return self.meant.checkpw(password[:LONGEST_PASSWORD], hashed)

    def gensalt(self) -> bytes:
        return self.meant.gensalt()


@implementer(ISecurityPolicy)
class ActingPolicy:
    """Who a request comes from is who acts in it, and what that person may do.

    The transaction tween asks for the user before anything is traversed, so
    nothing here looks at ``request.context``; Substance D's own policy does,
    and every request of a person signed in failed.
    """

    def __init__(self, acting_of: Callable[[Request], Acting]):
        self.acting_of = acting_of

    def identity(self, request: Request) -> Acting:
        """Return who acts; a visitor acts too, as nobody in particular."""
        return self.acting_of(request)

    def authenticated_userid(self, request: Request) -> str | None:
        """Return the person's id, with which the transaction is signed."""
        return self.identity(request).person or None

    def permits(self, request: Request, context: object, permission: str) -> Allowed | Denied:
        """Say whether the acting person may; Substance D's own permissions are operations'."""
        asked = permission if permission in _PERMISSIONS else Permission.OPERATIONS
        if self.identity(request).may(Permission(asked)):
            return Allowed("A position held today gives %s.", permission)
        return Denied("No position held today gives %s.", permission)

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers: signing in is the work of the ``signin`` face."""
        return []

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers, for the same reason."""
        return []

    def principals(self, request: Request) -> list[str]:
        """Return all that Substance D's ``allowed`` indexes may compare with."""
        acting = self.identity(request)
        if not acting.person:
            return [Everyone]
        held = sorted({str(each) for held in acting.holdings for each in held.permissions})
        return [Everyone, Authenticated, acting.person, *held]


_PERMISSIONS = frozenset(map(str, Permission))


def mend_security(config: Configurator, policy: ActingPolicy) -> None:
    """Install ``policy``, and say in ``request.effective_principals`` who is asking.

    With a policy of Pyramid 2 that property knows *Everyone* only; queries
    filtered by an ``allowed`` index then find nothing, without an error.
    """
    config.set_security_policy(policy)
    config.add_request_method(policy.principals, "effective_principals", property=True)


@cache
def registry(*packages: str) -> Registry:
    """Return a registry for work without the web: a worker, a command, a test.

    ``packages`` are scanned for content types and catalogs of our own.
    """
    config = Configurator(settings=_first_settings())
    open_substance(config)
    mend_scan(config, packages)
    config.commit()
    return config.registry


def _first_settings() -> dict[str, str]:
    """Give the user whom Substance D creates with a root a password nobody knows.

    Nobody signs in as that user: the management interface lets in people of
    Motcua only.
    """
    return {"substanced.initial_password": secrets.token_urlsafe(32)}


@contextmanager
def standing_in(used: Registry) -> Iterator[Registry]:
    """Make ``used`` the current registry, as it is during a request.

    Folders announce what is added to the current registry; without one that
    knows Substance D, nothing would be put into the catalogs.
    """
    manager.push({"registry": used, "request": None})
    try:
        yield used
    finally:
        manager.pop()


class _Opening:
    """What Substance D's root factory needs of a request, where there is none."""

    def __init__(self, used: Registry):
        self.registry = used


def create_root(connection: Any, transactions: Any, used: Registry | None = None) -> Any:
    """Return the root of a database, created by Substance D the first time."""
    used = used or registry()
    used.settings.setdefault("substanced.initial_password", secrets.token_urlsafe(32))
    with standing_in(used):
        return root_factory(_Opening(used), t=transactions, g=lambda request: connection)


def evolve(root: Any, used: Registry, transactions: Any) -> Sequence[str]:
    """Bring a database to the shape that this version expects; return the steps run."""
    steps = EvolutionManager(root, used, transactions)
    steps.out = _silently
    with standing_in(used):
        return steps.evolve(commit=True)


def _silently(line: str) -> None:
    """Leave the telling to whoever asked for it."""
