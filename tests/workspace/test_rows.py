"""A line of a list is kept set, and leads to what it was set for."""

from __future__ import annotations

from motcua.consultations.actions import withdraw
from tests.make_workspace import Workplace, request_of

OFFICER, POLICE = "ha.nguyen", "giang.hua"


def test_a_body_asked_again_at_the_same_moment_is_led_to_the_new_question(workplace: Workplace):
    code = workplace.tried()
    first = workplace.asked(code)
    assert workplace.seen_by(POLICE).get("/y-kien").html.select(f'a[href="/y-kien/{first}"]')
    workplace.do(OFFICER, lambda acting: withdraw(acting, request_of(acting, first), "Hỏi nhầm"))
    second = workplace.asked(code)
    page = workplace.seen_by(POLICE).get("/y-kien").html
    assert page.select(f'a[href="/y-kien/{second}"]')
    assert not page.select(f'a[href="/y-kien/{first}"]')
