"""Filing, stepping, answering: one writer, one commit each (goals P1, P2, P3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import mean

from bench import journey
from bench.journey import LETTERS, Leg
from bench.province import Province, Writer
from bench.raw import Raw
from bench.sizes import Sizes
from bench.tables import Table, at_least, at_most, middle
from bench.timing import Timing
from bench.written import Written, average, largest, last_commit
from motcua.cases.content import Case

FILING, FILING_NEW = "filing", "filing, three new files"
STEP, PLAIN, LETTER = "step", "step without a letter", "step with a letter"
ASKING, ANSWER = "asking 1 or 4 bodies", "answer"
WORKER = "filing away, per write"
KINDS = (FILING, FILING_NEW, STEP, PLAIN, LETTER, ASKING, ANSWER)

SHARES = {FILING: 0.35, STEP: 0.50, ANSWER: 0.40}
OBJECTS = {FILING: 14.0, STEP: 8.0}
BYTES = {FILING: 8000.0, STEP: 2500.0, ANSWER: 4000.0}
PEERS = {FILING: (("Plone", 23, 35),), STEP: (("Plone", 143, 9), ("Django/PostgreSQL", 246, 4))}
"""What others did of it in a second where raw commits were RAW_THEN, and the multiple wanted."""
RAW_THEN = 2629


@dataclass
class Round:
    """One round of journeys: what each kind of write took, beside the raw rate."""

    raws: list[Timing] = field(default_factory=list)
    fives: Timing = field(default_factory=Timing)
    """Commits of five small objects, as many as a step changes."""
    timings: dict[str, Timing] = field(default_factory=lambda: defaultdict(Timing))

    @property
    def raw(self) -> float:
        """Return the raw rate of this round, measured before, in the middle and after."""
        return mean(each.rate for each in self.raws)

    def share(self, kind: str) -> float:
        """Return the rate of ``kind`` as a share of the raw rate of the same round."""
        return self.timings[kind].rate / self.raw


@dataclass
class Walking:
    """Journeys of several cases side by side; after each leg the worker files away.

    In production the worker does that every second, so trays hold what the
    last second has brought; here it holds what one leg of all cases brings.
    """

    province: Province
    writer: Writer
    count: bool = False
    """Whether commits are read again afterwards, which takes time of its own."""
    commits: dict[str, list[Written]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.papers = journey.three_papers(self.writer)

    def round(self, journeys: int, raw: Raw, raw_commits: int) -> Round:
        """Walk so many cases from filing to result, between two rounds of raw commits."""
        found = Round()
        found.raws.append(raw.commits(raw_commits // 3))
        cases = [self._timed(found, (FILING,), self._filing) for _each in range(journeys)]
        for _each in range(max(journeys // 4, 1)):
            self._timed(found, (FILING_NEW,), self._filing_new)
        self._file_away(found)
        found.raws.append(raw.commits(raw_commits // 3))
        for number, leg in journey.deeds():
            for case in cases:
                self._timed(found, kinds_of(leg), journey.deed(self.writer, case, number, leg))
            self._file_away(found)
        found.raws.append(raw.commits(raw_commits // 3))
        found.fives = raw.commits(raw_commits // 3, objects=5)
        return found

    def _filing(self) -> Case:
        return journey.filed(self.writer, self.papers)

    def _filing_new(self) -> Case:
        return journey.filed_with_new_files(self.writer)

    def _timed(self, found: Round, kinds: tuple[str, ...], deed: Callable[[], object]) -> Case:
        timing = Timing()
        with timing.one():
            done = self.writer.do(deed)
        for kind in kinds:
            _add(found.timings[kind], timing)
            if self.count:
                self.commits[kind].append(last_commit(self.province.database.storage))
        return done  # type: ignore[return-value]

    def _file_away(self, found: Round) -> None:
        with found.timings[WORKER].one():
            self.province.file_away()
        if self.count:
            self.commits[WORKER].append(last_commit(self.province.database.storage))
        self.writer.again()


def _add(total: Timing, one: Timing) -> None:
    total.times += one.times
    total.wall += one.wall
    total.cpu += one.cpu
    total.each += one.each


def kinds_of(leg: Leg) -> tuple[str, ...]:
    """Return under which kinds a leg counts."""
    if leg.kind == "step":
        return STEP, LETTER if leg.what in LETTERS else PLAIN
    return (ASKING,) if leg.kind == "ask" else (ANSWER,)


def measured(province: Province, raw: Raw, sizes: Sizes) -> tuple[list[Round], Walking]:
    """Walk one round to count what is written, and further rounds to take the time."""
    writer = province.writer()
    walking = Walking(province, writer, count=True)
    journey.walked(writer, journey.filed(writer, walking.papers))  # the first of each letter
    province.file_away()
    writer.again()
    walking.round(sizes.journeys, raw, 3)
    walking.count = False
    rounds = [
        walking.round(sizes.journeys, raw, sizes.raw_commits) for _each in range(sizes.rounds)
    ]
    writer.close()
    return rounds, walking


def shares_table(rounds: list[Round], walking: Walking, raw: Raw) -> Table:
    """Rates and shares."""
    table = Table(
        "Writing: rates beside the raw commit rate, FileStorage, one writer (P1, P2, P3)",
        ("operation", "per second", "share of raw", "goal", "CPU ms", "p50 ms", "peers, same raw"),
    )
    rate = middle(each.raw for each in rounds)
    cpu = middle(one.cpu_ms for each in rounds for one in each.raws)
    table.row("raw: one small object", rate, 1.0, "", cpu, 1000 / rate, "")
    five = middle(each.fives.rate for each in rounds)
    share = middle(each.fives.rate / each.raw for each in rounds)
    cpu = middle(each.fives.cpu_ms for each in rounds)
    table.row("raw: five small objects", five, share, "", cpu, 1000 / five, "")
    for kind in KINDS:
        share = middle(each.share(kind) for each in rounds)
        table.row(
            kind,
            middle(each.timings[kind].rate for each in rounds),
            share,
            at_least(share, SHARES[kind]) if kind in SHARES else "",
            middle(each.timings[kind].cpu_ms for each in rounds),
            middle(1000 * middle(each.timings[kind].each) for each in rounds),
            _peers(kind, share),
        )
    _remark_worker(table, rounds)
    table.remark(
        "A step is who acts, who may see, guards, machine, clocks, journal, lists, alarms, mails, "
        "and one commit.  Peers: their rates of 2026-11-21, scaled by the raw rate."
    )
    return table


def _remark_worker(table: Table, rounds: list[Round]) -> None:
    writes = sum(
        rounds[0].timings[kind].times for kind in (FILING, FILING_NEW, STEP, ASKING, ANSWER)
    )
    cpu = middle(1000 * each.timings[WORKER].cpu / writes for each in rounds)
    table.remark(
        f"Not in these rates: what the worker files away afterwards, {cpu:.2f} CPU ms per write."
    )


def _peers(kind: str, share: float) -> str:
    return "; ".join(
        f"{share * RAW_THEN / rate:.1f} × {name} ({at_least(share * RAW_THEN / rate, times)})"
        for name, rate, times in PEERS.get(kind, ())
    )


def bytes_table(walking: Walking) -> Table:
    """Objects and bytes, which do not depend on the machine."""
    table = Table(
        "Writing: objects and bytes of one commit (P1, P2, P3)",
        ("operation", "objects", "goal", "bytes", "goal ", "heaviest, bytes of each"),
    )
    for kind in KINDS:
        objects, size = average(walking.commits[kind])
        table.row(
            kind,
            objects,
            at_most(objects, OBJECTS[kind]) if kind in OBJECTS else "",
            size,
            at_most(size, BYTES[kind]) if kind in BYTES else "",
            largest(walking.commits[kind]),
        )
    filings = walking.commits[WORKER]
    writes = sum(len(walking.commits[kind]) for kind in KINDS if kind != STEP)
    objects = sum(each.objects for each in filings) / writes
    size = sum(each.bytes for each in filings) / writes
    table.row("later, by the worker, per write", objects, "", size, "", largest(filings))
    table.remark("Bytes are those of pickles; FileStorage adds 42 for an object.")
    return table


def tables(province: Province, raw: Raw, sizes: Sizes) -> list[Table]:
    """Measure, and return both tables."""
    rounds, walking = measured(province, raw, sizes)
    return [shares_table(rounds, walking, raw), bytes_table(walking)]
