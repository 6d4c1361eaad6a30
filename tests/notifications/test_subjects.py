"""What stands in a subject arrives letter by letter, however long it is."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from motcua.notifications.subjects import POLICY

LONG = "[000.01.01.H99-20261118-0000001] Đã dùng lại ý kiến trước đây của đơn vị ông/bà"


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param(LONG, id="long, in Vietnamese"),
        pytest.param("ý " * 200 + "hết", id="blanks everywhere"),
        pytest.param("Hồ sơ", id="short"),
        pytest.param("[H99] Withdrawn", id="without marks"),
        pytest.param("plain words " * 20 + "end", id="long without marks"),
    ],
)
def test_no_blank_is_lost(subject: str) -> None:
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = subject
    mail["To"] = "an@example.vn"
    mail.set_content("Đã tiếp nhận.")
    for raw in (mail.as_bytes(), mail.as_string().encode()):
        again = message_from_bytes(raw, policy=policy.default)
        assert again["Subject"] == subject
        assert again["To"] == "an@example.vn"
        assert all(len(line) <= 78 for line in raw.splitlines())
