"""A small house with two faces and a few pages, to look at the frame alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import colander
import pytest
from deform.widget import TextAreaWidget
from psycopg2 import OperationalError
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther, HTTPTooManyRequests
from pyramid.request import Request
from pyramid.response import Response
from transaction.interfaces import TransientError
from webtest import TestApp

from motcua.acting import NotAllowed, NotHere, Refusal
from motcua.pages import forms, resuming
from motcua.pages.faces import Entry, Face
from motcua.pages.forms import Button
from motcua.pages.widgets import Text, Upload
from motcua.permissions import Permission
from motcua.words import Label
from tests.make_pages import a_browser, an_application, close

HERE = Path(__file__).parent

CITIZENS = Face("portal", Label("Cổng", "Portal"), "/", citizen=True)
OFFICIALS = Face(
    "workspace",
    Label("Bàn làm việc", "Desk"),
    "/viec",
    entries=(
        Entry(Label("Việc", "Work"), "/viec"),
        Entry(Label("Kín", "Closed"), "/viec/kin", Permission.OPERATIONS),
    ),
    search="/viec/tim",
    style="portal.css",
    script="vendor/htmx.min.js",
)


def page(request: Request) -> dict[str, Any]:
    return {"facts": {"n": 150000, "begun": len(getattr(request.stored, "begun", ()))}}


def again(request: Request) -> Any:
    """What the sign-in face answers once it knows who somebody is."""
    return resuming.shown_again(request, request.POST["kept_form"]) or Response("nothing")


def raising(error: Exception) -> Any:
    def view(request: Request) -> None:
        raise error

    return view


def telling(request: Request) -> Any:
    for kind, said in (("done", Label("Xong", "Done")), ("know", Label("Biết", "Known"))):
        request.tell(said, kind)
    return HTTPSeeOther("/")


def filling_in(request: Request) -> Any:
    """A form with a file; ``Hà`` is wrong, and ``Bận`` is refused by the action."""
    nodes = [
        colander.SchemaNode(colander.String(), name="name", title="Tên", widget=Text()),
        colander.SchemaNode(
            colander.String(), name="text", title="Lời", widget=TextAreaWidget(), missing=""
        ),
        colander.SchemaNode(
            colander.String(), name="paper", title="Giấy", widget=Upload(paper="x"), missing=None
        ),
        forms.hidden("seen", colander.Integer()),
    ]
    form = forms.form(
        request,
        colander.SchemaNode(colander.Mapping(), *nodes),
        buttons=[Button("send", Label("Gửi", "Send"))],
    )
    filled = form.answers()
    if filled is not None and filled["name"] == "Hà":
        form.refuse("name", Label("Đã có người tên này.", "Taken."))
    elif filled is not None and form.attempt(lambda: busy(request, filled["name"])):
        request.tell(f"{filled['name']} {form.nonce} {form.pressed} {bool(filled['paper'])}")
        return HTTPSeeOther("/")
    form.renew("seen", 7)
    return {"form": form.shown({"seen": 0})}


def busy(request: Request, name: str) -> None:
    """Begin something, then refuse."""
    if name == "Bận":
        request.stored.begun = [name]
        raise Refusal(Label("Đang bận.", "Busy."), "Mai lại đến.")


PAGE, FORM = str(HERE / "page.pt"), str(HERE / "form.pt")
PAGES = [
    ("/", page, PAGE),
    ("/viec", page, PAGE),
    ("/form", filling_in, FORM),
    ("/viec/form", filling_in, FORM),
    ("/tell", telling, ""),
    ("/again", again, ""),
    ("/refused", raising(Refusal(Label("Chưa được.", "Not now."), "Mai lại đến.")), ""),
    ("/not-allowed", raising(NotAllowed("Không được.")), ""),
    ("/viec/not-allowed", raising(NotAllowed("Không được.")), ""),
    ("/viec/forbidden", raising(HTTPForbidden()), ""),
    ("/not-here", raising(NotHere()), ""),
    ("/too-many", raising(HTTPTooManyRequests()), ""),
    ("/broken", raising(RuntimeError("a defect")), ""),
    ("/busy", raising(TransientError()), ""),
    ("/away", raising(OperationalError()), ""),
]


def a_house(folder: Path, **more: str) -> Any:
    faces = ["tests.pages.conftest.furnish"]
    return an_application(folder, *faces, pages=PAGES, **more)


def furnish(config: Any) -> None:
    config.add_face(CITIZENS)
    config.add_face(OFFICIALS)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    app = a_house(tmp_path_factory.mktemp("house"))
    yield app
    close(app)


@pytest.fixture
def browser(house: Any) -> TestApp:
    return a_browser(house)
