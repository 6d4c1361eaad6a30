"""Where the pages of the workspace are.

Written without looking anything up, because a list has an address in every
line; the routes in ``__init__`` say the same.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode


def case(code: str) -> str:
    """Return the address of a case."""
    return f"/ho-so/{quote(code, safe='')}"


def act(code: str, action: str) -> str:
    """Return the address at which an action is taken."""
    return f"{case(code)}/{quote(action, safe='')}"


def case_file(code: str, document: str) -> str:
    """Return the address of a file of the dossier."""
    return f"{case(code)}/tep/{document}"


def compare(code: str, before: str, after: str = "") -> str:
    """Return where two versions of a paper are compared; with the newest, where none is named."""
    return with_query(f"{case(code)}/so-sanh", {"tu": before, "den": after})


def compare_asked(id: str, before: str, after: str) -> str:
    """Return where two documents around a request are compared."""
    return with_query(f"{request(id)}/so-sanh", {"tu": before, "den": after})


def ask(code: str, template: str, draft: str = "") -> str:
    """Return the address at which opinions are asked; of a draft, where one is named."""
    return with_query(f"{case(code)}/lay-y-kien/{quote(template, safe='')}", {"nhap": draft})


def grids(code: str) -> str:
    """Return the address of bodies × questions."""
    return f"{case(code)}/cau-hoi"


ASKED_DRAFTS = "/xin-y-kien/ban-nhap"
"""Where sendings stand that are prepared and not sent."""
ASK_MANY = "/xin-y-kien/nhieu-ho-so"
"""Where one question is put about many cases."""


def asked_many(id: str) -> str:
    """Return the address of what became of a question about many cases."""
    return f"{ASK_MANY}/{id}"


def request(id: str) -> str:
    """Return the address of what a body was asked."""
    return f"/y-kien/{id}"


def away() -> str:
    """Return the address at which one says when one is away."""
    return "/y-kien/vang-mat"


def standing() -> str:
    """Return the address of the standing opinions of one's units."""
    return "/y-kien/y-kien-chung"


def standing_one(id: str) -> str:
    """Return the address of one standing opinion."""
    return f"{standing()}/{id}"


def standing_new(unit: str, procedure: str, template: str) -> str:
    """Return the address at which a standing opinion is written."""
    return f"{standing()}/moi/{quote(unit)}/{quote(procedure)}/{quote(template, safe='')}"


def request_act(id: str, act: str) -> str:
    """Return the address at which something is done with a request."""
    return f"/y-kien/{id}/{act}"


def request_file(id: str, document: str) -> str:
    """Return the address of a file that belongs to a request."""
    return f"/y-kien/{id}/tep/{document}"


def request_letter(id: str, letter: str) -> str:
    """Return the address of a letter about a request: ``hoi`` or ``tra-loi``."""
    return f"/y-kien/{id}/van-ban/{letter}"


def request_message(id: str, message: str) -> str:
    """Return the address of a message for another system: ``hoi``, ``tra-loi``, ``da-nhan``."""
    return f"/y-kien/{id}/edxml/{message}"


def round(code: str, consultation: str) -> str:
    """Return the address of one round of opinions about a case."""
    return f"{case(code)}/dot/{consultation}"


def round_act(code: str, consultation: str, act: str) -> str:
    """Return the address at which something is done with a round."""
    return f"{round(code, consultation)}/{act}"


def ledger(code: str) -> str:
    """Return the address at which remarks are answered."""
    return f"{case(code)}/giai-trinh"


def outward(code: str) -> str:
    """Return the address of what leaves the office of the opinions about a case."""
    return f"{case(code)}/dua-ra-ngoai"


def unasked(code: str, template: str) -> str:
    """Return the address at which a unit speaks up without being asked."""
    return f"{case(code)}/tu-cho-y-kien/{quote(template, safe='')}"


def unneeded(code: str, template: str) -> str:
    """Return the address at which it is recorded that nobody needs to be asked."""
    return f"{case(code)}/khong-can-hoi/{quote(template, safe='')}"


def earlier(code: str, template: str, **query: str) -> str:
    """Return the address at which an opinion of an earlier case is taken over."""
    return with_query(f"{case(code)}/y-kien-truoc/{quote(template, safe='')}", query)


def synthesis(code: str) -> str:
    """Return the address of the official table of opinions and answers."""
    return f"{case(code)}/tong-hop"


def synthesis_file(code: str, format: str) -> str:
    """Return the address of the same as a file: docx, pdf, json."""
    return f"{synthesis(code)}.{format}"


def opinions_file(code: str, format: str) -> str:
    """Return the address of what bodies said, as a table file: csv, xlsx."""
    return f"{case(code)}/y-kien.{format}"


def conversation(code: str, unit: str) -> str:
    """Return the address of what passed between the asker of a case and one body."""
    return f"{case(code)}/trao-doi/{quote(unit, safe='')}"


def begin_ballot(code: str, template: str) -> str:
    """Return the address at which the members of a committee are asked."""
    return f"{case(code)}/lay-phieu/{quote(template, safe='')}"


def ballot(id: str) -> str:
    """Return the address of a ballot's session."""
    return f"/lay-phieu/{id}"


def ballot_act(id: str, act: str) -> str:
    """Return the address at which something is done with a ballot, or its sheet."""
    return f"/lay-phieu/{id}/{act}"


def slip(id: str) -> str:
    """Return the address of a member's slip."""
    return f"/phieu/{id}"


def slip_paper(id: str) -> str:
    """Return the address of a member's slip as a paper."""
    return f"/phieu/{id}/van-ban"


def slip_file(id: str, document: str) -> str:
    """Return the address of a paper that the members may read."""
    return f"/phieu/{id}/tep/{document}"


def with_query(path: str, query: dict[str, str]) -> str:
    """Return ``path`` with those parts of ``query`` that say something."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path
