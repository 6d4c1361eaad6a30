"""What breaks when Substance D meets Pyramid 2.1, and that each break is mended.

Each class shows one of them twice: as it is without our adapter, and with it.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pyramid_zodbconn
import pytest
import substanced.catalog.indexes
import substanced.evolution
import substanced.folder
import substanced.principal
import substanced.stats
import transaction
from pyramid.authentication import AuthTktAuthenticationPolicy
from pyramid.authorization import ACLAuthorizationPolicy, Everyone
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import remember
from pyramid.session import SignedCookieSessionFactory
from substanced.util import set_acl
from webtest import TestApp
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

from motcua.acting import Acting, Holding, Office
from motcua.permissions import Permission
from motcua.storage import opening, substance
from motcua.storage.retrying import execution_policy
from tests.make import MONDAY, ROOT

LONG = "ặ" * 25
"""Twenty-five letters, seventy-five bytes."""


@pytest.fixture
def stored() -> Iterator[DB]:
    database = DB(DemoStorage())
    opening.found_root(database)
    yield database
    database.close()


@contextmanager
def the_root(database: DB) -> Iterator[Any]:
    """Give the root in a transaction that is undone."""
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    with substance.standing_in(substance.registry()):
        yield connection.root()["app_root"]
    manager.abort()
    connection.close()


def a_configuration(database: DB | None = None) -> Configurator:
    """Return a configuration with transactions, and with nothing mended."""
    config = Configurator(settings={"tm.manager_hook": "pyramid_tm.explicit_manager"})
    config.include("pyramid_tm")
    if database is not None:
        pyramid_zodbconn.includeme(config)
        config.registry._zodb_databases[""] = database
    return config


def included(config: Configurator) -> Configurator:
    """Include Substance D without looking for its decorators."""
    for part in substance.INCLUDED:
        config.include(part)
    return config


class TestScan:
    """A scan of Pyramid 2.1 looks for its own decorators only."""

    def test_without_it_substance_d_registers_nothing_and_says_nothing(self) -> None:
        config = included(Configurator())
        for package in substance.SCANNED:
            config.scan(package)
        config.commit()
        assert config.registry.content.all() == []
        with pytest.raises(KeyError, match="Root"):
            config.registry.content.create("Root")

    def test_with_it_the_root_can_be_made(self) -> None:
        config = included(Configurator(settings={"substanced.initial_password": "x"}))
        substance.mend_scan(config, substance.SCANNED)
        config.commit()
        with substance.standing_in(config.registry) as registry:
            root = registry.content.create("Root")
        assert sorted(root) == ["catalogs", "locks", "principals"]

    def test_no_page_of_substance_d_is_loaded_by_it(self) -> None:
        config = Configurator()
        substance.open_substance(config)
        config.commit()
        views = config.introspector.get_category("views") or []
        names = [each["introspectable"].title for each in views]
        assert [each for each in names if "substanced" in each] == []

    def test_content_types_of_our_own_are_found(self) -> None:
        assert "Units" in substance.registry("motcua.people.content").content.all()
        assert "Units" not in substance.registry().content.all()


class TestCheckCSRF:
    """The predicate with which its pages are registered is gone."""

    def test_without_it_such_a_view_is_refused(self) -> None:
        config = Configurator()
        config.add_view(lambda request: Response(), check_csrf=True)
        with pytest.raises(ConfigurationError, match="check_csrf"):
            config.commit()

    @pytest.fixture
    def app(self) -> TestApp:
        config = Configurator(session_factory=SignedCookieSessionFactory("s" * 32))
        substance.mend_csrf_predicate(config)
        config.add_view(lambda request: Response("done"), name="do", check_csrf=True)
        config.add_view(lambda request: Response("open"), name="see", check_csrf=False)
        config.add_view(lambda r: Response(r.session.get_csrf_token()), name="token")
        return TestApp(config.make_wsgi_app())

    def test_a_request_with_the_token_of_its_session_passes(self, app: TestApp) -> None:
        token = app.get("/token").text
        assert app.post("/do", {"csrf_token": token}).text == "done"

    def test_a_request_without_it_finds_no_such_page(self, app: TestApp) -> None:
        app.get("/token")
        assert app.post("/do", {"csrf_token": "guessed"}, status=404)
        assert app.get("/see").text == "open"


class TestSecurityPolicy:
    """The transaction asks for the user before anything has been traversed."""

    def signed_in(self, config: Configurator, headers: Callable[[Request], Any]) -> TestApp:
        def enter(request: Request) -> Response:
            return Response(headerlist=[*Response().headerlist, *headers(request)])

        def who(request: Request) -> Response:
            return Response(str(request.tm.get().user))

        config.add_view(enter, name="enter")
        config.add_view(who, name="who")
        app = TestApp(config.make_wsgi_app())
        app.get("/enter")
        return app

    def test_without_it_every_request_of_somebody_signed_in_fails(self, stored: DB) -> None:
        config = included(a_configuration(stored))
        policy = AuthTktAuthenticationPolicy("s" * 32, callback=substanced.principal.groupfinder)
        config.set_authorization_policy(ACLAuthorizationPolicy())
        config.set_authentication_policy(policy)
        app = self.signed_in(config, lambda request: remember(request, "1"))
        with pytest.raises(AttributeError, match="context"):
            app.get("/who")

    def test_with_it_the_request_passes_and_the_transaction_is_signed(self, stored: DB) -> None:
        config = included(a_configuration(stored))
        substance.mend_security(config, substance.ActingPolicy(an_operator))
        app = self.signed_in(config, lambda request: remember(request, "hai"))
        assert "hai" in app.get("/who").text

    def test_what_somebody_may_is_what_their_positions_give(self) -> None:
        policy, request = substance.ActingPolicy(an_operator), Request.blank("/")
        assert policy.permits(request, None, Permission.OPERATIONS)
        assert not policy.permits(request, None, Permission.CASE_FILE)

    def test_permissions_of_substance_d_are_those_of_operations(self) -> None:
        request = Request.blank("/")
        assert substance.ActingPolicy(an_operator).permits(request, None, "sdi.view")
        assert not substance.ActingPolicy(a_visitor).permits(request, None, "sdi.view")

    def test_it_neither_remembers_nor_forgets(self) -> None:
        policy, request = substance.ActingPolicy(a_visitor), Request.blank("/")
        assert policy.remember(request, "hai") == policy.forget(request) == []


class TestEffectivePrincipals:
    """Lists filtered by who may see them are empty, without an error."""

    def visible(self, stored: DB, config: Configurator) -> list[str]:
        def seen(context: Any, request: Request) -> Response:
            catalog = substance.find_catalog(request.root, "system")
            seen_by_them = catalog["allowed"].allows(request, "sdi.view")
            query = catalog["content_type"].eq("Folder") & seen_by_them
            return Response(",".join(each.__name__ for each in query.execute().all()))

        config.set_root_factory(lambda r: pyramid_zodbconn.get_connection(r).root()["app_root"])
        config.add_view(seen)
        return TestApp(config.make_wsgi_app()).get("/").text.split(",")

    @pytest.fixture
    def listed(self, stored: DB) -> DB:
        """Let everybody who works in operations see what is in the root."""

        def add(root: Any) -> None:
            root["units"] = substance.Folder()
            set_acl(root, [("Allow", str(Permission.OPERATIONS), ("sdi.view",))])

        opening.transact(stored, add)
        return stored

    def test_without_it_nothing_is_found(self, listed: DB) -> None:
        config = a_configuration(listed)
        substance.open_substance(config)
        config.set_security_policy(substance.ActingPolicy(an_operator))
        assert self.visible(listed, config) == [""]

    def test_with_it_everything_that_one_may_see_is_found(self, listed: DB) -> None:
        config = a_configuration(listed)
        substance.open_substance(config)
        substance.mend_security(config, substance.ActingPolicy(an_operator))
        assert self.visible(listed, config) == ["units"]

    def test_a_visitor_is_everybody_and_nobody_in_particular(self) -> None:
        policy = substance.ActingPolicy(a_visitor)
        assert policy.principals(Request.blank("/")) == [Everyone]


class TestRetry:
    """A conflict is no longer tried again."""

    def app(self, config: Configurator) -> TestApp:
        attempts = []

        def save(request: Request) -> Response:
            attempts.append(request)
            if len(attempts) < 5:
                raise ConflictError
            return Response(f"stored at the {len(attempts)}th attempt")

        config.add_view(save)
        return TestApp(config.make_wsgi_app())

    def test_without_it_the_second_of_two_gets_an_error(self, stored: DB) -> None:
        with pytest.raises(ConflictError):
            self.app(a_configuration(stored)).post("/")

    def test_with_it_the_request_is_run_again(self, stored: DB) -> None:
        config = a_configuration(stored)
        config.set_execution_policy(execution_policy(sleep=lambda seconds: None))
        assert "5th" in self.app(config).post("/").text


class TestEvolveList:
    """The list of evolve steps asks its tree for something that is gone."""

    def test_without_it_the_list_fails(self, stored: DB) -> None:
        shipped = as_shipped(substanced.evolution)
        with the_root(stored) as root, pytest.raises(AttributeError, match="byValue"):
            shipped.EvolutionManager(root, substance.registry()).get_finished_steps_by_value()

    def test_with_it_steps_are_listed_latest_first(self, stored: DB) -> None:
        substance.mend_evolve_list()
        with the_root(stored) as root:
            steps = substance.EvolutionManager(root, substance.registry())
            listed = list(steps.get_finished_steps_by_value())
        assert listed == sorted(listed, reverse=True)
        assert "substanced.evolution.evolve1.evolve" in {name for _when, name in listed}


class TestPasswords:
    """bcrypt from version 5 on raises over 72 bytes."""

    def test_without_it_25_letters_break_the_page(self, monkeypatch: Any) -> None:
        substance.mend_passwords()
        monkeypatch.setattr(
            substanced.principal, "bcrypt", substanced.principal.bcrypt.meant, raising=True
        )
        with pytest.raises(ValueError, match="72"):
            substanced.principal.User().set_password(LONG)

    def test_with_it_they_are_a_password_like_any_other(self) -> None:
        substance.mend_passwords()
        user = substanced.principal.User(LONG)
        assert user.check_password(LONG)
        assert not user.check_password("ẵ" * 25)


class TestIndexing:
    """Catalogs are brought up to date when the thread's own transaction commits."""

    def found(self, database: DB) -> list[str]:
        opening.transact(database, lambda root: root.add("units", substance.Folder()))
        transaction.abort()
        with the_root(database) as root:
            found = substance.find_catalog(root, "system")["name"].eq("units").execute()
            return [each.__name__ for each in found.all()]

    def test_without_it_what_a_worker_adds_is_never_found(
        self, stored: DB, monkeypatch: Any
    ) -> None:
        shipped = as_shipped(substanced.catalog.indexes)
        monkeypatch.setattr(substance.SDIndex, "add_action", shipped.SDIndex.add_action)
        assert self.found(stored) == []

    def test_with_it_it_is_found_at_once(self, stored: DB) -> None:
        assert self.found(stored) == ["units"]


