"""The face for citizens and enterprises: find a procedure, file, follow, receive.

Every page works without a script, on a telephone 320 px wide, for a visitor
who is nobody in particular.  Whoever shows the code and the secret of a case is
its applicant for as long as the pass lasts that :mod:`passes` makes of them;
what they may then see and do is said by ``cases`` and by nobody here.

* :mod:`home`, :mod:`procedures`: what can be done here, and what it takes;
* :mod:`filing`, :mod:`receipt`: the form that a definition makes, and what one
  takes home;
* :mod:`lookup`, :mod:`tracking`, :mod:`acts`: where a case is, and what the
  applicant must or may do about it;
* :mod:`opinions`: the public record of a consultation, and the applicant's reply;
* :mod:`invited`, :mod:`invited_answer`: somebody outside who is asked by a link for
  an opinion;
* :mod:`feeds`, :mod:`files`: the same for calendars and readers, and the papers.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.pages.faces import Entry, Face
from motcua.words import _

FACE = Face(
    id="portal",
    title=_("Online public services"),
    prefix="/",
    citizen=True,
    style="portal.css",
    entries=(
        Entry(_("Procedures"), "/thu-tuc"),
        Entry(_("Track a case"), "/tra-cuu"),
    ),
)

ROUTES = (
    ("home", "/"),
    ("procedures", "/thu-tuc"),
    ("procedure", "/thu-tuc/{procedure}"),
    ("file_online", "/thu-tuc/{procedure}/nop"),
    ("receipt", "/bien-nhan/{nonce}"),
    ("lookup", "/tra-cuu"),
    ("lookup_scanned", "/tra-cuu/{code}/{secret}"),
    ("tracking", "/theo-doi/{pass}"),
    ("tracking_act", "/theo-doi/{pass}/viec/{action}"),
    ("tracking_pieces", "/theo-doi/{pass}/bo-sung/{piece}"),
    ("tracking_file", "/theo-doi/{pass}/tep/{file}"),
    ("tracking_opinions", "/theo-doi/{pass}/y-kien"),
    ("tracking_opinion_file", "/theo-doi/{pass}/y-kien/tep/{file}"),
    ("public_opinions_file", "/cong-khai/{code}.json"),
    ("public_opinions_letter", "/cong-khai/{code}/van-ban"),
    ("public_opinions_paper", "/cong-khai/{code}/tep/{file}"),
    ("public_opinions", "/cong-khai/{code}"),
    ("invited_thanks", "/gop-y"),
    ("invited", "/gop-y/{link}"),
    ("invited_file", "/gop-y/{link}/tep/{file}"),
    ("invited_copy", "/gop-y/{link}/ban-sao/{version}"),
    ("invited_act", "/gop-y/{link}/{act}"),
    ("tracking_calendar", "/lich/{pass}.ics"),
    ("tracking_feed", "/tin/{pass}.atom"),
)


def includeme(config: Configurator) -> None:
    """Open the portal."""
    config.add_face(FACE)
    for name, path in ROUTES:
        config.add_route(name, path)
    config.include("motcua.portal.lookup")
    config.include("motcua.portal.invited")
    config.scan("motcua.portal")
