"""Writing a play down as a test: what was tried out is what is expected from now on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.rehearsals.happenings import Happening
from motcua.rehearsals.plays import Move, Play, Start
from motcua.rehearsals.wording import BLOCKS
from motcua.words import Sentence, translate
from motcua.workflows.definition import Definition
from motcua.workflows.wordlists import WORDS

PLAIN = re.compile(r"[^\W\d_][\w .\-/()]*|\d{1,2}/\d{1,2}/\d{4}(?: \d{2}:\d{2})?|\d+", re.UNICODE)
"""What may stand unquoted, also inside braces."""
NONE = {"vi": "không", "en": "none"}
Told = dict[str, Any]


def as_test(
    id: str, title: str, rules: Definition, play: Play, rounds: Sequence[Sequence[Happening]]
) -> str:
    """Return the play as one test of ``tests.yaml``, in the language of the procedure's keys."""
    return _Writing(rules.language).test(id, title, play, rounds)


class _Writing:
    def __init__(self, language: str):
        self.language = language

    def key(self, block: str, key: str) -> str:
        return BLOCKS[block][key] if self.language == "vi" else key

    def word(self, words: str, said: str) -> str:
        return WORDS[words].get(said, said) if self.language == "vi" else said

    def test(self, id: str, title: str, play: Play, rounds: Sequence[Sequence[Happening]]) -> str:
        head = {"title": title, **self.start(play.start)}
        lines = [f"{self.key('file', 'tests')}:", f"  {id}:"]
        lines += [f"    {self.key('test', name)}: {_flow(value)}" for name, value in head.items()]
        first = self.expected(rounds[0] if rounds else ())
        if first:
            lines.append(f"    {self.key('test', 'expect')}: {_flow(first)}")
        lines.append(f"    {self.key('test', 'steps')}:")
        for move, happened in zip(play.moves, rounds[1:], strict=False):
            lines.append(f"      - {_flow(self.step(move, happened))}")
        return "\n".join(lines) + "\n"

    def start(self, start: Start) -> Told:
        told: Told = {"begins": start.begins}
        told["by"] = self.word("parts", start.by)
        told["unit"] = start.unit
        told["channel"] = self.word("channels", start.channel)
        told["applicant"] = self.word("for", start.applicant)
        told["form"] = dict(start.form)
        told["papers"] = start.papers
        return _said(told)

    def step(self, move: Move, happened: Sequence[Happening]) -> Told:
        told = {
            "at": move.at,
            "who": self.word("parts", move.who),
            "does": move.does,
            "asks": move.asks,
            "answers": self.word("answers", move.answers),
            "more_time": move.more_time,
            "grants": move.grants,
            "withdraws": move.withdraws,
            "departs": move.departs,
            "hands_to": move.hands_to,
            "units": move.units,
            "form": dict(move.form),
            "papers": move.papers,
            "text": move.text,
            "expect": self.expected(happened),
        }
        return {self.key("step", name): value for name, value in _said(told).items()}

    def expected(self, happened: Sequence[Happening]) -> Told:
        """Return what came of one step, as what is expected from now on."""
        if not happened or happened[-1].standing is None:
            return {}
        last = happened[-1]
        standing = last.standing
        assert standing is not None
        refused = [self.sentence(each.why.sentence) for each in happened if each.why]
        told: Told = {
            "refused": refused[:1],
            "state": standing.state,
            "due": standing.due or NONE[self.language],
            "step_due": standing.step_due,
            "letter": [letter.id for each in happened for letter in each.letters],
            "notified": list(
                dict.fromkeys(
                    self.word("parts", told.part) for each in happened for told in each.notified
                )
            ),
            "silence": [each.unit for each in standing.asked if each.meaning],
        }
        return {self.key("expect", name): value for name, value in _said(told).items()}

    def sentence(self, sentence: Sentence) -> str:
        return translate(sentence, self.language)


def _said(told: Mapping[str, Any]) -> Told:
    return {name: value for name, value in told.items() if value not in ("", None, [], (), {})}


def _flow(value: Any) -> str:
    """Return a value as it stands in one line."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(str(k))}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        listed = [_flow(each) for each in value]
        return listed[0] if len(listed) == 1 else "[" + ", ".join(listed) + "]"
    return _text(str(value))


def _text(said: str) -> str:
    """Return a text, quoted where it would not be read as it stands."""
    fits = PLAIN.fullmatch(said) and said == said.strip()
    return said if fits else json.dumps(said, ensure_ascii=False)
