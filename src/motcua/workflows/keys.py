"""The keys of a procedure file, English and Vietnamese, one to one.

A file may be written in either language; both mean the same.  Each block of
the file has its own table, because the same idea may be said differently in
different places.  The words that may stand as values (``running``,
``agree`` ...) are in ``wordlists.py``.  ``docs/developing/definitions.md``
prints all these tables, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

from motcua.workflows.wordlists import WORDS

PROCEDURE = {
    "workflow": "quy trình",
    "version": "bản",
    "title": "tên",
    "code": "mã thủ tục",
    "sector": "lĩnh vực",
    "summary": "tóm tắt",
    "note": "ghi chú",
    "calendar": "lịch làm việc",
    "deadline": "thời hạn",
    "late": "trễ hạn",
    "legal_limit": "thời hạn theo luật",
    "for": "dành cho",
    "channels": "cách nộp",
    "received_by": "nơi nhận",
    "lead": "chủ trì",
    "result": "kết quả",
    "legal": "căn cứ",
    "fees": "phí",
    "papers": "giấy tờ",
    "fields": "ô nhập",
    "form": "tờ khai",
    "roles": "vai trò",
    "states": "trạng thái",
    "anywhere": "ở nhiều bước",
    "consultations": "lấy ý kiến",
    "visible": "được xem",
    "migrate": "chuyển bản",
}
LABEL = {"vi": "vi", "en": "en"}
LEGAL = {"title": "tên", "articles": "điều"}
FEE = {"title": "tên", "amount": "số tiền", "note": "ghi chú"}
PAPER = {
    "title": "tên",
    "form": "mẫu số",
    "copy_kind": "loại bản",
    "copies": "số bản",
    "by": "do",
    "required": "bắt buộc",
    "note": "ghi chú",
}
FIELD = {
    "title": "tên",
    "kind": "loại",
    "choices": "lựa chọn",
    "required": "bắt buộc",
    "help": "hướng dẫn",
    "role": "vai trò",
}
ROLE = {"title": "tên", "unit": "đơn vị", "role": "vai trò"}
STATE = {
    "title": "tên",
    "start": "bắt đầu",
    "final": "kết thúc",
    "clock": "đồng hồ",
    "within": "trong vòng",
    "edit": "được sửa",
    "consult": "lấy ý kiến",
    "tells": "báo người nộp",
    "actions": "hành động",
    "late": "trễ hạn",
    "auto": "tự động",
}
ACTION = {
    "title": "tên",
    "by": "bởi",
    "to": "đến",
    "needs": "cần giấy tờ",
    "ask": "hỏi",
    "when": "khi",
    "not_by_who_did": "không do người đã",
    "at_most": "nhiều nhất",
    "set": "ghi",
    "letter": "văn bản",
    "notify": "báo cho",
    "assign": "giao cho",
    "clock": "đồng hồ",
    "extend_by": "gia hạn theo",
    "consultations": "ý kiến đang chờ",
    "confirm": "hỏi lại",
}
ANYWHERE = {**ACTION, "from": "từ"}
LATE = {
    "before": "trước",
    "after": "sau",
    "notify": "báo cho",
    "letter": "văn bản",
    "go": "đi đến",
}
REMINDER = {key: vi for key, vi in LATE.items() if key != "go"}
AUTO = {
    "when": "khi",
    "otherwise": "còn lại",
    "to": "đến",
    "set": "ghi",
    "letter": "văn bản",
    "notify": "báo cho",
}
CONSULTATION = {
    "title": "tên",
    "kind": "loại",
    "of": "hỏi ai",
    "opened_by": "mở bởi",
    "bodies": "cơ quan",
    "choose_from": "chọn từ",
    "question": "câu hỏi",
    "within": "trong vòng",
    "several": "nhiều nơi",
    "answers": "trả lời",
    "silence": "im lặng",
    "silence_ground": "căn cứ im lặng",
    "closed_when": "đóng khi",
    "extend_at_most": "gia hạn nhiều nhất",
    "extend_itself": "tự gia hạn",
    "late": "trễ hạn",
    "unopened_after": "chưa mở sau",
    "purpose": "mục đích",
    "questions": "các câu hỏi",
    "effect": "hiệu lực",
    "favourable_when": "thuận khi",
    "veto": "quyền phủ quyết",
    "pauses_with_case": "dừng theo hồ sơ",
    "missing_pieces": "hỏi bổ sung",
    "further": "được hỏi tiếp",
    "outside": "nơi ngoài hệ thống",
    "unasked": "ý kiến không được hỏi",
    "standing": "ý kiến chung",
    "confidential": "mật",
    "sealed": "niêm phong",
    "bodies_see": "nơi được hỏi thấy",
    "keeps_access": "giữ quyền xem",
    "reply_within": "người nộp trả lời trong",
    "public": "công khai",
    "committee": "ủy ban",
    "matters": "nội dung",
    "quorum": "số người tối thiểu",
    "majority": "thông qua khi",
    "tie": "ngang phiếu",
    "secret": "phiếu kín",
    "tally": "kết quả tạm tính",
}
BODY = {
    "unit": "đơn vị",
    "because": "vì",
    "required": "bắt buộc",
    "when": "khi",
    "valid_from": "áp dụng từ",
    "valid_until": "áp dụng đến",
    "step": "lượt",
    "within": "trong vòng",
    "optional": "tùy chọn",
    "effect": "hiệu lực",
    "answers": "trả lời",
}
VISIBLE = {"documents": "tài liệu", "status": "tình trạng"}
MIGRATE = {"from_version": "từ bản", "states": "trạng thái"}

BLOCKS: Mapping[str, Mapping[str, str]] = {
    "procedure": PROCEDURE,
    "label": LABEL,
    "legal": LEGAL,
    "fee": FEE,
    "paper": PAPER,
    "field": FIELD,
    "role": ROLE,
    "state": STATE,
    "action": ACTION,
    "anywhere": ANYWHERE,
    "late": LATE,
    "reminder": REMINDER,
    "auto": AUTO,
    "consultation": CONSULTATION,
    "body": BODY,
    "visible": VISIBLE,
    "migrate": MIGRATE,
}
"""Every block of a file: English key to Vietnamese key."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "procedure": ("workflow", "version", "title", "roles", "states"),
    "legal": ("title",),
    "fee": ("title",),
    "paper": ("title",),
    "field": ("title",),
    "role": ("title",),
    "action": ("to",),
    "anywhere": ("from", "to"),
    "auto": ("to",),
    "consultation": ("within", "silence"),
    "body": ("unit",),
    "migrate": ("from_version",),
}
"""Keys without which a block says nothing.  Missing titles are D13, a missing ``by`` is R03."""


