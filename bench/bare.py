"""The least that Pyramid does for a page: one Chameleon table of 20 rows, no database.

``python -m bench.bare PORT``.  The rate of every page of Motcua is told as a
share of this one's.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import waitress
from pyramid.config import Configurator
from pyramid.request import Request

from bench.serve import THREADS, quiet

ROWS = [
    SimpleNamespace(
        code=f"000.01.01.H99-261123-{number:04}",
        procedure="Thẩm định dự án đầu tư ứng dụng công nghệ thông tin",
        applicant="Sở Nội vụ tỉnh Long Giang",
        subject=f"Xây dựng kho dữ liệu dùng chung của tỉnh, gói thầu số {number}",
        state="Tổng hợp và lập báo cáo thẩm định",
        due="15:00 thứ Sáu 27/11/2026",
    )
    for number in range(20)
]
COLUMNS = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Nội dung", "Bước", "Hạn")


def table(request: Request) -> dict[str, Any]:
    """Show twenty rows."""
    return {"title": "Việc của tôi", "columns": COLUMNS, "rows": ROWS}


def main(port: str) -> None:
    """Serve the table."""
    quiet()
    config = Configurator()
    config.include("pyramid_chameleon")
    config.add_route("table", "/")
    config.add_view(table, route_name="table", renderer="bench:table.pt")
    waitress.serve(config.make_wsgi_app(), listen=f"127.0.0.1:{port}", threads=THREADS)


if __name__ == "__main__":
    main(sys.argv[1])
