"""What can go wrong with the city API.

CityError
├── CityUnavailable      no connection, too slow, 5xx, circuit open: try again later
│   └── CityNonsense     an answer that the contract does not allow (HTML, wrong shape)
├── FeedExpired          the transit timetable has ended
├── NotFound             404
├── Conflict             409: the slot has just been taken
└── Rejected             any other 4xx, with the city's own words in `detail`
"""
from __future__ import annotations


class CityError(Exception):
    """Any failure of a call to the city; `detail` is the city's own sentence, or empty."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class CityUnavailable(CityError):
    """The city cannot answer now."""


class CityNonsense(CityUnavailable):
    """The answer does not follow the contract."""


class FeedExpired(CityError):
    """The transit feed has no service any more."""


class NotFound(CityError):
    """No such thing in this city."""


class Conflict(CityError):
    """Taken by someone else meanwhile."""


class Rejected(CityError):
    """The city refuses the call as it is."""
