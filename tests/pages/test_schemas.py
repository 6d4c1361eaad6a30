"""From the fields of a procedure to a form, and from what people type to values."""

from __future__ import annotations

from datetime import date
from typing import Any

import colander
import pytest

from motcua.pages.schemas import Day, Number, email, phone, schema_of
from motcua.pages.widgets import Amount, Radios, Select, YesNo
from motcua.words import Label
from motcua.workflows.definition import Asked, Field

NODE = colander.SchemaNode(colander.String())
KINDS = (
    *("text", "long_text", "number", "money", "date", "yes_no", "choice"),
    *("official", "unit", "email", "phone", "not a kind"),
)


def a_field(kind: str, **more: Any) -> Field:
    return Field(kind, Label("Tên", "Name"), kind=kind, **more)


def a_node(kind: str, *, required: bool = True, language: str = "vi", **more: Any) -> Any:
    offered = [("so-a", Label("Sở A")), ("so-b", "Sở B")]
    schema = schema_of(
        {kind: a_field(kind, **more)}, [Asked(kind, required)], language, lambda field: offered
    )
    return schema[kind]


class TestDays:
    @pytest.mark.parametrize("typed", ["26/11/2026", " 26/11/2026 ", "26-11-2026", "26.11.2026"])
    def test_the_day_comes_first(self, typed: str):
        assert Day().deserialize(NODE, typed) == date(2026, 11, 26)

    def test_machines_may_write_it_their_way(self):
        assert Day().deserialize(NODE, "2026-11-26") == date(2026, 11, 26)

    @pytest.mark.parametrize("typed", ["31/2/2026", "26/11/26", "mai", "1/1/1066", "1/1/9999"])
    def test_what_is_no_day_is_said(self, typed: str):
        with pytest.raises(colander.Invalid):
            Day().deserialize(NODE, typed)

    def test_it_is_shown_as_it_is_typed(self):
        assert Day().serialize(NODE, date(2026, 1, 2)) == "02/01/2026"
        assert Day().serialize(NODE, "31/2/2026") == "31/2/2026"
        assert Day().serialize(NODE, None) is colander.null
        assert Day().deserialize(NODE, "") is colander.null


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "typed", "meant"),
        [
            pytest.param("vi", "1.500", 1500, id="a point groups in Vietnamese"),
            pytest.param("vi", "1,5", 1.5, id="a comma begins the decimals in Vietnamese"),
            pytest.param("en", "1,500", 1500, id="a comma groups in English"),
            pytest.param("en", "1.500", 1.5, id="a point begins the decimals in English"),
            pytest.param("en", "1.250,5", 1250.5, id="both marks: the last begins the decimals"),
            pytest.param("vi", "1,250.5", 1250.5, id="both marks, the other way round"),
            pytest.param("vi", "1,250,000", 1250000, id="twice can only group"),
            pytest.param("vi", "12.5", 12.5, id="not three digits cannot group"),
            pytest.param("vi", "1 500", 1500, id="spaces do not matter"),
            pytest.param("vi", "-3", -3, id="below zero"),
        ],
    )
    def test_they_are_read_as_written_here(self, language: str, typed: str, meant: float):
        assert Number(language).deserialize(NODE, typed) == meant

    @pytest.mark.parametrize("typed", ["abc", "1.2.3", "1,25,3", "--1", "9" * 40])
    def test_what_is_no_number_is_said(self, typed: str):
        with pytest.raises(colander.Invalid):
            Number().deserialize(NODE, typed)

    @pytest.mark.parametrize("typed", ["1.500.000", "1,500,000", "1 500 000", "1500000"])
    def test_whole_amounts_may_be_grouped_either_way(self, typed: str):
        read = Number(whole=True).deserialize(NODE, typed)
        assert read == 1500000
        assert isinstance(read, int)

    def test_there_is_no_half_dong(self):
        with pytest.raises(colander.Invalid):
            Number(whole=True).deserialize(NODE, "1,5")

    def test_they_are_shown_with_their_marks(self):
        assert Number("vi").serialize(NODE, 1250.5) == "1.250,5"
        assert Number("en").serialize(NODE, 1250) == "1,250"
        assert Number().serialize(NODE, None) is colander.null
        assert Number().serialize(NODE, "abc") == "abc"
        assert Number().deserialize(NODE, "") is colander.null


@pytest.mark.parametrize("typed", ["0912 345 678", "+84 912345678", "(024) 3822-1111"])
def test_a_telephone_number_may_have_spaces(typed: str):
    phone(NODE, typed)


@pytest.mark.parametrize("typed", ["12345", "0912 abc 678", "113"])
def test_what_nobody_can_call_is_said(typed: str):
    with pytest.raises(colander.Invalid):
        phone(NODE, typed)


@pytest.mark.parametrize("typed", ["a@b", "a b@c.vn", "a@b.vn, c@d.vn", "x" * 260 + "@a.vn"])
def test_what_is_no_address_is_said(typed: str):
    email(NODE, "ha@xa-hoa-binh.vn")
    with pytest.raises(colander.Invalid):
        email(NODE, typed)


class TestFields:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_has_a_node(self, kind: str):
        node = a_node(kind, choices=(("a", Label("A")),))
        assert node.title == "Tên"
        assert node.required

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_is_optional_may_be_left_empty(self, kind: str):
        node = a_node(kind, required=False, choices=(("a", Label("A")),))
        assert node.deserialize(colander.null) is None

    def test_a_field_that_is_always_optional_stays_so(self):
        field = a_field("text", required=False)
        schema = schema_of({"text": field}, [Asked("text")], "vi")
        assert schema["text"].deserialize(colander.null) is None

    def test_few_choices_are_in_sight_and_many_in_a_list(self):
        few = tuple((str(n), Label(str(n))) for n in range(3))
        many = tuple((str(n), Label(str(n))) for n in range(9))
        assert isinstance(a_node("choice", choices=few).widget, Radios)
        assert isinstance(a_node("choice", choices=many).widget, Select)

    def test_what_is_not_offered_cannot_be_chosen(self):
        node = a_node("unit")
        assert node.deserialize("so-a") == "so-a"
        with pytest.raises(colander.Invalid):
            node.deserialize("so-c")

    def test_without_anybody_offered_nobody_can_be_chosen(self):
        schema = schema_of({"official": a_field("official")}, [Asked("official")], "vi")
        with pytest.raises(colander.Invalid):
            schema.deserialize({"official": "ha"})

    def test_yes_and_no_are_said(self):
        node = a_node("yes_no")
        assert isinstance(node.widget, YesNo)
        assert (node.deserialize("true"), node.deserialize("false")) == (True, False)

    def test_money_is_not_below_zero(self):
        node = a_node("money")
        assert isinstance(node.widget, Amount)
        with pytest.raises(colander.Invalid):
            node.deserialize("-5")

    def test_titles_are_in_the_readers_language(self):
        assert a_node("text", language="en").title == "Name"
