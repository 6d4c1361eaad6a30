"""Every address of the house, with real things in it.

A route that has no line in :data:`ADDRESSES` fails ``test_methods``: whoever
adds a page says here what may be asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from motcua.acting import system
from motcua.consultations.content import Request
from motcua.pages.assets import digest
from motcua.workflows import drafting, drafts, versions
from tests.security.conftest import PERMIT, House, case_of, file_of, request_to

Filled = Callable[["Things"], str]


class Things:
    """Real parameters: of a case, and of what one body was asked about it."""

    def __init__(self, house: House, code: str = PERMIT, unit: str = "so-tu-phap"):
        self.code = code
        self.file = house.do(lambda root: file_of(root, code))
        self.state = house.do(lambda root: case_of(root, code).track.state)
        self.request = house.do(lambda root: request_to(root, code, unit).id) if unit else ""
        self.round = (
            house.do(lambda root: request_to(root, code, unit).consultation.id) if unit else ""
        )
        self.track = house.tracking(code) if code in house.secrets else ""
        self.calendar, self.feed = self._following(house) if self.track else ("", "")
        self.draft = f"/quan-tri/du-thao/{house.do(lambda root: _drafted(house, root))}"

    def _following(self, house: House) -> tuple[str, str]:
        page = house.browser().get(self.track).html
        return (
            page.select_one("a[href$='.ics']")["href"],
            page.select_one("main a[href$='.atom']")["href"],
        )


def _drafted(house: House, root: Any) -> int:
    """Return the number of a draft that every administrator may open."""
    acting = system(house.office, root, house.now)
    known = drafts.under_way(root, WORKFLOW)
    if known:
        return int(known[0].number)
    last = versions.last(root, WORKFLOW)
    draft = drafting.begin(acting, WORKFLOW, versions.text(root, last.digest))  # type: ignore[union-attr]
    drafting.share(acting, draft)
    return draft.number


WORKFLOW = "cap-giay-phep-xay-dung"
REQUEST_ACTS = (
    "xem",
    "nhan",
    "tra",
    "giao",
    "xin-them-han",
    "them-han",
    "don-doc",
    "rut",
    "sua",
    "sua-yeu-cau",
    "gui-lai-duong-dan",
    "dong-y",
    "dong-ky",
    "phan-doi",
    "bao-luu",
    "mat",
    "giu-tai-lieu",
    "ghi-nhan",
    "tu-tra-loi",
    "y-kien-truoc",
    "che",
    "kiem-tra",
    "ky",
    "tra-du-thao",
    "lay-lai",
    "xem-lai",
    "hoi-noi-khac",
    "hoi-bo-sung",
    "tra-bo-sung",
    "hoi-tiep",
    "giu-nguyen",
    "hoi-lai",
    "huy-im-lang",
)

ADDRESSES: dict[str, tuple[Filled, ...]] = {
    "asset": (lambda t: f"/static/{digest()}/portal.css",),
    "signin": (lambda t: "/dang-nhap", lambda t: "/dang-nhap?next=/viec"),
    "signout": (lambda t: "/dang-xuat",),
    "account": (lambda t: "/tai-khoan",),
    "sessions": (lambda t: "/tai-khoan/phien",),
    "password": (lambda t: "/tai-khoan/mat-khau",),
    "mails": (lambda t: "/tai-khoan/thu-bao",),
    "delegations": (lambda t: "/tai-khoan/uy-quyen",),
    "delegation_new": (lambda t: "/tai-khoan/uy-quyen/ha.nguyen.1/moi",),
    "delegation_end": (lambda t: "/tai-khoan/uy-quyen/ha.nguyen.1.1/ket-thuc",),
    "tokens": (lambda t: "/tai-khoan/ma-truy-cap",),
    "token_new": (lambda t: "/tai-khoan/ma-truy-cap/moi",),
    "home": (lambda t: "/",),
    "procedures": (lambda t: "/thu-tuc", lambda t: "/thu-tuc?q=giay+phep"),
    "procedure": (lambda t: f"/thu-tuc/{WORKFLOW}",),
    "file_online": (lambda t: f"/thu-tuc/{WORKFLOW}/nop",),
    "receipt": (lambda t: "/bien-nhan/nobody-has-this-nonce",),
    "lookup": (lambda t: "/tra-cuu",),
    "lookup_scanned": (lambda t: f"/tra-cuu/{t.code}/WRONGWRONG",),
    "tracking": (lambda t: t.track,),
    "tracking_pieces": (lambda t: f"{t.track}/bo-sung/00112233445566aa",),
    "tracking_act": (lambda t: f"{t.track}/viec/withdraw",),
    "tracking_file": (lambda t: f"{t.track}/tep/{t.file}",),
    "tracking_opinions": (lambda t: f"{t.track}/y-kien",),
    "tracking_opinion_file": (lambda t: f"{t.track}/y-kien/tep/{t.file}",),
    "public_opinions": (lambda t: f"/cong-khai/{t.code}", lambda t: "/cong-khai/khong-co"),
    "public_opinions_file": (lambda t: f"/cong-khai/{t.code}.json",),
    "public_opinions_letter": (lambda t: f"/cong-khai/{t.code}/van-ban",),
    "public_opinions_paper": (lambda t: f"/cong-khai/{t.code}/tep/{t.file}",),
    "invited_thanks": (lambda t: "/gop-y",),
    "invited": (lambda t: "/gop-y/khong-phai-duong-dan",),
    "invited_file": (lambda t: f"/gop-y/khong-phai-duong-dan/tep/{t.file}",),
    "invited_copy": (lambda t: "/gop-y/khong-phai-duong-dan/ban-sao/1",),
    "invited_act": (
        lambda t: "/gop-y/khong-phai-duong-dan/sua",
        lambda t: "/gop-y/khong-phai-duong-dan/xin-them-han",
        lambda t: "/gop-y/khong-phai-duong-dan/giu-nguyen",
    ),
    "tracking_calendar": (lambda t: t.calendar,),
    "tracking_feed": (lambda t: t.feed,),
    "inbox": (
        lambda t: "/viec",
        lambda t: "/viec?muc=cho",
        lambda t: "/viec?muc=uy-quyen&han=sap-den",
    ),
    "inbox_sheet": (lambda t: "/viec/bang.csv",),
    "requests": (lambda t: "/y-kien",),
    "asked_drafts": (lambda t: "/xin-y-kien/ban-nhap",),
    "ask_many": (lambda t: "/xin-y-kien/nhieu-ho-so",),
    "asked_many": (lambda t: "/xin-y-kien/nhieu-ho-so/00112233445566aa",),
    "case_grids": (lambda t: f"/ho-so/{t.code}/cau-hoi",),
    "request": (lambda t: f"/y-kien/{t.request}",),
    "request_compare": (lambda t: f"/y-kien/{t.request}/so-sanh?tu={t.file}&den={t.file}",),
    "request_file": (lambda t: f"/y-kien/{t.request}/tep/{t.file}",),
    "request_letter": (
        lambda t: f"/y-kien/{t.request}/van-ban/hoi",
        lambda t: f"/y-kien/{t.request}/van-ban/tra-loi",
    ),
    "request_act": tuple(
        lambda t, act=act: f"/y-kien/{t.request}/{act}"  # type: ignore[misc]
        for act in REQUEST_ACTS
    ),
    "request_message": tuple(
        lambda t, which=which: f"/y-kien/{t.request}/edxml/{which}"  # type: ignore[misc]
        for which in ("hoi", "tra-loi", "da-nhan", "no-such-message")
    ),
    "message_in": (lambda t: "/xin-y-kien/edxml",),
    "counter": (lambda t: "/tiep-nhan",),
    "counter_receipt": (lambda t: "/tiep-nhan/bien-nhan/nobody-has-this-nonce",),
    "counter_file": (lambda t: f"/tiep-nhan/{WORKFLOW}",),
    "search": (lambda t: "/tim", lambda t: "/tim?q=an+phu"),
    "case": (lambda t: f"/ho-so/{t.code}",),
    "case_compare": (
        lambda t: f"/ho-so/{t.code}/so-sanh?tu={t.file}",
        lambda t: f"/ho-so/{t.code}/so-sanh?tu=khong-co&den={t.file}",
    ),
    "case_file": (lambda t: f"/ho-so/{t.code}/tep/{t.file}",),
    "ballot_begin": (lambda t: f"/ho-so/{t.code}/lay-phieu/chuyen_nganh",),
    "ballot": (lambda t: "/lay-phieu/0000000000000000", lambda t: "/lay-phieu/zz"),
    "ballot_sheet": (lambda t: "/lay-phieu/0000000000000000/ket-qua",),
    "ballot_act": (lambda t: "/lay-phieu/0000000000000000/nhac",),
    "slip": (lambda t: "/phieu/0000000000000000", lambda t: "/phieu/zz"),
    "slip_paper": (lambda t: "/phieu/0000000000000000/van-ban",),
    "ballots": (lambda t: "/lay-phieu",),
    "slip_file": (lambda t: "/phieu/0000000000000000/tep/x",),
    "case_ask": (lambda t: f"/ho-so/{t.code}/lay-y-kien/chuyen_nganh",),
    "case_ledger": (lambda t: f"/ho-so/{t.code}/giai-trinh",),
    "case_synthesis": (lambda t: f"/ho-so/{t.code}/tong-hop",),
    "case_synthesis_file": tuple(
        lambda t, end=end: f"/ho-so/{t.code}/tong-hop.{end}"  # type: ignore[misc]
        for end in ("docx", "pdf", "json")
    ),
    "asked": (lambda t: "/xin-y-kien", lambda t: "/xin-y-kien?cua=don-vi"),
    "asked_file": (
        lambda t: "/xin-y-kien/bang.csv",
        lambda t: "/xin-y-kien/bang.xlsx?cua=don-vi",
    ),
    "overdue": (lambda t: "/xin-y-kien/qua-han",),
    "statistics": (
        lambda t: "/xin-y-kien/thong-ke",
        lambda t: "/xin-y-kien/thong-ke?tu=2026-01&den=9999-99&thu-tuc=x",
    ),
    "statistics_file": (
        lambda t: "/xin-y-kien/thong-ke.csv",
        lambda t: "/xin-y-kien/thong-ke.xlsx",
        lambda t: "/xin-y-kien/thong-ke.exe",
    ),
    "case_opinions_file": (lambda t: f"/ho-so/{t.code}/y-kien.csv",),
    "case_conversation": (
        lambda t: f"/ho-so/{t.code}/trao-doi/so-tu-phap",
        lambda t: f"/ho-so/{t.code}/trao-doi/no-such-unit",
    ),
    "away": (lambda t: "/y-kien/vang-mat",),
    "standing": (lambda t: "/y-kien/y-kien-chung",),
    "standing_new": (lambda t: "/y-kien/y-kien-chung/moi/so-tu-phap/khong-co/khong-co",),
    "standing_one": (lambda t: "/y-kien/y-kien-chung/00112233445566aa",),
    "request_stages": (lambda t: "/y-kien/cac-buoc",),
    "requests_many": (lambda t: "/y-kien/tra-loi-nhieu",),
    "case_outward": (lambda t: f"/ho-so/{t.code}/dua-ra-ngoai",),
    "case_round": (lambda t: f"/ho-so/{t.code}/dot/{t.round}",),
    "case_round_act": tuple(
        lambda t, act=act: f"/ho-so/{t.code}/dot/{t.round}/{act}"  # type: ignore[misc]
        for act in ("da-xem", "dong", "mo-lai", "hoi-lai", "huy-hoi-lai", "no-such-act")
    ),
    "case_earlier": (lambda t: f"/ho-so/{t.code}/y-kien-truoc/chuyen_nganh",),
    "case_unneeded": (lambda t: f"/ho-so/{t.code}/khong-can-hoi/chuyen_nganh",),
    "case_unasked": (lambda t: f"/ho-so/{t.code}/tu-cho-y-kien/chuyen_nganh",),
    "case_secret": (lambda t: f"/ho-so/{t.code}/ma-bi-mat",),
    "case_hand_over": (lambda t: f"/ho-so/{t.code}/ban-giao",),
    "case_act": tuple(
        lambda t, act=act: f"/ho-so/{t.code}/{act}"  # type: ignore[misc]
        for act in ("propose", "supplement", "extend", "sign", "no-such-act")
    ),
    "stuck": (lambda t: "/quan-tri/ton-dong",),
    "administration": (lambda t: "/quan-tri",),
    "administration_procedures": (lambda t: "/quan-tri/thu-tuc",),
    "administration_definition": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/1",),
    "administration_definition_file": tuple(
        lambda t, end=end: f"/quan-tri/thu-tuc/{WORKFLOW}/1.{end}"  # type: ignore[misc]
        for end in ("yaml", "docx", "pdf", "svg", "bpmn", "scxml")
    ),
    "administration_import": (lambda t: "/quan-tri/thu-tuc/nhap",),
    "drafts": (lambda t: "/quan-tri/du-thao",),
    "drafts_new": (lambda t: "/quan-tri/du-thao/moi",),
    "drafts_audit": (lambda t: "/quan-tri/du-thao/nhat-ky.csv",),
    "draft": (lambda t: t.draft,),
    "draft_seen": (lambda t: f"{t.draft}/xem",),
    "draft_canvas": (lambda t: f"{t.draft}/ve",),
    "draft_try": (lambda t: f"{t.draft}/thu",),
    "draft_tests": (lambda t: f"{t.draft}/kiem-thu",),
    "procedure_delete": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/1/xoa",),
    "draft_compare": (lambda t: f"{t.draft}/doi-chieu/0",),
    "draft_propose": (lambda t: f"{t.draft}/de-nghi",),
    "draft_proposal": (lambda t: f"{t.draft}/ban-hanh",),
    "draft_forms": (lambda t: f"{t.draft}/bieu-mau",),
    "draft_form": (
        lambda t: f"{t.draft}/bieu-mau/states/submitted",
        lambda t: f"{t.draft}/bieu-mau/states/submitted/actions/receive",
    ),
    "draft_add": (lambda t: f"{t.draft}/them/states",),
    "procedure_edit": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/sua",),
    "procedure_versions": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/cac-ban",),
    "procedure_compare": (
        lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/so-sanh",
        lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/so-sanh?tu=1&den=1",
    ),
    "procedure_go_back": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/1/lay-lai",),
    "administration_units": (lambda t: "/quan-tri/don-vi",),
    "administration_unit": (lambda t: "/quan-tri/don-vi/so-xay-dung",),
    "administration_enter": (lambda t: "/quan-tri/don-vi/so-xay-dung/them-nguoi",),
    "administration_appoint": (lambda t: "/quan-tri/don-vi/so-xay-dung/bo-nhiem",),
    "administration_people": (
        lambda t: "/quan-tri/can-bo",
        lambda t: "/quan-tri/can-bo?q=nguyen",
    ),
    "administration_person": (lambda t: "/quan-tri/can-bo/ha.nguyen",),
    "administration_close": (lambda t: "/quan-tri/can-bo/ha.nguyen/dong",),
    "administration_reopen": (lambda t: "/quan-tri/can-bo/ha.nguyen/mo-lai",),
    "administration_password": (lambda t: "/quan-tri/can-bo/ha.nguyen/mat-khau",),
    "administration_end": (lambda t: "/quan-tri/chuc-vu/ha.nguyen.1/ket-thuc",),
    "administration_delegate": (lambda t: "/quan-tri/chuc-vu/ha.nguyen.1/uy-quyen",),
    "administration_revoke": (lambda t: "/quan-tri/uy-quyen/khoa.nguyen.1.1/ket-thuc",),
    "administration_committees": (lambda t: "/quan-tri/uy-ban",),
    "administration_seat": (lambda t: "/quan-tri/uy-ban/ubnd-tinh/thanh-vien",),
    "administration_assistants": (
        lambda t: "/quan-tri/uy-ban/ubnd-tinh/thanh-vien/dat.duong/giup-viec",
    ),
    "administration_unseat": (
        lambda t: "/quan-tri/uy-ban/ubnd-tinh/thanh-vien/dat.duong/ket-thuc",
    ),
    "administration_try": (
        lambda t: f"/quan-tri/thu?procedure={WORKFLOW}&version=1",
        lambda t: "/quan-tri/thu",
        lambda t: "/quan-tri/thu?draft=1",
    ),
    "administration_try_letter": (lambda t: "/quan-tri/thu/van-ban",),
    "administration_replay": (lambda t: f"/quan-tri/thu/dien-lai?procedure={WORKFLOW}&version=1",),
    "migrations": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban",),
    "migration_plan": (
        lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/ke-hoach",
        lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/ke-hoach?tu=1&den=2&cach=keep",
    ),
    "migration": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/1",),
    "migration_progress": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/1/tien-do",),
    "migration_undo_all": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/1/dua-ve",),
    "migration_undo": (lambda t: f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban/1/dot/0/dua-ve",),
    "api_requests": (
        lambda t: "/api/1/requests?side=body",
        lambda t: "/api/1/requests?side=asker&after=zz",
    ),
    "api_request": (lambda t: f"/api/1/requests/{t.request}", lambda t: "/api/1/requests/zz"),
    "api_request_file": (lambda t: f"/api/1/requests/{t.request}/files/{t.file}",),
    "api_take_note": (lambda t: f"/api/1/requests/{t.request}/take-note",),
    "api_opinion": (lambda t: f"/api/1/requests/{t.request}/opinion",),
    "api_extension": (lambda t: f"/api/1/requests/{t.request}/extension",),
    "api_correction": (lambda t: f"/api/1/requests/{t.request}/correction",),
    "api_extension_answer": (lambda t: f"/api/1/requests/{t.request}/extension-answer",),
    "api_reminder": (lambda t: f"/api/1/requests/{t.request}/reminder",),
    "api_withdrawal": (lambda t: f"/api/1/requests/{t.request}/withdrawal",),
    "api_comparison": (
        lambda t: f"/api/1/requests/{t.request}/comparison?from={t.file}&to={t.file}",
    ),
    "api_closing": (lambda t: f"/api/1/cases/{t.code}/consultations/{t.round}/closing",),
    "api_consultations": (lambda t: f"/api/1/cases/{t.code}/consultations",),
    "api_askable": (lambda t: f"/api/1/cases/{t.code}/askable",),
    "api_description": (lambda t: "/api/1/openapi.json",),
    "administration_calendar": (lambda t: "/quan-tri/lich", lambda t: "/quan-tri/lich?nam=2027"),
}


def paths(things: Things, routes: Any = ADDRESSES) -> Iterator[tuple[str, str]]:
    """Give each route with each of its addresses."""
    for route in routes:
        for filled in ADDRESSES[route]:
            yield route, filled(things)


def routes_of(house: House) -> set[str]:
    """Return the names of all routes that there are."""
    registered = house.app.registry.introspector.get_category("routes") or ()
    return {each["introspectable"]["name"] for each in registered}


def views_of(house: House) -> list[dict[str, Any]]:
    """Return every view of a route: name, methods, permission, CSRF."""
    found = []
    for each in house.app.registry.introspector.get_category("views"):
        view = each["introspectable"]
        if not view["route_name"]:
            continue
        related = [r["value"] for r in each["related"] if r.category_name == "permissions"]
        methods = view["request_methods"]
        found.append(
            {
                "route": view["route_name"],
                "name": view["callable"].__name__,
                "methods": (methods,) if isinstance(methods, str) else tuple(methods or ()),
                "permission": related[0] if related else None,
                "csrf": view.get("require_csrf"),
            }
        )
    return found


def takes_posts(view: dict[str, Any]) -> bool:
    """Say whether a view answers anything but reading."""
    return not view["methods"] or bool(set(view["methods"]) - {"GET", "HEAD"})


def requests_about(house: House, code: str) -> list[str]:
    """Return the ids of what bodies were asked about a case."""

    def found(root: Any) -> list[str]:
        acting = system(house.office, root, house.now)
        asked: list[Request] = [
            request
            for consultation in acting.root.consultations.of_case(case_of(root, code).key)
            for unit in consultation.units
            if (request := consultation.request_to(unit))
        ]
        return [each.id for each in asked]

    return house.do(found)  # type: ignore[no-any-return]
