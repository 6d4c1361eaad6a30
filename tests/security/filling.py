"""Forms filled in through the pages, as a citizen or an official does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from webtest import TestApp, Upload
from webtest.forms import Form

from tests.make_documents import a_pdf

PROCEDURE = "/thu-tuc/cap-giay-phep-xay-dung/nop"
COMPULSORY = 5
"""Papers that a building permit asks of everybody."""

FILLED: Mapping[str, Any] = {
    "kind": "enterprise",
    "name": "Công ty cổ phần An Phú",
    "number": "0101234567",
    "address": "12 Lê Lợi, phường Tân Mai",
    "phone": "0912 345 678",
    "email": "anphu@example.vn",
    "subject": "Cấp phép nhà xưởng An Phú",
    "ten_cong_trinh": "Nhà xưởng",
    "loai_cong_trinh": "cong_nghiep",
    "xa_phuong": "xa-hoa-binh",
    "dia_diem": "Thửa 12",
    "dien_tich_san": "1.250,5",
    "so_tang": "2",
    "trong_vung_di_tich": "false",
    "receiving_unit": "ttpvhcc-tinh",
    "return_way": "online",
    "consent": True,
}


def filled_in(browser: TestApp, path: str = PROCEDURE, **other: Any) -> Form:
    """Return the form of a building permit with everything in it, or otherwise."""
    form = browser.get(path).forms["form"]
    for name, value in {**FILLED, **other}.items():
        if name in form.fields:
            form[name] = value
    for number in range(COMPULSORY):
        form.set("upload", Upload(f"Giấy {number}.pdf", a_pdf(inside=b"%%%d" % number)), number)
    return form


def file_one(browser: TestApp, **other: Any) -> tuple[str, str, str]:
    """File a case online; return its code, its secret and the address of the receipt."""
    receipt = filled_in(browser, **other).submit("file").follow()
    found = re.search(r"/tra-cuu/([^/\"]+)/([A-Z0-9]+)", receipt.text)
    assert found is not None
    return found[1], found[2], receipt.request.path