class TestFolders:
    """Each fetching asks whether somebody collects statistics, and nobody does."""

    @pytest.fixture
    def asked(self, monkeypatch: Any) -> list[object]:
        asked: list[object] = []
        monkeypatch.setattr(
            substanced.stats.StatsdHelper, "get_client", lambda *told: asked.append(told)
        )
        return asked

    def test_without_it_every_fetching_asks(self, asked: list[object]) -> None:
        assert as_shipped(substanced.folder).Folder().get("units") is None
        assert len(asked) == 1

    def test_with_it_none_does(self, asked: list[object]) -> None:
        substance.mend_folders()
        folder = substance.Folder()
        assert folder.get("units") is None
        with pytest.raises(KeyError):
            folder["units"]
        assert asked == []


class TestEvolve:
    def test_a_new_database_has_nothing_to_catch_up_with(self, stored: DB) -> None:
        assert opening.evolve(stored) == []

    def test_a_step_is_run_once_over_an_older_database(self, stored: DB, monkeypatch: Any) -> None:
        ran = []
        monkeypatch.setattr(substance, "STEPS", [])
        substance.registry.cache_clear()

        @substance.evolve_step
        def rename_something(root: Any) -> None:
            ran.append(root)

        try:
            [name] = opening.evolve(stored)
            assert name.endswith("rename_something")
            assert opening.evolve(stored) == []
            assert len(ran) == 1
        finally:
            substance.registry.cache_clear()


def an_operator(request: Request) -> Acting:
    """Return somebody who works in operations."""
    held = Holding("van-phong-ubnd-tinh", "vh", permissions=frozenset({Permission.OPERATIONS}))
    return Acting(an_office(), None, MONDAY, person="hai", holdings=(held,))


def a_visitor(request: Request) -> Acting:
    """Return somebody who has not said who they are."""
    return Acting(an_office(), None, MONDAY)


def an_office() -> Office:
    """Return an office with nothing in it."""
    return Office(ROOT / "config", ROOT / "workflows")


def as_shipped(module: ModuleType) -> ModuleType:
    """Load a second copy of a package of Substance D, which nobody has mended."""
    spec = importlib.util.spec_from_file_location(
        f"{module.__name__}_as_shipped",
        module.__file__,
        submodule_search_locations=getattr(module, "__path__", None),
    )
    assert spec is not None
    assert spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = copy
    spec.loader.exec_module(copy)
    return copy
