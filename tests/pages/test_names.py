"""What templates know by name, and what all requests have."""

from __future__ import annotations

import pytest
from chameleon import PageTemplate
from chameleon.utils import Scope
from pyramid.config import Configurator
from pyramid.interfaces import IRequestExtensions, IRequestFactory

from motcua.pages.names import Names
from motcua.pages.one_class import settle_requests

MACRO = '<b metal:define-macro="m" tal:define="word \'within\'">${word} ${more}</b>'


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chameleon.template.Scope", Names)


def test_a_macro_knows_what_is_known_around_it_and_adds_its_own():
    page = PageTemplate('<p tal:define="m load">${word}<b metal:use-macro="m"/>${word}</p>')
    said = page(load=PageTemplate(MACRO).macros["m"], word="around", more="more")
    assert said == "<p>around<b>within more</b>around</p>"


def test_a_name_that_stands_for_nothing_is_an_error():
    with pytest.raises(NameError):
        PageTemplate("${nothing_of_that_name}")()


def test_what_is_defined_globally_is_known_behind_it():
    assert PageTemplate('<p tal:define="global word 1"></p>${word}')() == "<p></p>1"


def test_names_are_a_scope_as_templates_want_it():
    names = Names(word=1)
    assert isinstance(names, Scope)
    assert "word" in names
    assert list(names) == ["word"]
    assert names.get("other", 2) == 2


def test_all_requests_are_of_one_class():
    config = Configurator()
    config.add_request_method(lambda request: "said", "say")
    config.add_request_method(lambda request: object(), "thing", reify=True)
    settle_requests(config)
    new = config.registry.getUtility(IRequestFactory)
    request = new.blank("/")
    assert request.say() == "said"
    assert request.thing is request.thing
    assert request.thing is not new.blank("/").thing
    assert config.registry.queryUtility(IRequestExtensions) is None
