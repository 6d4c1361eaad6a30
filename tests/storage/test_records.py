"""Values without their names, and parts in the record of their owner."""

from datetime import datetime

import pytest
from persistent import Persistent
from ZODB.POSException import ConflictError, InvalidObjectReference

from motcua.storage import binding, opening
from motcua.storage.content import Binder, Lean
from motcua.storage.shortening import HEXADECIMAL, INSTANT
from tests.make_storage import done


class Leaf(Lean):
    STORED = ("word", "next", "more")
    word: str = ""
    next: object = None
    more: str = ""

    def __init__(self, word=""):
        self.word = word


class Short(Leaf):
    SHORTENED = {"word": HEXADECIMAL, "next": INSTANT}


class Book(Binder):
    STORED = ("title", "leaves", "shelf")
    PARTS = (Leaf,)
    title: str = ""
    leaves: tuple[Leaf, ...] = ()
    shelf: object = None


class Shelf(Persistent):
    height = 3


def a_book(root):
    book = root.book = Book()
    book.title = "Sổ"
    book.leaves = (Leaf("một"), Leaf("hai"))
    book.leaves[0].next = book.leaves[1]
    book.leaves[1].next = book
    book.shelf = root.shelf = Shelf()


@pytest.fixture
def bound(database):
    done(database, a_book)
    assert done(database, lambda root: root.book.bind())
    return database


def words(root):
    return [each.word for each in root.book.leaves]


def records(database):
    database.pack()
    return len(database.storage)


class TestLean:
    def test_names_are_not_stored_and_defaults_at_the_end_neither(self):
        assert Leaf("một").__getstate__() == ("một",)

    def test_a_record_of_before_is_read(self):
        leaf = Leaf()
        leaf.__setstate__({"word": "cũ", "more": "x"})
        assert (leaf.word, leaf.next, leaf.more) == ("cũ", None, "x")

    @pytest.mark.parametrize(
        ("value", "stored"),
        [
            pytest.param("00ff", b"\x00\xff", id="hexadecimal"),
            pytest.param("00FF", "00FF", id="not as it would be written back"),
            pytest.param("abc", "abc", id="half a byte too much"),
            pytest.param("hoa", "hoa", id="any other text"),
            pytest.param(None, None, id="nothing at all"),
        ],
    )
    def test_hexadecimal_text_takes_half(self, value, stored):
        assert Short(value).__getstate__() == (stored,)
        again = Short("")
        again.__setstate__((stored,))
        assert again.word == value

    @pytest.mark.parametrize(
        ("value", "stored"),
        [
            pytest.param(datetime(2000, 1, 2), 86_400_000_000, id="an instant"),
            pytest.param(datetime(1999, 12, 31, 23, 59, 59, 7), -999_993, id="one long ago"),
            pytest.param(datetime(2026, 11, 23, 8, 0, 1, 5), 848_736_001_000_005, id="one today"),
            pytest.param(None, None, id="none"),
        ],
    )
    def test_instants_are_numbers(self, value, stored):
        short = Short("x")
        short.next = value
        assert short.__getstate__() == (("x",) if value is None else ("x", stored))
        again = Short("")
        again.__setstate__(("x", stored))
        assert again.next == value

    def test_an_instant_that_was_stored_whole_is_read(self):
        older = Short("")
        older.__setstate__(("x", datetime(2026, 11, 23)))
        assert older.next == datetime(2026, 11, 23)

    def test_a_shorter_record_has_the_defaults(self):
        leaf = Leaf()
        leaf.__setstate__(("mới",))
        assert (leaf.word, leaf.more) == ("mới", "")


