"""The overnight winter parking ban."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from city_api import clock, params
from city_api.models import ParkingNight, ParkingSeason
from city_api.models.base import in_season, local

NOON = time(12)


def ban(request, lang) -> dict:
    """GET parking-ban: the night that begins on a day."""
    day = params.day(request, "date", clock.today())
    season = ParkingSeason.objects.order_by("pk").first()
    night = ParkingNight.objects.filter(pk=day).first()
    starts, ends = _hours(day, season) if season else (None, None)
    banned = night.banned if night else _undecided(day, season)
    return {
        "date": day.isoformat(),
        "banned": banned,
        "starts_at": None if banned is False else clock.iso(starts),
        "ends_at": None if banned is False else clock.iso(ends),
        "decided_at": clock.iso(night.decided_at) if night else None,
        "note": (local(night, "note", lang) if night else _waiting(day, season, banned)) or None,
    }


def _hours(day: date, season: ParkingSeason) -> tuple[datetime, datetime]:
    """A ban that starts before noon starts on the morning after the evening."""
    starts = clock.at(day + timedelta(days=season.starts < NOON), season.starts)
    return starts, clock.at(day + timedelta(days=1), season.ends)


def _undecided(day: date, season: ParkingSeason | None) -> bool | None:
    """Nobody has decided: outside the season parking is allowed, within it nothing is known."""
    if season and in_season(f"{day:%m-%d}", season.season_from, season.season_to):
        return None
    return False


def _waiting(day: date, season: ParkingSeason | None, banned: bool | None) -> str:
    if banned is None and season and clock.now() < clock.at(day, season.decided_by):
        return _("The decision is taken by %(time)s.") % {"time": f"{season.decided_by:%H:%M}"}
    return ""
