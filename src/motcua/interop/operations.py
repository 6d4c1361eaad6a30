"""The one table of this face: every address, what it takes and what it gives."""

from __future__ import annotations

from motcua.interop import about_cases, asked
from motcua.interop.openapi import description
from motcua.interop.operation import Operation

PREFIX = "/api/1"
SIDES = {"type": "string", "enum": ["body", "asker"], "description": "Whose lists."}
OF = {
    "type": "string",
    "enum": ["own", "unit"],
    "description": "Of the asking side: one's own cases, or all of the units one reads.",
}
AFTER = {"type": "string", "maxLength": 64, "description": "Where the page before ended."}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listRequests",
        "api_requests",
        "GET",
        "/requests",
        "What waits for an answer of one's units (side=body), or of those one has asked "
        "(side=asker), the nearest limit first.",
        asked.requests,
        gives="Requests",
        asks={"side": SIDES, "of": OF, "after": AFTER},
        needs=frozenset({"side"}),
    ),
    Operation(
        "readRequest",
        "api_request",
        "GET",
        "/requests/{request}",
        "Everything the asked body sees of one request, and the answers this reader may read.",
        asked.one,
        gives="Request",
    ),
    Operation(
        "readFile",
        "api_request_file",
        "GET",
        "/requests/{request}/files/{file}",
        "A file around a request: shown to the body, or given by it.",
        asked.file,
    ),
    Operation(
        "takeNote",
        "api_take_note",
        "POST",
        "/requests/{request}/take-note",
        "Confirm for the body that the request has come; the asker sees it.",
        asked.take_note,
        gives="Request",
    ),
    Operation(
        "giveOpinion",
        "api_opinion",
        "POST",
        "/requests/{request}/opinion",
        "Give the body's official word: it cannot be taken back, only corrected on the page.",
        asked.give,
        gives="Request",
        takes="Opinion",
        status=201,
    ),
    Operation(
        "askForTime",
        "api_extension",
        "POST",
        "/requests/{request}/extension",
        "Ask for more time; the limit stands until it is granted.",
        asked.extend,
        gives="Request",
        takes="Extension",
    ),
    Operation(
        "readConsultations",
        "api_consultations",
        "GET",
        "/cases/{code}/consultations",
        "The consultation file of a case, with digests.",
        about_cases.file,
        gives="ConsultationFile",
    ),
    Operation(
        "ask",
        "api_consultations",
        "POST",
        "/cases/{code}/consultations",
        "Ask units for their opinion, all at once or none.",
        about_cases.ask,
        gives="Asked",
        takes="Asking",
        status=201,
    ),
    Operation(
        "readAskable",
        "api_askable",
        "GET",
        "/cases/{code}/askable",
        "What may be asked on a case now, of whom, and until when they would have time.",
        about_cases.askable,
        gives="Askable",
    ),
    Operation(
        "describe",
        "api_description",
        "GET",
        "/openapi.json",
        "This description.",
        lambda request, sent: description(OPERATIONS, PREFIX),
        gives="Description",
        open=True,
    ),
)
