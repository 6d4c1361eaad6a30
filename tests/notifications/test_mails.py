"""The texts of mails: what they may say, and what is found before they are used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.acting import Acting, Office
from motcua.notifications.mails import BadHeader, Mails, Text, UnknownMail, problems, read
from motcua.notifications.telling import Recipient, tell
from motcua.storage.content import Desk, Outbox
from motcua.words import Label, _
from tests.make import MONDAY, ROOT

TEXTS = {
    ("filed", "vi"): Text("Hồ sơ ${code}", "Kính gửi ${applicant},\nhạn ${due}.\n"),
    ("filed", "en"): Text("Case ${code}", "Dear ${applicant},\ndue ${due}.\n"),
}
FACTS = {"code": "H99.17-261123-0001", "applicant": "Bà Ân", "due": date(2026, 12, 1)}


@pytest.fixture
def acting() -> Acting:
    office = Office(ROOT / "config", ROOT / "workflows")
    office.lend(Mails, Mails(TEXTS))
    root = type("Root", (), {"outbox": Outbox(Desk())})()
    return Acting(office, root, MONDAY)


def told(acting: Acting) -> list[Any]:
    return sorted(acting.root.outbox.claim(MONDAY), key=lambda message: message.recipient)


class TestTelling:
    def test_each_is_told_in_their_language(self, acting: Acting) -> None:
        recipients = [Recipient("an@example.vn"), Recipient("john@example.com", "en")]
        assert tell(acting, recipients, "filed", FACTS, b"case0001", "filed") == 2
        vietnamese, english = told(acting)
        assert vietnamese.subject == "Hồ sơ H99.17-261123-0001"
        assert vietnamese.body == "Kính gửi Bà Ân,\nhạn 01/12/2026.\n"
        assert (english.subject, english.language) == ("Case H99.17-261123-0001", "en")

    def test_nobody_is_told_the_same_twice(self, acting: Acting) -> None:
        twice = [Recipient("an@example.vn")] * 2
        assert tell(acting, twice, "filed", FACTS, b"case0001", "filed") == 1
        assert tell(acting, twice, "filed", FACTS, b"case0001", "filed") == 0
        assert tell(acting, twice, "filed", FACTS, b"case0001", "moved") == 1

    def test_who_has_no_address_is_told_nothing(self, acting: Acting) -> None:
        assert tell(acting, [Recipient("")], "filed", FACTS) == 0

    def test_a_language_without_a_text_is_told_in_vietnamese(self, acting: Acting) -> None:
        acting.office.lend(Mails, Mails({("filed", "vi"): TEXTS["filed", "vi"]}))
        tell(acting, [Recipient("john@example.com", "en")], "filed", FACTS)
        assert told(acting)[0].subject.startswith("Hồ sơ")

    def test_sentences_and_names_are_said_in_the_language(self, acting: Acting) -> None:
        facts = {**FACTS, "code": Label("Có", "Yes"), "applicant": _("Nobody says this.")}
        tell(acting, [Recipient("john@example.com", "en")], "filed", facts)
        assert told(acting)[0].subject == "Case Yes"

    def test_a_fact_that_looks_like_a_place_is_only_text(self, acting: Acting) -> None:
        tell(
            acting, [Recipient("an@example.vn")], "filed", {**FACTS, "applicant": "${code} $1 \\1"}
        )
        assert "${code} $1 \\1" in told(acting)[0].body

    def test_an_unknown_mail_is_refused(self, acting: Acting) -> None:
        with pytest.raises(UnknownMail):
            tell(acting, [Recipient("an@example.vn")], "nothing", FACTS)

    def test_a_fact_that_is_missing_is_refused(self, acting: Acting) -> None:
        with pytest.raises(UnknownMail) as refused:
            tell(acting, [Recipient("an@example.vn")], "filed", {"code": "x"})
        assert refused.value.sentence.mapping["list"] == ["applicant", "due"]


class TestHeaders:
    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\0"])
    def test_nobody_writes_a_header_of_their_own(self, acting: Acting, ending: str) -> None:
        code = f"H99{ending}Bcc: everybody@example.vn"
        with pytest.raises(BadHeader):
            tell(acting, [Recipient("an@example.vn")], "filed", {**FACTS, "code": code})

    @pytest.mark.parametrize(
        "address",
        [
            "an@example.vn\nBcc: x@example.vn",
            "an@example.vn, binh@example.vn",
            "An <an@example.vn>",
            "an",
            "an@",
            "an example@vn",
        ],
    )
    def test_an_address_is_one_address(self, acting: Acting, address: str) -> None:
        with pytest.raises(BadHeader):
            tell(acting, [Recipient(address)], "filed", FACTS)

    def test_lines_in_the_text_are_just_lines(self, acting: Acting) -> None:
        tell(acting, [Recipient("an@example.vn")], "filed", {**FACTS, "applicant": "An\nBcc: x@y"})
        assert "An\nBcc: x@y" in told(acting)[0].body


class TestFiles:
    def test_the_first_line_is_the_subject(self, tmp_path: Path) -> None:
        (tmp_path / "filed.vi.txt").write_text("Hồ sơ ${code} \n\nKính gửi ông/bà,\n\n", "utf8")
        assert read(tmp_path).text("filed", "vi") == Text("Hồ sơ ${code}", "Kính gửi ông/bà,\n")

    @pytest.mark.parametrize(
        ("texts", "wrong"),
        [
            pytest.param({}, [], id="nothing"),
            pytest.param(
                {"vi": "S\nHạn ${due}"}, ["filed.en.txt: there is no such file"], id="one"
            ),
            pytest.param(
                {"vi": "S\nHạn ${dew}", "en": "S\nT"},
                ["filed.vi.txt: nobody tells “dew”"],
                id="a fact that nobody tells",
            ),
            pytest.param(
                {"vi": "\nT", "en": "S"},
                [f"filed.{each}.txt: subject or text is empty" for each in ("vi", "en")],
                id="empty",
            ),
            pytest.param(
                {"vi": "S\nHạn {due} $due", "en": "S\n${Due}"},
                [f"filed.{each}.txt: a “$” that is no ${{name}}" for each in ("vi", "en")],
                id="a place written wrongly",
            ),
        ],
    )
    def test_mistakes_are_found_before_anybody_is_told(
        self, tmp_path: Path, texts: dict[str, str], wrong: list[str]
    ) -> None:
        for language, text in texts.items():
            (tmp_path / f"filed.{language}.txt").write_text(text, "utf8")
        known = {"filed": frozenset({"due"})} if texts else {}
        assert problems(read(tmp_path), known) == wrong

    def test_a_text_that_nobody_sends_is_found(self, tmp_path: Path) -> None:
        for language in ("vi", "en"):
            (tmp_path / f"old.{language}.txt").write_text("S\nT", "utf8")
        assert problems(read(tmp_path), {}) == [
            "old.vi.txt: nobody sends this mail",
            "old.en.txt: nobody sends this mail",
        ]

    def test_a_mail_without_any_text_is_found(self, tmp_path: Path) -> None:
        assert len(problems(read(tmp_path), {"filed": frozenset()})) == 2
