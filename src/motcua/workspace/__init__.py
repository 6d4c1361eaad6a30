"""The face of officials: what waits for me, the case, the answer.

* :mod:`inbox` is *Việc của tôi*: work lists in the order of time left, read a
  page at a time; :mod:`lines` says what one line shows, :mod:`choosing` what a
  filter in the address means, :mod:`sheet` writes a list as a table file;
* :mod:`case` is the page of a case, with :mod:`timing`, :mod:`story` (the
  journal in words) and :mod:`values` (what was filled in); :mod:`acts` is the
  page of one action, :mod:`hand_over` gives a case to a colleague;
* :mod:`counter` takes cases in for applicants, :mod:`lost_secret` gives them a
  new secret;
* :mod:`asking` asks other bodies, :mod:`opinion` is the asked body's page;
  :mod:`request_act` is the page of whatever else is done with a request, as
  :mod:`request_acts` and :mod:`inside_acts` list it, with the fields of
  :mod:`request_fields`;
* :mod:`inside` and :mod:`passing` are the asked body's own work,
  :mod:`standing` its standing opinions, :mod:`away` who is absent;
* :mod:`explaining` is the ledger of remarks and :mod:`synthesis` the official table
  and its files;
* :mod:`unneeded` records that nobody needs to be asked;
* :mod:`rounds` closes a round of opinions, opens it again, asks again;
* :mod:`messages` gives requests and opinions out as edXML and takes such messages in;
* :mod:`ballot_begin` asks the members of a committee, :mod:`ballots` is the secretary's
  agenda, :mod:`ballot` the screen of one ballot, :mod:`slip` the member's;
* :mod:`record` holds the pages of how opinions come on paper, unasked or by the
  dozen, and of what of them leaves the office;
* :mod:`overview` is what one asks of others over all one's cases, and a body's
  requests step by step; :mod:`overdue` what was not answered in time,
  :mod:`statistics` how bodies answer, :mod:`conversation` what one body was asked
  about a case and said;
* :mod:`search` finds cases, :mod:`files` gives out papers, :mod:`comparing` shows what
  changed in the words of one, :mod:`stuck` shows
  what could not be sent or done.

A page checks a form, calls one action, answers.  What somebody may see or do
is asked of ``cases`` and ``consultations`` and decided by nobody here.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.pages.faces import Entry, Face
from motcua.permissions import Permission
from motcua.words import _

FACE = Face(
    id="workspace",
    title=_("Motcua"),
    prefix="/viec",
    also=("/ho-so", "/tiep-nhan", "/y-kien", "/xin-y-kien", "/tim", "/phieu", "/lay-phieu"),
    entries=(
        Entry(_("My work"), "/viec", Permission.WORK),
        Entry(_("Opinions asked of us"), "/y-kien", Permission.WORK),
        Entry(_("Opinions we ask for"), "/xin-y-kien", Permission.WORK),
        Entry(_("Counter"), "/tiep-nhan", Permission.CASE_FILE),
        Entry(_("Cases"), "/tim", Permission.WORK),
    ),
    search="/tim",
    style="workspace.css",
    script="workspace.js",
)

ROUTES = (
    ("inbox", "/viec"),
    ("inbox_sheet", "/viec/bang.csv"),
    ("requests", "/y-kien"),
    ("asked", "/xin-y-kien"),
    ("asked_file", "/xin-y-kien/bang.{format}"),
    ("overdue", "/xin-y-kien/qua-han"),
    ("message_in", "/xin-y-kien/edxml"),
    ("statistics", "/xin-y-kien/thong-ke"),
    ("statistics_file", "/xin-y-kien/thong-ke.{format}"),
    ("asked_drafts", "/xin-y-kien/ban-nhap"),
    ("ask_many", "/xin-y-kien/nhieu-ho-so"),
    ("asked_many", "/xin-y-kien/nhieu-ho-so/{many}"),
    ("case_grids", "/ho-so/{code}/cau-hoi"),
    ("request_stages", "/y-kien/cac-buoc"),
    ("requests_many", "/y-kien/tra-loi-nhieu"),
    ("away", "/y-kien/vang-mat"),
    ("standing", "/y-kien/y-kien-chung"),
    ("standing_new", "/y-kien/y-kien-chung/moi/{unit}/{procedure}/{template}"),
    ("standing_one", "/y-kien/y-kien-chung/{standing}"),
    ("request", "/y-kien/{request}"),
    ("request_compare", "/y-kien/{request}/so-sanh"),
    ("request_file", "/y-kien/{request}/tep/{file}"),
    ("request_letter", "/y-kien/{request}/van-ban/{letter}"),
    ("request_message", "/y-kien/{request}/edxml/{message}"),
    ("request_act", "/y-kien/{request}/{act}"),
    ("counter", "/tiep-nhan"),
    ("counter_receipt", "/tiep-nhan/bien-nhan/{nonce}"),
    ("counter_file", "/tiep-nhan/{procedure}"),
    ("search", "/tim"),
    ("case", "/ho-so/{code}"),
    ("case_compare", "/ho-so/{code}/so-sanh"),
    ("case_file", "/ho-so/{code}/tep/{file}"),
    ("case_ledger", "/ho-so/{code}/giai-trinh"),
    ("case_synthesis", "/ho-so/{code}/tong-hop"),
    ("case_synthesis_file", "/ho-so/{code}/tong-hop.{format}"),
    ("case_opinions_file", "/ho-so/{code}/y-kien.{format}"),
    ("case_conversation", "/ho-so/{code}/trao-doi/{unit}"),
    ("case_outward", "/ho-so/{code}/dua-ra-ngoai"),
    ("case_unasked", "/ho-so/{code}/tu-cho-y-kien/{template}"),
    ("case_earlier", "/ho-so/{code}/y-kien-truoc/{template}"),
    ("case_unneeded", "/ho-so/{code}/khong-can-hoi/{template}"),
    ("case_round", "/ho-so/{code}/dot/{round}"),
    ("case_round_act", "/ho-so/{code}/dot/{round}/{act}"),
    ("case_ask", "/ho-so/{code}/lay-y-kien/{template}"),
    ("ballot_begin", "/ho-so/{code}/lay-phieu/{template}"),
    ("case_hand_over", "/ho-so/{code}/ban-giao"),
    ("case_secret", "/ho-so/{code}/ma-bi-mat"),
    ("slip", "/phieu/{slip}"),
    ("slip_file", "/phieu/{slip}/tep/{file}"),
    ("slip_paper", "/phieu/{slip}/van-ban"),
    ("ballots", "/lay-phieu"),
    ("ballot", "/lay-phieu/{ballot}"),
    ("ballot_sheet", "/lay-phieu/{ballot}/ket-qua"),
    ("ballot_act", "/lay-phieu/{ballot}/{act}"),
    ("case_act", "/ho-so/{code}/{action}"),
    ("stuck", "/quan-tri/ton-dong"),
)


def includeme(config: Configurator) -> None:
    """Open the workspace."""
    config.add_face(FACE)
    for name, path in ROUTES:
        config.add_route(name, path)
    config.scan("motcua.workspace")
