"""Nobody finds a case by trying codes or secrets (S3)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from webtest import TestApp

from motcua.cases.filing import renew_secret
from tests.security.conftest import CARD, PERMIT, House, case_of
from tests.security.filling import file_one

NO_CASE = "000.01.01.H99-20261111-0009999"
WRONG = "AAAAAAAAAA"


def tried(browser: TestApp, code: str, secret: str) -> Any:
    form = browser.get("/tra-cuu").forms["tra-cuu"]
    form["code"], form["secret"] = code, secret
    return form.submit("find", expect_errors=True)


def without_what_was_typed(answer: Any, *typed: str) -> str:
    text = re.sub(r'name="__nonce__"\s+value="[^"]*"', "", answer.text)
    text = re.sub(r'(?s)name="csrf_token"\s+value="[^"]*"', "", text)
    for each in typed:
        text = text.replace(each, "")
    return text


def test_a_wrong_code_and_a_wrong_secret_get_the_same_answer(house: House) -> None:
    browser = house.browser()
    answers = []
    for code, secret in (
        (PERMIT, WRONG),
        (NO_CASE, WRONG),
        (NO_CASE, house.secrets[PERMIT]),
        (CARD, house.secrets[PERMIT]),
        (PERMIT[:-1], house.secrets[PERMIT]),
        (PERMIT, house.secrets[PERMIT][:-1]),
    ):
        answer = tried(browser, code, secret)
        answers.append((answer.status_int, without_what_was_typed(answer, code, secret)))
    assert len(set(answers)) == 1


def test_scanned_too(house: House) -> None:
    browser = house.browser()
    answers = []
    for code, secret in ((PERMIT, WRONG), (NO_CASE, WRONG), (PERMIT[:-1], house.secrets[PERMIT])):
        path = f"/tra-cuu/{code}/{secret}"
        answer = browser.get(path, status=303).follow()
        assert "Không có hồ sơ" in answer.text
        answers.append(without_what_was_typed(answer, path, code, secret))
    assert len(set(answers)) == 1


def test_no_beginning_of_a_code_or_a_secret_opens_anything(house: House) -> None:
    secret = house.secrets[PERMIT]
    shorter = [(PERMIT[:end], secret) for end in range(1, len(PERMIT))]
    shorter += [(PERMIT, secret[:end]) for end in range(1, len(secret))]
    for number, (code, part) in enumerate(shorter):
        browser = house.browser(REMOTE_ADDR=f"198.51.100.{number}")
        assert tried(browser, code, part).status_int in {200, 409, 429}


def test_after_ten_tries_a_minute_an_address_waits(house: House) -> None:
    browser = house.browser()
    for number in range(10):
        assert tried(browser, f"{NO_CASE[:-1]}{number}", WRONG).status_int == 200
    for code, secret in ((PERMIT, house.secrets[PERMIT]), (NO_CASE, WRONG)):
        answer = tried(browser, code, secret)
        assert answer.status_int == 429
        assert answer.headers["Retry-After"] == "7"
        assert "quá nhiều lần" in answer.text


def test_an_address_of_ipv6_is_its_network(house: House) -> None:
    for number in range(10):
        tried(house.browser(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), NO_CASE, WRONG)
    elsewhere = house.browser(REMOTE_ADDR="2001:db8:1:2:ffff::1")
    assert tried(elsewhere, CARD, WRONG).status_int == 429
    assert tried(house.browser(REMOTE_ADDR="2001:db8:1:3::1"), CARD, WRONG).status_int == 200


WRITTEN = [
    pytest.param(lambda number: PERMIT, id="always alike"),
    pytest.param(lambda number: PERMIT + " " * number, id="with more and more blanks"),
    pytest.param(lambda number: PERMIT.replace("-", "-" * (number % 8 + 1)), id="dashes"),
    pytest.param(lambda number: PERMIT.lower() if number % 2 else PERMIT, id="small letters"),
    pytest.param(lambda number: "ữ" * number + PERMIT, id="with other letters"),
]


@pytest.mark.parametrize("written", WRITTEN)
def test_after_twenty_tries_an_hour_a_code_waits_however_it_is_written(
    house: House, written: Any
) -> None:
    for number in range(20):
        browser = house.browser(REMOTE_ADDR=f"198.51.100.{number}")
        tried(browser, written(number), WRONG)
    answer = tried(house.browser(REMOTE_ADDR="192.0.2.1"), PERMIT, house.secrets[PERMIT])
    assert answer.status_int == 429
    assert int(answer.headers["Retry-After"]) > 60


def test_a_secret_is_stored_hashed_only(house: House) -> None:
    stored = house.database.storage.base
    secrets = [each.encode() for each in house.secrets.values()]
    for transaction in stored.iterator():
        for record in transaction:
            assert not [each for each in secrets if record.data and each in record.data]


def test_an_old_receipt_opens_nothing_after_a_new_secret(house: House) -> None:
    browser = house.browser()
    code, secret, receipt = file_one(browser)
    assert secret in browser.get(receipt).text

    def renew(acting: Any) -> str:
        return renew_secret(acting, case_of(acting.root, code))

    assert house.as_("mai.tran", renew) != secret
    browser.get(receipt, status=404)
