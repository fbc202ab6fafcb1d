"""Messenger's clock."""

from datetime import timedelta

import pytest
from desk import window
from desk.models import Conversation
from django.utils import timezone

CASES = [
    ("web", 400, True, True),
    ("messenger", 1, True, True),
    ("messenger", 23.9, True, True),
    ("messenger", 24.1, True, False),
    ("messenger", 167.9, True, False),
    ("messenger", 168.1, False, False),
]


@pytest.mark.parametrize(("channel", "hours", "is_open", "standard"), CASES)
def test_what_may_be_said_after_so_many_hours(channel, hours, is_open, standard):
    found = window.of(Conversation(channel=channel, citizen_at=timezone.now() - timedelta(hours=hours)))
    assert (found.open, found.standard) == (is_open, standard)


def test_nobody_is_written_to_who_never_wrote():
    assert not window.of(Conversation(channel="messenger")).open
