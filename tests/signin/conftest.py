"""A small house: the frame, this face, and a few pages that need somebody signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from pyramid.config import Configurator
from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from webtest import TestApp
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua.acting import Acting, NotAllowed, Refusal, system
from motcua.pages import forms
from motcua.pages.asking import CLOCK, OFFICE
from motcua.pages.faces import Entry, Face
from motcua.people import structure
from motcua.permissions import Permission
from motcua.signin.entering import TRIES
from motcua.signin.tries import Tries
from motcua.storage import opening
from motcua.storage.substance import open_substance
from motcua.words import Label
from tests.make_people import CAPABILITIES, CHEAP, MONDAY, PASSWORD, a_person, a_position, an_office

SECRET = "a secret of thirty-two characters"


class Hands:
    """The hands of the office's clock."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class House:
    """The running house, seen from outside and, where a test must, from inside."""

    def __init__(self, **settings: str):
        self.hands = Hands()
        told = {
            **CHEAP,
            "zodbconn.uri": "memory://",
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            "motcua.secret_known": SECRET,
            **settings,
        }
        config = Configurator(settings=told)
        self.office = config.registry[OFFICE] = an_office(told)
        config.registry[CLOCK] = self.hands
        for part in ("pyramid_tm", "pyramid_zodbconn"):
            config.include(part)
        open_substance(config)
        config.include("motcua.pages")
        config.include("motcua.signin")
        config.include(some_pages)
        self.app = config.make_wsgi_app()
        self.registry = config.registry
        opening.found_root(self.database)
        self.do(_people)
        self._as_built = self.database.storage

    @property
    def database(self) -> DB:
        return self.registry._zodb_databases[""]

    def as_built(self) -> House:
        """Return the house with nothing but its people, and its clock on Monday morning."""
        self.registry._zodb_databases[""] = DB(DemoStorage(base=self._as_built))
        self.registry[TRIES] = Tries()
        self.hands.now = MONDAY
        return self

    def do(self, work: Callable[[Any], Any]) -> Any:
        """Do something as the system and store it."""
        return opening.transact(
            self.database, lambda root: work(system(self.office, root, self.hands.now))
        )

    def browser(self, address: str = "203.0.113.7", **environ: str) -> TestApp:
        """Return a browser that has not been here yet."""
        return TestApp(
            self.app,
            extra_environ={
                "REMOTE_ADDR": address,
                "HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0",
                **environ,
            },
        )


def sign_in(
    browser: TestApp, account: str = "ha.nguyen", password: str = PASSWORD, **more: Any
) -> Any:
    """Fill in the sign-in page and send it."""
    form = browser.get("/dang-nhap", **more.pop("page", {})).forms["signin"]
    form["account"], form["password"] = account, password
    return form.submit("sign_in", **more)


def some_pages(config: Configurator) -> None:
    """Pages of another face: one to write on, one that anybody may see."""
    config.add_face(
        Face("work", "Work", "/lam-viec", (Entry("Desk", "/lam-viec", Permission.WORK),))
    )
    for name, path, view, permission in (
        ("desk", "/lam-viec", desk, Permission.WORK),
        ("refusing", "/lam-viec/tu-choi", refusing, Permission.WORK),
        ("late", "/lam-viec/sau", asks_late, NO_PERMISSION_REQUIRED),
        ("open", "/", anybody, NO_PERMISSION_REQUIRED),
        ("anew", "/khac", another_token, NO_PERMISSION_REQUIRED),
    ):
        config.add_route(name, path)
        config.add_view(view, route_name=name, permission=permission)


def desk(request: Request) -> Response:
    """A page with a form that stores what is written."""
    if request.method == "POST":
        request.stored.written = request.POST["text"]
        return HTTPSeeOther("/lam-viec")
    token = forms.get_csrf_token(request)
    return Response(
        f"<form method=post><input name=csrf_token value={token}><input name=text></form>"
    )


def refusing(request: Request) -> Response:
    raise Refusal("It cannot be done today.")


def asks_late(request: Request) -> Response:
    """A page that only its action refuses."""
    if not request.acting.person:
        raise NotAllowed("Who are you?")
    return Response("done")


def anybody(request: Request) -> Response:
    acting = request.acting
    return Response(
        json={
            "person": acting.person,
            "name": acting.name,
            "units": [held.unit for held in acting.holdings],
            "origin": acting.origin,
            "token": forms.get_csrf_token(request),
            "principals": list(request.effective_principals),
        }
    )


def another_token(request: Request) -> Response:
    new_csrf_token(request)
    return Response(new_csrf_token(request))


def _people(acting: Acting) -> None:
    opening.found_all(acting.root, CAPABILITIES)
    structure.add_unit(acting, "so-xay-dung", title=Label("Sở Xây dựng"), kind="department")
    a_person(acting, "ha.nguyen", password=PASSWORD)
    a_position(acting, "ha.nguyen")
    a_person(acting, "an.do", "Đỗ An", PASSWORD)


@cache
def built(*settings: tuple[str, str]) -> House:
    return House(**dict(settings))


@pytest.fixture
def house() -> House:
    return built().as_built()


@pytest.fixture
def secure_house() -> House:
    return built(("motcua.https", "yes")).as_built()


@pytest.fixture
def browser(house: House) -> TestApp:
    return house.browser()


@pytest.fixture
def signed_in(house: House) -> TestApp:
    browser = house.browser()
    sign_in(browser)
    return browser
