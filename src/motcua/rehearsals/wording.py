"""The keys of a file of tests, English and Vietnamese, one to one.

As in procedure files both languages mean the same.  The word tables of
procedure files (``người nộp``, ``đồng ý`` ...) hold here too.
"""

from __future__ import annotations

from collections.abc import Mapping

from motcua.workflows.keys import plain

BLOCKS: Mapping[str, Mapping[str, str]] = {
    "file": {"tests": "kiểm thử"},
    "test": {
        "title": "tên",
        "begins": "bắt đầu",
        "by": "bởi",
        "unit": "nơi nhận",
        "channel": "cách nộp",
        "applicant": "người nộp",
        "form": "tờ khai",
        "papers": "giấy tờ",
        "expect": "mong đợi",
        "steps": "các bước",
    },
    "step": {
        "at": "lúc",
        "who": "ai",
        "does": "làm",
        "asks": "hỏi ý kiến",
        "answers": "trả lời",
        "more_time": "xin thêm",
        "grants": "cho thêm",
        "withdraws": "thu hồi",
        "departs": "quyết khác",
        "hands_to": "giao cho",
        "units": "đơn vị",
        "form": "điền",
        "papers": "giấy tờ",
        "text": "nội dung",
        "expect": "mong đợi",
    },
    "expect": {
        "state": "trạng thái",
        "due": "hạn",
        "step_due": "hạn bước",
        "clock": "đồng hồ",
        "refused": "bị từ chối",
        "letter": "văn bản",
        "notified": "báo cho",
        "list": "danh sách",
        "asked": "đã hỏi",
        "silence": "im lặng",
        "offers": "được làm",
        "offers_not": "không được làm",
    },
}
"""Every block of the file: English key to Vietnamese key."""

DEEDS = ("does", "asks", "answers", "more_time", "grants", "withdraws", "departs", "hands_to")
"""Of which a step has one at most."""

NOTHING = frozenset(map(plain, ("none", "nothing", "không", "không có")))
"""How it is written that there is none."""
YES = frozenset(map(plain, ("yes", "có")))
WAITING = frozenset(map(plain, ("waiting", "chờ")))
"""How a list is called in which a case waits for somebody outside."""


def english(block: str, said: str) -> str:
    """Return the English key that is meant; empty where it means nothing."""
    wanted = plain(said)
    table = BLOCKS[block]
    return next((en for en, vi in table.items() if wanted in (en, plain(vi))), "")


def spellings(block: str) -> tuple[str, ...]:
    """Return every way in which a key may be written."""
    return (*BLOCKS[block], *BLOCKS[block].values())