class TestBinding:
    def test_everything_is_there_as_before(self, bound):
        book_of = done(bound, lambda root: (words(root), root.book.title, root.book.shelf.height))
        assert book_of == (["một", "hai"], "Sổ", 3)

    def test_parts_point_at_each_other_at_their_owner_and_outside(self, bound):
        def pointing(root):
            first, second = root.book.leaves
            return first.next is second, second.next is root.book, root.book.shelf is root.shelf

        assert done(bound, pointing) == (True, True, True)

    def test_the_parts_have_no_records_any_more(self, database):
        done(database, a_book)
        before = records(database)
        done(database, lambda root: root.book.bind())
        assert records(database) == before - 2

    def test_nothing_is_bound_twice(self, bound):
        assert not done(bound, lambda root: root.book.bind())

    def test_in_the_transaction_itself_the_parts_are_the_new_ones(self, database):
        def bind_and_change(root):
            a_book(root)
            root.book.bind()
            root.book.leaves[0].word = "khác"

        done(database, bind_and_change)
        assert done(database, words) == ["khác", "hai"]

    def test_a_change_of_a_part_is_stored_with_its_owner(self, bound):
        for word in ("ba", "bốn", "năm"):
            done(bound, lambda root, word=word: setattr(root.book.leaves[1], "word", word))
            assert done(bound, words) == ["một", word]
        assert done(bound, lambda root: root.book.is_bound)

    def test_a_part_is_changed_twice_on_one_connection(self, bound):
        manager = opening.TransactionManager()
        connection = bound.open(manager)
        book = connection.root()["app_root"].book
        leaf = book.leaves[0]
        for word in ("ba", "bốn"):
            leaf.word = word
            manager.commit()
            assert done(bound, words) == [word, "hai"]
        leaf.word = "mất"
        manager.abort()
        assert words(connection.root()["app_root"]) == ["bốn", "hai"]
        connection.close()

    def test_a_new_part_belongs_to_it_too(self, bound):
        def one_more(root):
            root.book.leaves = (*root.book.leaves, Leaf("ba"))

        done(bound, one_more)
        done(bound, lambda root: setattr(root.book.leaves[2], "word", "bốn"))
        assert done(bound, words) == ["một", "hai", "bốn"]

    def test_a_part_has_another_serial_when_something_was_changed(self, bound):
        def serial(root):
            root.book._p_activate()
            return root.book.leaves[0]._p_serial

        before = done(bound, serial)
        assert done(bound, serial) == before
        done(bound, lambda root: setattr(root.book.leaves[0], "word", "ba"))
        assert done(bound, serial) != before

    def test_reading_writes_nothing(self, bound):
        def reading(root):
            words(root)
            return root.book._p_changed

        assert done(bound, reading) is False

    def test_nobody_else_may_point_at_a_part(self, bound):
        with pytest.raises(InvalidObjectReference):
            done(bound, lambda root: setattr(root, "torn", root.book.leaves[0]))

    def test_what_has_a_record_of_its_own_does_not_become_a_part(self, bound):
        done(bound, lambda root: setattr(root, "leaf", Leaf("riêng")))

        def put_in(root):
            root.book.leaves = (*root.book.leaves, root.leaf)

        with pytest.raises(binding.NotAPart):
            done(bound, put_in)

    def test_a_part_whose_owner_was_let_go_is_not_changed_in_vain(self, bound):
        def keep_a_part(root):
            leaf = root.book.leaves[0]
            root.book._p_deactivate()
            leaf.word = "mất"

        with pytest.raises(binding.TornOut):
            done(bound, keep_a_part)

    @pytest.mark.parametrize("binder_first", [True, False], ids=["binder first", "writer first"])
    def test_a_change_at_the_same_moment_is_not_lost(self, database, binder_first):
        done(database, a_book)
        managers = [opening.TransactionManager() for _each in range(2)]
        binder, writer = (database.open(each) for each in managers)
        binder.root()["app_root"].book.bind()
        writer.root()["app_root"].book.leaves[0].word = "vội"
        first, second = managers if binder_first else reversed(managers)
        first.commit()
        with pytest.raises(ConflictError):
            second.commit()
        for connection, manager in zip((binder, writer), managers, strict=True):
            manager.abort()
            connection.close()


class TestUnbinding:
    def test_the_parts_have_records_of_their_own_again(self, bound):
        before = records(bound)
        assert done(bound, lambda root: root.book.unbind())
        assert records(bound) == before + 2
        done(bound, lambda root: setattr(root.book.leaves[0], "word", "ba"))
        assert done(bound, words) == ["ba", "hai"]
        assert not done(bound, lambda root: root.book.is_bound)

    def test_what_is_not_bound_stays_as_it_is(self, database):
        done(database, a_book)
        assert not done(database, lambda root: root.book.unbind())
