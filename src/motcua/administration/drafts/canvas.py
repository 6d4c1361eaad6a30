"""The canvas: a draft's picture, in which steps are added and ways are drawn.

The picture is made of the text whenever it is asked for, and every deed in it
is a change of the text through ``workflows/editing``: nothing of the picture
is ever stored.  What the canvas cannot do (conditions, letters, limits) is
done in the forms and in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.csrf import get_csrf_token
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, Refusal
from motcua.administration.drafts import EDIT, TEMPLATES
from motcua.administration.drafts.editor import draft_of, seen_number
from motcua.pages.forms import tried
from motcua.storage.folding import fold
from motcua.words import Sentence, _, translate
from motcua.workflows import drafting, drafts, editing
from motcua.workflows.content import Draft
from motcua.workflows.definition import BACK, SAME, Action, Definition, State
from motcua.workflows.editing import Path
from motcua.workflows.graph import Arrow, Graph, written_arrows
from motcua.workflows.problems import Problem

CONFLICT = 409

WORDS: Mapping[str, Sentence] = {
    "nothing": _("Choose a step or a way to see what can be done with it."),
    "open": _("Open in the form"),
    "rename": _("Change the name"),
    "remove": _("Remove"),
    "draw": _("Draw a way from here"),
    "kept": _("Saved in the draft."),
    "lost": _("This did not reach the server. Try it again, or open the page anew."),
}


class NotDrawn(Refusal):
    """What was sent is no deed of the canvas."""


@dataclass(frozen=True)
class Way:
    """An arrow of the picture."""

    id: str
    arrow: Arrow
    kind: str
    """``action``; or ``auto``, ``late``, ``back``, which are changed in the forms."""


@view_config(
    route_name="draft_canvas",
    request_method="GET",
    permission=EDIT,
    renderer=TEMPLATES + "canvas.pt",
)
def canvas(request: Request) -> dict[str, Any] | Response:
    """The page; the same address gives the picture to the script of the page."""
    draft = draft_of(request)
    if "application/json" in request.headers.get("Accept", ""):
        return _answer(request, drawn(request, draft))
    found = drafts.reading(request.acting, draft.text, draft.base, draft.procedure).definition
    return {
        "title": draft.title,
        "editor": request.route_path("draft", draft=draft.number),
        "address": request.path,
        "token": get_csrf_token(request),
        "words": {id: translate(said, request.locale_name) for id, said in WORDS.items()},
        "parts": [(id, role.title) for id, role in found.roles.items()] if found else [],
    }


@view_config(route_name="draft_canvas", request_method="POST", permission=EDIT)
def change(request: Request) -> Response:
    """Do one deed of the canvas; a refusal says why, and shows the picture as it is."""
    draft, seen = draft_of(request), seen_number(request)
    told = {name: str(value).strip() for name, value in request.POST.items()}
    refusal = tried(request, lambda: _do(request.acting, draft, told, seen, request.locale_name))
    if refusal is not None:
        said = {
            "sentence": translate(refusal.sentence, request.locale_name),
            "way_out": translate(refusal.way_out, request.locale_name),
        }
        return _answer(request, {**drawn(request, draft), **said}, CONFLICT)
    return _answer(request, drawn(request, draft))


def _answer(request: Request, found: dict[str, Any], status: int = 200) -> Response:
    return Response(json_body=found, status=status, content_type="application/json")


# ---- the picture -----------------------------------------------------------------------------


def drawn(request: Request, draft: Draft) -> dict[str, Any]:
    """Return the picture of a draft as the script draws it, with what is wrong in the text."""
    language = request.locale_name
    reading = drafts.reading(request.acting, draft.text, draft.base, draft.procedure)
    rules = reading.definition
    wrong = _wrong(rules, reading.problems) if rules else frozenset()
    return {
        "revision": draft.current,
        "can_undo": bool(draft.present.parent),
        "can_redo": bool(draft.undone),
        "states": _drawn_states(draft, rules, wrong, language) if rules else [],
        "ways": [_way(draft, each, rules, language) for each in ways(rules)] if rules else [],
        "problems": [_problem(each, language) for each in reading.problems],
    }


def _drawn_states(
    draft: Draft, rules: Definition, wrong: frozenset[str], language: str
) -> list[dict[str, Any]]:
    return [_state(draft, each, wrong, language) for each in rules.states.values()]


def _form(draft: Draft, *place: str) -> str:
    """Return where a step, or an action of it, is changed in a form."""
    return f"/quan-tri/du-thao/{draft.number}/bieu-mau/states/{'/actions/'.join(place)}"


def _wrong(rules: Definition, problems: Iterable[Problem]) -> frozenset[str]:
    """Return the states in whose lines of the text an error stands."""
    begins = sorted((line, path) for path, line in rules.lines.items() if path.count(".") < 2)
    found = set()
    for problem in problems:
        index = bisect_right(begins, (problem.line, chr(0x10FFFF))) - 1
        if problem.is_error and index >= 0:
            found.add(begins[index][1].removeprefix("states."))
    return frozenset(found)


def _state(draft: Draft, state: State, wrong: frozenset[str], language: str) -> dict[str, Any]:
    marks = {
        "start": state.start,
        "final": bool(state.final),
        state.final or "running": True,
        "auto": bool(state.auto),
        "paused": state.clock == "paused",
        "wrong": state.id in wrong,
    }
    return {
        "id": state.id,
        "title": translate(state.title, language) or state.id,
        "marks": [mark for mark, holds in marks.items() if holds],
        "about": "; ".join(translate(each, language) for each in _about(state)),
        "form": _form(draft, state.id),
    }


def _about(state: State) -> Iterator[Sentence]:
    if state.within:
        yield _("within ${term}", mapping={"term": state.within.said})
    for action in state.actions:
        if action.anywhere or action.to in (SAME, state.id):
            yield action.title


def _way(draft: Draft, way: Way, rules: Definition, language: str) -> dict[str, Any]:
    node = way.arrow.node
    by = node.by if isinstance(node, Action) else ()
    roles = [rules.roles[each].title if each in rules.roles else each for each in by]
    return {
        "id": way.id,
        "from": way.arrow.start,
        "to": way.arrow.end,
        "kind": way.kind,
        "action": getattr(node, "id", ""),
        "title": translate(getattr(node, "title", ""), language),
        "about": ", ".join(translate(each, language) for each in roles),
        "form": _form(draft, way.arrow.start, *([node.id] if isinstance(node, Action) else [])),
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    said = _("Line ${line}: ${problem}", mapping={"line": problem.line, "problem": problem.said})
    return {"level": problem.level, "said": translate(said, language), "line": problem.line}


def ways(rules: Definition) -> Iterator[Way]:
    """Go through the arrows of the picture; ``back`` is drawn to where it may lead.

    What stays at a step leads nowhere, and what is possible nearly everywhere
    would hide the rest: the steps themselves tell of both.
    """
    graph = Graph(rules)
    for state in rules.states.values():
        for number, arrow in enumerate(written_arrows(state)):
            if getattr(arrow.node, "anywhere", False):
                continue
            is_back = arrow.end == BACK
            for end in graph.origins[state.id] if is_back else (arrow.end,):
                if end in rules.states and end != state.id:
                    drawn = Arrow(state.id, end, arrow.node)
                    kind = "back" if is_back else arrow.kind
                    yield Way(f"{state.id}.{number}.{end}", drawn, kind)


# ---- the deeds -------------------------------------------------------------------------------


def _do(acting: Acting, draft: Draft, told: Mapping[str, str], seen: int, language: str) -> None:
    deed = told.get("op", "")
    if deed in ("undo", "redo"):
        (drafting.undo if deed == "undo" else drafting.redo)(acting, draft, seen)
        return
    if deed not in DEEDS:
        raise NotDrawn(_("This cannot be done on the canvas."), _("Open the page anew."))
    drafting.save(acting, draft, DEEDS[deed](draft.text, told, language), seen)


def _add(text: str, told: Mapping[str, str], language: str) -> str:
    title = _title(told)
    within = {"within": told["within"]} if told.get("within") else {}
    return editing.add_state(text, _id(text, title), {language: title}, **within)


def _connect(text: str, told: Mapping[str, str], language: str) -> str:
    title = _title(told)
    fields = {"title": {language: title}, "by": told.get("by", ""), "to": told.get("to", "")}
    return editing.add_action(text, told.get("state", ""), _id(text, title), **fields)


def _retarget(text: str, told: Mapping[str, str], language: str) -> str:
    return editing.put(text, (*_known(text, told), "to"), told.get("to", ""))


def _rename(text: str, told: Mapping[str, str], language: str) -> str:
    return editing.put(text, (*_known(text, told), "title", language), _title(told))


def _remove(text: str, told: Mapping[str, str], language: str) -> str:
    return editing.remove(text, _place(told))


DEEDS: Mapping[str, Callable[[str, Mapping[str, str], str], str]] = {
    "add": _add,
    "connect": _connect,
    "retarget": _retarget,
    "rename": _rename,
    "remove": _remove,
}


def _place(told: Mapping[str, str]) -> Path:
    """Return where the chosen step, or the chosen action of it, stands in the text."""
    state = ("states", told.get("state", ""))
    return (*state, "actions", told["action"]) if told.get("action") else state


def _known(text: str, told: Mapping[str, str]) -> Path:
    """Return the same place, which must be there: what is changed is not made."""
    editing.place(text, _place(told))
    return _place(told)


def _title(told: Mapping[str, str]) -> str:
    title = " ".join(told.get("title", "").split())
    if not title:
        raise NotDrawn(_("A step and a way need a name."), _("Say what it is called."))
    return title


def _id(text: str, title: str) -> str:
    """Return an id that is nowhere in the text yet, made of the words of a title."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_") or "buoc"
    if not words[0].isalpha():
        words = f"b_{words}"
    id, number = words[:40], 1
    while re.search(rf"\b{re.escape(id)}\b", text):
        number += 1
        id = f"{words[:36]}_{number}"
    return id
