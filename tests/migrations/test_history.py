"""What a case's history says after it was brought over, to officials and to the applicant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.acting import Acting, Office
from motcua.cases import tracking
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.history import newest_first
from motcua.migrations.content import Before
from motcua.migrations.dates import RECOUNT
from motcua.migrations.fates import Judge, bring_back, bring_over
from motcua.migrations.ways import Ways, ways
from motcua.pages.speaking import Voice
from motcua.words import translate
from motcua.workflows import versions
from motcua.workspace.story import Teller
from tests.make import MONDAY, at
from tests.make_migrations import PROCEDURE, RENAMED, SHORTER, second

ACase = Callable[..., Case]
WEDNESDAY = datetime(2026, 11, 25, 9)


def over(acting: Acting, case: Case, mapping: dict[str, str]) -> tuple[Judge, Before]:
    two = (versions.definition(acting.root, PROCEDURE, number) for number in (1, 2))
    judge = Judge(acting, ways(*two, mapping), RECOUNT, "NĐ 99/2026")
    return judge, bring_over(judge, case, judge.fate(case), 1)


def story(acting: Acting, case: Case) -> list[str]:
    voice = Voice("vi", acting.now)
    teller = Teller(acting, voice, matter_of(acting, case).definition)
    lines = [teller.told(each) for each in newest_first(acting, case)]
    return [" | ".join(voice.say(each[k]) for k in ("what", "who", "why")) for each in lines]


def test_an_official_reads_from_where_to_where_until_when_and_why(
    administrator: Acting, root: Any, a_case: ACase
) -> None:
    second(root, *RENAMED, *SHORTER)
    acting, case = at(administrator, WEDNESDAY), a_case()
    judge, was = over(acting, case, {"processing": "examining"})
    first, *earlier = story(acting, case)
    assert first.startswith("Chuyển từ bản 1 sang bản 2 của quy trình | Linh")
    assert "bước Thẩm định → Thẩm tra · bước này đến 17:00 thứ Năm, 26/11" in first
    assert first.endswith("NĐ 99/2026")
    assert "Phân công → Thẩm định" in earlier[0], "what was done before is told as it was"
    bring_back(acting, judge.ways, case, was, "Nhầm", 1)
    assert "Đưa về từ bản 2 sang bản 1 của quy trình" in story(acting, case)[0]


def test_a_step_that_stayed_the_same_is_not_named(
    administrator: Acting, root: Any, a_case: ACase
) -> None:
    second(root)
    case = a_case()
    over(administrator, case, {})
    assert "→" not in story(administrator, case)[0]


def test_a_step_that_no_version_knows_is_told_by_its_id(
    administrator: Acting, root: Any, a_case: ACase
) -> None:
    second(root, *RENAMED)
    case = a_case()
    case.track.state = "lost"
    two = (versions.definition(root, PROCEDURE, number) for number in (1, 2))
    judge = Judge(administrator, Ways(*two, {"lost": "examining"}), RECOUNT)
    bring_over(judge, case, judge.fate(case), 1)
    assert "bước lost → Thẩm tra" in story(administrator, case)[0]


def test_the_applicant_still_reads_what_happened_before(
    administrator: Acting, office: Office, root: Any, a_case: ACase
) -> None:
    second(root, *RENAMED)
    case = a_case()
    over(administrator, case, {"processing": "examining"})
    applicant = Acting(office=office, root=root, now=MONDAY, applicant_of=case.id)
    happened = tracking.story(applicant, case).history
    said = [translate(each.what, "en") for each in happened]
    assert said[-1] == "Filed"
    assert "Processing" in said
