"""Which pages there are: found by following every link, for everybody who works here.

Whoever adds a page need not add it here.  A page is visited once for each
*kind*: its route, and where one route shows different things (a case at
another step, another action) what it shows.  A route that no link leads to is
named by :func:`unreached`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from pyramid.request import Request
from webtest import TestApp

from motcua import migrations
from motcua.cases.actions import perform
from motcua.consultations.actions import ask_opinions
from motcua.people import accounts, directory
from motcua.people.delegating import delegate
from motcua.permissions import Permission
from motcua.workflows import drafting, drafts, versions
from motcua.workflows.actions import publish
from tests.browser.beforehand import (
    SECRETARY,
    a_draft_decision,
    a_newer_version,
    a_permit,
    a_public_record,
    acting,
    an_asked_body,
)
from tests.browser.conftest import PASSWORD, Served

ACCOUNTS = (
    "",  # a citizen
    "mai.tran",  # a counter clerk
    "loc.huynh",  # a head of division, who assigns
    "duyen.truong",  # an officer, who asks others
    "ha.nguyen",  # an officer of a body that is asked
    "tam.vo",  # somebody to whom another has delegated
    "giang.hua",  # a director, a member of the committee
    SECRETARY,  # the officer who asks the members of the committee
    "tung.do",  # procedure control, who reads every case
    "linh.bui",  # the administrator
    "nam.trinh",  # operations
    "hung.ton",  # a head of division who checks what an asked body answers
    "cuong.ha",  # a director, who keeps the standing opinions of a body
)
NO_PAGES = {
    "asset",
    "tracking_file",
    "tracking_opinion_file",
    "public_opinions_file",
    "public_opinions_letter",
    "public_opinions_paper",
    "tracking_calendar",
    "tracking_feed",
    "lookup_scanned",
    "case_file",
    "case_grids",
    "asked_many",
    "invited",
    "invited_act",
    "invited_copy",
    "invited_file",
    "invited_thanks",
    "case_round",
    "draft_try",
    "draft_tests",
    "request_file",
    "request_letter",
    "request_message",
    "case_synthesis",
    "case_synthesis_file",
    "case_opinions_file",
    "asked_file",
    "statistics_file",
    "ballot_sheet",
    "slip_file",
    "slip_paper",
    "inbox_sheet",
    "administration_definition_file",
    "administration_try_letter",
    "drafts_audit",
    "draft_seen",
    "migration_progress",
    "procedure_edit",
    "procedure_go_back",
}
"""Routes that give out files, or lead on."""
MOST = 400
"""Pages that one account looks at; a tour that finds more has lost its way."""
ALIKE = 6
"""Addresses of one kind of page that are opened to see where they lead."""

LAND = "/quan-tri/thu-tuc/giao-dat-cho-thue-dat"
"""The procedure that has two versions, and whose running cases are brought over."""
SUNNY = "điện mặt trời"
"""What the case of the sample province is about on which opinions are asked."""

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)"')
_STATE = re.compile(r'class="sheet case-now">.*?<b>(.*?)</b>', re.S)
_FORM = re.compile(r'<form\b[^>]*\bid="form"')


@dataclass(frozen=True, order=True)
class Stop:
    """One page of the tour."""

    account: str
    kind: str
    path: str

    def __str__(self) -> str:
        return f"{self.account or 'citizen'}: {self.kind} {self.path}"


class Guide:
    """Goes ahead of the browser, and finds out where there is something to see."""

    def __init__(self, served: Served):
        self.served = served
        self.known: set[str] = set()
        self.routes: set[str] = set()

    def stops(self) -> dict[str, list[Stop]]:
        """Return the pages to be visited by each account."""
        self.served.look(self._ask)
        self.served.look(self._keep_people)
        self.served.look(self._keep_procedures)
        self.served.look(self._bring_over)
        self.served.look(lambda root: [self._decide(root, asked) for asked in (True, False)])
        open_case, open_secret = self.served.look(lambda root: a_public_record(self.served, root))
        asked_case, asked_secret = self.served.look(lambda root: an_asked_body(self.served, root))
        changed, again = self.served.look(lambda root: a_newer_version(self.served, root))
        self.served.work()
        first = {
            "": [
                "/",
                "/dang-nhap",
                "/thu-tuc?q=khong+co+gi",
                *self._begun(),
                self._tracked(open_case, open_secret),
                self._tracked(asked_case, asked_secret),
                f"/cong-khai/{open_case}",
            ],
            "ha.nguyen": [
                "/viec",
                "/quan-tri",
                f"/ho-so/{open_case}",
                f"/ho-so/{asked_case}",
                f"/ho-so/{changed}",
            ],
            "giang.hua": ["/viec", "/quan-tri", f"/y-kien/{again}"],
            "hung.ton": ["/y-kien"],
            "cuong.ha": ["/y-kien"],
            "duyen.truong": ["/viec", "/quan-tri", f"/ho-so/{open_case}"],
            "mai.tran": ["/viec", self._taken_in()],
            "tung.do": ["/viec", "/tim?q=long", "/tim?q=khong+co+gi"],
            "linh.bui": [
                "/viec",
                "/quan-tri",
                "/quan-tri/can-bo/hao.vi",
                "/quan-tri/can-bo/giang.hua",
                "/quan-tri/can-bo?q=nguyen",
                "/quan-tri/can-bo?q=khong+co+ai",
                f"{LAND}/chuyen-ban/ke-hoach?tu=1&den=2&cach=keep",
                f"{LAND}/chuyen-ban/1/dua-ve",
            ],
        }
        found = {
            account: sorted(self._of(account, first.get(account, ["/viec", "/quan-tri"])))
            for account in ACCOUNTS
        }
        assert self.unreached() == [], self.unreached()
        return found

    def unreached(self) -> list[str]:
        """Return the names of routes to which nothing leads."""
        every = {each.name for each in self.served.app.routes_mapper.get_routes()}
        every = {name for name in every if not name.startswith("api_")}  # For programs.
        return sorted(every - self.routes - NO_PAGES - {"signout", "account", "administration"})

    def _of(self, account: str, paths: Iterable[str]) -> Iterator[Stop]:
        """Follow every link that this account sees."""
        browser = self._signed_in(account)
        waiting, seen, opened = list(paths), set(paths), dict[str, int]()
        while waiting:
            path = waiting.pop(0)
            route, facts = self._route(path)
            alike = f"{route} {facts.get('action', facts.get('act', ''))}"
            if not route or route in NO_PAGES or opened.get(alike, 0) >= ALIKE:
                continue
            opened[alike] = opened.get(alike, 0) + 1
            assert sum(opened.values()) < MOST, sorted(seen)
            page = browser.get(path, expect_errors=True)
            if page.status_int in {302, 303}:
                page, path = page.follow(expect_errors=True), page.location
                path = urlsplit(path).path
                route, facts = self._route(path)
            if page.status_int != 200 or page.content_type != "text/html":
                continue
            self.routes.add(route)
            for link in self._links(page.text, path):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)
            kind = _kind(route, facts, path, page.text)
            if kind not in self.known:
                self.known.add(kind)
                yield Stop(account, kind, path)

    def _signed_in(self, account: str) -> TestApp:
        browser = TestApp(self.served.app, extra_environ={"REMOTE_ADDR": "127.0.0.1"})
        if account:
            form = browser.get("/dang-nhap").forms["signin"]
            form["account"], form["password"] = account, PASSWORD
            form.submit("sign_in")
        return browser

    def _route(self, path: str) -> tuple[str, Mapping[str, str]]:
        request = Request.blank(path)
        found = self.served.app.routes_mapper(request)
        if found["route"] is None:
            return "", {}
        return found["route"].name, found["match"]

    def _links(self, text: str, path: str) -> Iterator[str]:
        for link in _LINK.findall(text):
            whole = urlsplit(urljoin(path, link.replace("&amp;", "&")))
            if not whole.scheme and not whole.netloc and "_LOCALE_" not in whole.query:
                yield whole.path + (f"?{whole.query}" if whole.query else "")

    def _begun(self) -> Iterator[str]:
        """File a case, let it be sent back, and return the pages that only its applicant sees."""
        for nonce, send_back in (("tour-online-000000001", False), ("tour-online-000000002", True)):
            code, secret = self.served.look(
                lambda root, nonce=nonce, back=send_back: self._file(root, nonce, back)
            )
            yield self._tracked(code, secret)
            yield f"/bien-nhan/{nonce}"

    def _tracked(self, code: str, secret: str) -> str:
        """Return the page of a case that its applicant sees."""
        form = self._signed_in("").get("/tra-cuu").forms["tra-cuu"]
        form["code"], form["secret"] = code, secret
        return urlsplit(form.submit("find").location).path

    def _ask(self, root: Any) -> None:
        """Let opinions be asked that nobody has given yet."""
        case = next(each for _key, each in root.cases.shelf.items() if SUNNY in each.subject)
        perform(acting(self.served, root, "phia.kim"), case, "transfer", {})
        perform(acting(self.served, root, "loc.huynh"), case, "assign", {"officer": "duyen.truong"})
        ask_opinions(
            acting(self.served, root, "duyen.truong"),
            case,
            "co_quan_lien_quan",
            units=["xa-long-phuoc", "so-xay-dung", "so-khcn"],
            question="Đề nghị cho ý kiến về vị trí và đấu nối lưới điện.",
        )

    def _keep_procedures(self, root: Any) -> None:
        """Let a procedure have two versions, one be drafted, and one be proposed."""
        linh, thuy = (acting(self.served, root, each) for each in ("linh.bui", "thuy.dao"))

        def text(id: str) -> str:
            last = versions.last(root, id)
            assert last is not None
            return versions.text(root, last.digest)

        publish(thuy, drafts.numbered(text("giao-dat-cho-thue-dat"), 2) + "# 2\n", "QĐ 12")
        draft = drafting.begin(linh, "chung-thuc-ban-sao", text("chung-thuc-ban-sao"))
        drafting.save(linh, draft, draft.text.replace("2 giờ", "3 giờ", 1), draft.current)
        permit = text("cap-giay-phep-xay-dung").replace("within: 30 days", "within: 20 days", 1)
        proposal = drafting.begin(thuy, "cap-giay-phep-xay-dung", permit)
        read = tuple({each.code for each in drafting.warnings(thuy, proposal)})
        drafting.propose(thuy, proposal, "QĐ 13", read=read)

    def _decide(self, root: Any, asked: bool) -> None:
        """Let a draft decision come, on which the members are asked, or not yet."""
        a_draft_decision(self.served, root, asked)

    def _bring_over(self, root: Any) -> None:
        """Let running cases be brought over to the second version of their procedure."""
        linh = acting(self.served, root, "linh.bui")
        plan = migrations.plan(linh, "giao-dat-cho-thue-dat", 1, 2, {}, "keep", "QĐ 12")
        assert plan.count
        assert plan.can_run
        migrations.start(linh, plan, plan.stamp, warnings_read=True)

    def _keep_people(self, root: Any) -> None:
        """Let a director delegate, and an account be closed."""
        director = acting(self.served, root, "giang.hua")
        mine = next(held for held in director.holdings if Permission.DELEGATE in held.permissions)
        colleague = next(
            each.id
            for each in directory.people_of(root, mine.unit, director.now.date())
            if each.id != director.person
        )
        today = director.now.date()
        delegate(
            director,
            mine.position,
            colleague,
            since=today,
            until=today,
            reason="Đi công tác",
            document="3/GUQ",
        )
        administrator = acting(self.served, root, "linh.bui")
        accounts.disable_person(administrator, "hao.vi", "Nghỉ hưu")

    def _file(self, root: Any, nonce: str, send_back: bool) -> tuple[str, str]:
        filed = a_permit(acting(self.served, root), "online", nonce)
        if send_back:
            words = {"noi_dung": "Thiếu bản vẽ mặt bằng có dấu thẩm tra."}
            perform(acting(self.served, root, "mai.tran"), filed.case, "complete", words)
        return filed.case.code, filed.secret

    def _taken_in(self) -> str:
        """File a case at the counter, and return where its receipt is shown."""
        nonce = "tour-counter-00000001"
        self.served.look(
            lambda root: a_permit(acting(self.served, root, "mai.tran"), "counter", nonce)
        )
        return f"/tiep-nhan/bien-nhan/{nonce}"


def _kind(route: str, facts: Mapping[str, str], path: str, text: str) -> str:
    """Say what a page shows, so that two that show the same are one kind."""
    part = facts.get("action") or facts.get("act") or ""
    if route == "case":
        found = _STATE.search(text)
        part = f"{found[1] if found else ''} {'table' if 'bodies' in text else ''}"
    elif route == "request":
        part = " ".join(
            word for word in ("silence-said", "tone-", "given", "assign") if word in text
        )
        part += " form" if _FORM.search(text) else ""
    elif route in {"inbox", "requests", "search", "stuck", "procedures"}:
        part = "empty" if 'class="empty"' in text else "lines"
        part += " asked" if "q=" in path else ""
        part += f" {path.partition('muc=')[2]}"
    elif route == "tracking":
        part = "must" if "btn-big" in text else "waits"
    return f"{route} {part}".strip()


NOW = datetime(2026, 11, 26, 10, 0)
"""Thursday, two days after a holiday: lists have something of every urgency."""
