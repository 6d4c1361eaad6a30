"""The words that may stand as values in a procedure file, English and Vietnamese, one to one.

Beside the keys (``keys.py``): what a clock does, what silence means, what an
answer may be.  ``docs/developing/definitions.md`` prints these lists too.
"""

from __future__ import annotations

from collections.abc import Mapping

YES_NO = {"yes": "có", "no": "không"}
CLOCK = {"running": "chạy", "paused": "tạm dừng", "stopped": "dừng"}
FINAL = {"success": "có kết quả", "failure": "không đạt", "cancelled": "hủy"}
TARGET = {"back": "quay lại", "same": "giữ nguyên"}
PARTS = {
    "applicant": "người nộp",
    "assignee": "người thụ lý",
    "partner": "nơi được hỏi",
}
"""Parts that are played towards one case, and need not be declared as roles."""
HELD_IN = {"lead": "chủ trì", "receiving": "nơi nhận"}
ASSIGN = {"me": "tôi", "nobody": "không ai"}
ACTION_CLOCK = {"restart": "tính lại", "extend": "gia hạn"}
LEAVING = {"withdraw": "thu hồi", "keep": "giữ"}
MOMENT = {"today": "hôm nay"}
ANSWERS = {
    "agree": "đồng ý",
    "agree_with_remarks": "đồng ý có góp ý",
    "disagree": "không đồng ý",
    "not_competent": "không thuộc thẩm quyền",
    "other": "ý kiến khác",
}
SILENCE = {
    "agree": "đồng ý",
    "no_opinion": "không có ý kiến",
    "no_objection": "không phản đối",
    "wait": "chờ",
    "not_counted": "không tính",
    "against": "không tán thành",
}
ASKING = {"opinion": "ý kiến", "ballot": "phiếu lấy ý kiến"}
"""What a consultation is: an opinion of bodies, or a ballot of the members of a committee."""
MAJORITY = {
    "members": "quá nửa tổng số thành viên",
    "votes": "quá nửa số phiếu",
}
TIE = {"chair": "theo chủ tịch", "not_passed": "không thông qua"}
TALLY = {"shown": "hiện", "hidden": "ẩn"}
CLOSED_WHEN = {
    "all": "tất cả",
    "any": "một nơi",
    "mandatory": "mọi nơi bắt buộc",
    "majority": "quá nửa",
}
FAVOURABLE_WHEN = {
    "all": "tất cả",
    "mandatory": "mọi nơi bắt buộc",
    "majority_of_asked": "quá nửa số nơi được hỏi",
    "majority_of_given": "quá nửa số ý kiến",
}
PURPOSE = {
    "opinion": "cho ý kiến",
    "approval": "chấp thuận",
    "correction": "chỉnh sửa",
    "information": "để biết",
}
"""What a consultation is for; ``information`` waits for no answer."""
EFFECT = {"advisory": "tham khảo", "binding": "bắt buộc theo"}
MISSING_PIECES = {"no": "không", "runs": "không dừng", "pauses": "dừng"}
"""Whether an asked body may ask for what is missing, and what its own time does meanwhile."""
CONFIDENTIAL = {"no": "không", "may": "được chọn", "yes": "có"}
BODIES_SEE = {"own": "của mình", "after_answering": "sau khi trả lời", "all": "tất cả"}
"""Which answers an asked body reads: its own, those of others once it has answered, or all."""
APPLICANTS = {
    "citizen": "công dân",
    "enterprise": "doanh nghiệp",
    "organisation": "tổ chức",
    "authority": "cơ quan nhà nước",
}
CHANNELS = {"counter": "tại quầy", "online": "trực tuyến", "post": "bưu chính", "kiosk": "ki-ốt"}
KINDS = {
    "text": "dòng chữ",
    "long_text": "đoạn văn",
    "number": "số",
    "money": "số tiền",
    "date": "ngày",
    "yes_no": "có không",
    "choice": "lựa chọn",
    "official": "cán bộ",
    "unit": "đơn vị",
    "email": "thư điện tử",
    "phone": "điện thoại",
}
MADE_BY = {"applicant": "người nộp", "office": "cơ quan"}
COPY_KINDS = {
    "original": "bản chính",
    "copy": "bản sao",
    "certified": "bản chứng thực",
    "electronic": "bản điện tử",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "yes or no": YES_NO,
    "clock of a state": CLOCK,
    "final": FINAL,
    "to": TARGET,
    "parts": PARTS,
    "unit of a role": HELD_IN,
    "assign": ASSIGN,
    "clock of an action": ACTION_CLOCK,
    "consultations of an action": LEAVING,
    "set": MOMENT,
    "answers": ANSWERS,
    "silence": SILENCE,
    "closed_when": CLOSED_WHEN,
    "favourable_when": FAVOURABLE_WHEN,
    "purpose": PURPOSE,
    "effect": EFFECT,
    "missing_pieces": MISSING_PIECES,
    "confidential": CONFIDENTIAL,
    "bodies_see": BODIES_SEE,
    "kind of a consultation": ASKING,
    "majority": MAJORITY,
    "tie": TIE,
    "tally": TALLY,
    "for": APPLICANTS,
    "channels": CHANNELS,
    "kind of a field": KINDS,
    "copy_kind": COPY_KINDS,
    "by of a paper": MADE_BY,
}
"""Every list of words that may stand as a value: English to Vietnamese."""
