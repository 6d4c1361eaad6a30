"""Fields and papers that every procedure may use without describing them.

"Lý do" would otherwise be described in every file, each time a little
differently.  A file that describes one of these itself says something else by
it.  They belong to the language: a published version must mean the same for
ever, so what stands here may grow and is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from motcua.words import Label
from motcua.workflows.definition import Field, Paper

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.id: field
        for field in (
            Field("ly_do", Label("Lý do", "Reason"), kind="long_text"),
            Field("noi_dung", Label("Nội dung", "What is needed"), kind="long_text"),
            Field("ghi_chu", Label("Ghi chú", "Note"), kind="long_text"),
            Field(
                "officer", Label("Người thụ lý", "Case officer"), kind="official", role="officer"
            ),
            Field("du_thao", Label("Nội dung dự thảo", "Draft"), kind="long_text"),
            Field("so_bien_nhan", Label("Số biên nhận", "Receipt number")),
            Field("so_van_ban", Label("Số, ký hiệu văn bản", "Number of the document")),
            Field("nguoi_nhan", Label("Người nhận kết quả", "Received by")),
            Field(
                "ket_luan",
                Label("Kết luận", "Conclusion"),
                kind="choice",
                choices=(
                    ("chap_thuan", Label("Chấp thuận", "Approval")),
                    ("tu_choi", Label("Từ chối", "Refusal")),
                ),
            ),
            Field("ngay_ky", Label("Ngày ký", "Signed on"), kind="date"),
            Field(
                "so_ngay_gia_han", Label("Số ngày làm việc gia hạn", "More working days"), "number"
            ),
        )
    }
)

PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        paper.id: paper
        for paper in (
            Paper("don_de_nghi", Label("Đơn đề nghị", "Application")),
            Paper("ban_ve", Label("Bản vẽ", "Drawings")),
            Paper("ho_so_bo_sung", Label("Giấy tờ bổ sung", "Further papers"), required=False),
        )
    }
)
