"""Telling what a replay found: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from motcua.rehearsals import consulted
from motcua.rehearsals.replay import Compared, Hindrance, Played, Replay
from motcua.words import Sentence, _, translate


def summary(found: Replay) -> list[Sentence]:
    """Return what a replay found, in a few sentences."""
    before, after = found.share(after=False), found.share(after=True)
    facts = {
        "played": str(len(found.faithful)),
        "different": str(len(found.different)),
        "first": found.period.first,
        "last": found.period.last,
    }
    told: list[Sentence] = [
        _(
            "${played} cases filed from ${first} to ${last} were played; for ${different} of them"
            " something would have been different.",
            mapping=facts,
        ),
        _(
            "Finished in time: ${before} as it was, ${after} under this text.",
            mapping={"before": _share(before), "after": _share(after)},
        ),
    ]
    told += consulted.told(found)
    if found.unfaithful:
        number = str(len(found.unfaithful))
        told.append(
            _(
                "${n} cases cannot be played as they were, and are left out.",
                mapping={"n": number},
            )
        )
    if not found.is_whole:
        told.append(_("There are more cases in this period than were played."))
    return told


def _share(counted: tuple[int, int]) -> Sentence:
    in_time, ended = counted
    if not ended:
        return _("none finished")
    facts = {"percent": str(round(100 * in_time / ended)), "in": str(in_time), "of": str(ended)}
    return _("${percent} % (${in} of ${of})", mapping=facts)


def differences(each: Compared, names: Mapping[str, Sentence]) -> Iterator[Sentence]:
    """Go through what would have been different for one case."""
    yield from map(_hindered, each.after.hindrances)
    if each.after.wanting:
        wanting = list(each.after.wanting)
        yield _("Would have been asked as well: ${list}.", mapping={"list": wanting})
    if each.due_moved:
        yield _(
            "Due ${after} instead of ${before}.",
            mapping={"before": _limit(each.before), "after": _limit(each.after)},
        )
    if each.before.standing.state != each.after.standing.state:
        yield _(
            "At “${after}” instead of “${before}”.",
            mapping={"before": each.before.standing.title, "after": each.after.standing.title},
        )
    yield from _people(each, names)
    yield from consulted.differences(each, names)


def _hindered(hindrance: Hindrance) -> Sentence:
    facts = {
        "at": hindrance.at,
        "who": hindrance.who,
        "what": hindrance.what,
        "why": hindrance.why.sentence,
    }
    return _("${at}, ${who}: “${what}” would not have been possible.  ${why}", mapping=facts)


def why_left_out(each: Compared) -> list[Sentence]:
    """Return why a case cannot be played as it was, as far as it can be told."""
    if each.before.hindrances:
        return [_hindered(each.before.hindrances[0])]
    facts = {"played": each.before.standing.title, "really": each.really}
    return [_("Played, it stands at “${played}”; really at “${really}”.", mapping=facts)]


def _people(each: Compared, names: Mapping[str, Sentence]) -> Iterator[Sentence]:
    for said, found in (
        (ASKED_MORE, each.asked_more),
        (ASKED_LESS, each.asked_less),
        (TOLD_MORE, each.told_more),
        (TOLD_LESS, each.told_less),
    ):
        if found:
            listed = [names.get(one, one) for one in sorted(found)]
            yield _("${what}: ${list}.", mapping={"what": said, "list": listed})


ASKED_MORE = _("Also asked for an opinion")
ASKED_LESS = _("Not asked for an opinion")
TOLD_MORE = _("Also told")
TOLD_LESS = _("Not told")


def _limit(played: Played) -> Sentence:
    limit = played.standing.limit
    return limit if limit else _("no limit")  # type: ignore[return-value]


def as_lines(replays: Iterable[Replay], language: str) -> str:
    """Return replays as people read them."""
    return "\n".join(line for each in replays for line in _lines(each, language))


def _lines(found: Replay, language: str) -> Iterator[str]:
    yield f"{found.procedure}: {translate(found.title, language)}"
    for sentence in summary(found):
        yield f"  {translate(sentence, language)}"
    for each in found.different:
        yield f"  {each.code}"
        for said in differences(each, found.names):
            yield f"    {translate(said, language)}"
    for each in found.unfaithful:
        left_out = translate(_("cannot be played as it was"), language)
        yield f"  {each.code}  ({left_out})"
        for said in why_left_out(each):
            yield f"    {translate(said, language)}"


def as_json(replays: Iterable[Replay], language: str) -> str:
    """Return replays for a program."""
    return json.dumps([_told(each, language) for each in replays], ensure_ascii=False, indent=2)


def _told(found: Replay, language: str) -> dict[str, object]:
    before, after = found.share(after=False), found.share(after=True)
    return {
        "procedure": found.procedure,
        "from": found.period.first.isoformat(),
        "until": found.period.last.isoformat(),
        "played": len(found.faithful),
        "whole": found.is_whole,
        "in_time": {"before": before[0], "after": after[0]},
        "finished": {"before": before[1], "after": after[1]},
        "asked": _asked(found),
        "left_out": [each.code for each in found.unfaithful],
        "different": [
            {
                "case": each.code,
                "due": {"before": _iso(each.before), "after": _iso(each.after)},
                "state": {
                    "before": each.before.standing.state,
                    "after": each.after.standing.state,
                },
                "differences": [
                    translate(said, language) for said in differences(each, found.names)
                ],
            }
            for each in found.different
        ],
    }


def _asked(found: Replay) -> dict[str, object]:
    sums = consulted.consulted(found)
    return {
        "before": sums.before,
        "after": sums.after,
        "more": dict(sums.more),
        "less": dict(sums.less),
        "broken": [
            {
                "case": code,
                "unit": each.unit,
                "due": each.due.isoformat(),
                "before": each.before.isoformat() if each.before else "",
                "beyond": each.is_beyond,
            }
            for code, each in sums.broken
        ],
    }


def _iso(played: Played) -> str:
    return played.standing.limit.isoformat() if played.standing.limit else ""
