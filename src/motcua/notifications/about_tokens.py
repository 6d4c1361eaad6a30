"""The mail about a new access token: its owner learns of it, also where it was not them."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory, tokens
from motcua.people.events import TokenMade
from motcua.words import Sentence, _

KIND = "mail about a token"
"""Under which the due queue knows whose new token is to be told of."""
FACTS = frozenset(["name", "program", "until", "rights", "link"])
"""What the mail may name."""
MAIL = "token_made"
PAGE = "/tai-khoan/ma-truy-cap"


def made(acting: Acting, event: TokenMade) -> None:
    """Have the owner told, by the worker."""
    acting.root.due_queue.put(acting.now, KIND, event.token.person.encode(), event.token.id)


def write(acting: Acting, subject: bytes, token_id: str) -> None:
    """Write the mail that was promised; of a token that is ended already nothing is told."""
    person = directory.person(acting.root, subject.decode())
    found = [each for each in tokens.of_person(acting.root, person.id) if each.id == token_id]
    if not found or person.is_disabled:
        return
    token = found[0]
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    facts: dict[str, Sentence] = {
        "name": person.name,
        "program": token.name,
        "until": token.until,  # type: ignore[dict-item]
        "rights": _("it also does things") if token.writes else _("it reads only"),
        "link": f"{address}{PAGE}",
    }
    tell(acting, [Recipient(person.email)], MAIL, facts, event=token.id)
