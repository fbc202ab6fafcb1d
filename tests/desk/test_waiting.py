"""A person is promised only when one can be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from desk import config, holding, waiting
from desk.models import Handoff
from django.utils import timezone

from cities import current as current_module
from tests.support.assistant import ROOT

pytestmark = pytest.mark.django_db
MONTREAL = ZoneInfo("America/Toronto")


@pytest.fixture
def office_hours(monkeypatch):
    """The demonstration's own hours: Monday to Friday."""
    monkeypatch.setenv("CITY_PROFILE", str(ROOT / "cities/rivemont.yml"))
    current_module.current.cache_clear()
    config.settings.cache_clear()


def test_nobody_at_the_desk_nobody_promised():
    assert waiting.promise().why == "nobody"


@pytest.mark.parametrize(("presence", "here"), [("phone", True), ("away", True), ("available", False)])
def test_an_agent_who_is_not_free_is_not_promised(make_agent, presence, here):
    make_agent("camille", presence=presence, here=here)
    assert waiting.promise().why == "nobody"


def test_an_agent_whose_desk_was_closed_a_minute_ago_does_not_count(make_agent):
    agent = make_agent("camille")
    type(agent).objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    assert not waiting.promise().promised


def test_a_free_agent_is_promised(camille):
    promise = waiting.promise()
    assert (promise.promised, promise.position) == (True, 1)
    assert promise.minutes == 1.0


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ((2026, 11, 23, 10, 0), None),  # a Monday
        ((2026, 11, 23, 7, 0), "closed"),
        ((2026, 11, 22, 10, 0), "closed"),  # a Sunday
        ((2026, 6, 24, 10, 0), "closed"),  # the national holiday, a Wednesday
        ((2026, 12, 25, 10, 0), "closed"),
    ],
)
def test_desk_hours_and_holidays(office_hours, camille, moment, why):
    assert waiting.promise(datetime(*moment, tzinfo=MONTREAL)).why == why


def test_past_the_citys_limit_a_message_is_taken(camille, waiting):
    from desk import waiting as queue

    taken = [waiting() for _ in range(2)]
    for handoff in taken:  # two places an agent: all are taken
        holding.claim(handoff, camille)
    measured(minutes=30)
    assert queue.promise().why == "long"


def test_the_wait_follows_what_was_measured(camille, waiting):
    from desk import waiting as queue

    for _ in range(2):
        holding.claim(waiting(), camille)
    measured(minutes=4)
    first = queue.promise()
    waiting()
    second = queue.promise()
    assert first.promised and second.position == 2
    assert second.minutes - first.minutes == pytest.approx(2.0)  # four minutes, two places


def measured(minutes: float) -> None:
    """Past conversations that lasted so long."""
    from desk.models import Conversation

    for number in range(5):
        begun = timezone.now() - timedelta(hours=2, minutes=number)
        Handoff.objects.create(
            key=f"past-{minutes}-{number}",
            conversation=Conversation.objects.create(sender=f"past-{minutes}-{number}"),
            kind="live",
            reason="asked",
            state="closed",
            created_at=begun,
            claimed_at=begun + timedelta(seconds=30),
            closed_at=begun + timedelta(seconds=30, minutes=minutes),
        )


def test_a_crisis_goes_first(waiting):
    from desk import waiting as queue

    first, crisis = waiting(), waiting(reason="crisis")
    assert list(queue.positions()) == [crisis.pk, first.pk]


def test_messages_left_are_not_in_the_line(waiting):
    from desk import waiting as queue

    waiting(kind="message")
    assert queue.promise().position == 1