ALSO_SAID = {
    "true": "yes",
    "false": "no",
    "đúng": "yes",
    "sai": "no",
    "huỷ": "cancelled",
    "phiên bản": "version",
    "các bước": "states",
}
"""Other ways of writing a word, which mean the same wherever it is allowed."""


def plain(text: str) -> str:
    """Return ``text`` as keys are compared: one spelling of marks, one space, small letters."""
    return " ".join(normalize("NFC", text).split()).lower()


@cache
def _meanings(block: str) -> Mapping[str, str]:
    return _both_ways(BLOCKS[block])


def _both_ways(table: Mapping[str, str]) -> dict[str, str]:
    both = {vi: en for en, vi in table.items()} | {en: en for en in table}
    return both | {other: en for other, en in ALSO_SAID.items() if en in table}


def english(block: str, key: str) -> str:
    """Return the English key that ``key`` means in ``block``; empty where it means nothing."""
    return _meanings(block).get(plain(key), "")


def spellings(block: str) -> tuple[str, ...]:
    """Return every way in which a key of ``block`` may be written."""
    return tuple(_meanings(block))


@cache
def _words(kind: str) -> Mapping[str, str]:
    return _both_ways(WORDS[kind])


def meaning(kind: str, said: str) -> str:
    """Return the English word that ``said`` means among words of that kind, or ``said`` itself."""
    return _words(kind).get(plain(said), said)
