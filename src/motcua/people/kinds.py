"""What kinds of unit there are.  Procedures name them: ``received_by: [commune]``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from motcua.words import Label

KINDS: Mapping[str, Label] = MappingProxyType(
    {
        "province": Label("Ủy ban nhân dân tỉnh", "Provincial People's Committee"),
        "committee_office": Label("Văn phòng Ủy ban nhân dân", "People's Committee Office"),
        "service_centre": Label(
            "Trung tâm Phục vụ hành chính công", "Public administration service centre"
        ),
        "department": Label("Sở", "Department"),
        "agency": Label("Cơ quan ngành dọc, lực lượng vũ trang", "Agency of a central body"),
        "land_office": Label("Văn phòng đăng ký đất đai", "Land registration office"),
        "division": Label("Phòng, đơn vị thuộc", "Division"),
        "commune": Label("Ủy ban nhân dân cấp xã", "Commune People's Committee"),
    }
)
