"""Dates, hours and amounts as they are written in Québec French and in Canadian English."""

from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_date, get_day_names
from babel.numbers import format_currency

from cities.hours import OpeningHours

LOCALES = {"fr": "fr_CA", "en": "en_CA"}
NBSP = "\u00a0"


def day_text(day: date, language: str, year: bool = False) -> str:
    """`mardi 24 novembre` or `Tuesday, November 24`; the first of a month is `1er` in French."""
    if language == "en":
        return format_date(day, "EEEE, MMMM d, y" if year else "EEEE, MMMM d", locale="en_CA")
    text = format_date(day, "EEEE d MMMM y" if year else "EEEE d MMMM", locale="fr_CA")
    return text.replace(" 1 ", " 1er ", 1) if day.day == 1 else text


def time_text(at: time | datetime, language: str) -> str:
    """`16 h 30`, `8 h` or `4:30 p.m.`, `8 a.m.`."""
    if language == "en":
        half = "a.m." if at.hour < 12 else "p.m."
        minutes = f":{at.minute:02}" if at.minute else ""
        return f"{at.hour % 12 or 12}{minutes}{NBSP}{half}"
    minutes = f"{NBSP}{at.minute:02}" if at.minute else ""
    return f"{at.hour}{NBSP}h{minutes}"


def moment_text(at: datetime, language: str, year: bool = False) -> str:
    """Day and hour together."""
    return f"{day_text(at.date(), language, year)}{', ' if language == 'en' else ' à '}{time_text(at, language)}"


def span_text(start: datetime, end: datetime, language: str) -> str:
    """From a moment to another, the day said once when it is the same."""
    if start.date() != end.date():
        joint = ("from {} to {}" if language == "en" else "du {} au {}")
        return joint.format(moment_text(start, language), moment_text(end, language))
    joint = "{}, from {} to {}" if language == "en" else "{}, de {} à {}"
    return joint.format(day_text(start.date(), language), time_text(start, language), time_text(end, language))


def money_text(amount: Decimal, language: str) -> str:
    """`3 250,00 $` or `$3,250.00`; whole dollars without cents."""
    text = format_currency(amount, "CAD", locale=LOCALES[language], currency_digits=True)
    text = text.replace("\u202f", NBSP)
    return text.replace(",00" if language == "fr" else ".00", "") if amount == amount.to_integral_value() else text


def hours_text(hours: OpeningHours, language: str) -> str | None:
    """A week's hours in one line, equal days together; None when unknown."""
    if hours.week is None:
        return None
    names = get_day_names("wide", locale=LOCALES[language])
    groups: list[tuple[list[int], str]] = []
    for day in sorted(hours.week):
        text = ", ".join(f"{time_text(a, language)}–{time_text(b, language)}" for a, b in hours.week[day])
        if groups and groups[-1][1] == text and groups[-1][0][-1] == day - 1:
            groups[-1][0].append(day)
        else:
            groups.append(([day], text))
    return "; ".join(f"{_days(days, names, language)} {text}" for days, text in groups if text)


def _days(days: list[int], names: dict[int, str], language: str) -> str:
    if len(days) == 1:
        return names[days[0]]
    joint = (" to " if language == "en" else " au ") if len(days) > 2 else (" and " if language == "en" else " et ")
    return f"{names[days[0]]}{joint}{names[days[-1]]}"


def percent_text(rate: Decimal, language: str) -> str:
    """`1,5 %` or `1.5%`, from a number of percent."""
    text = f"{rate.normalize():f}"
    return f"{text.replace('.', ',')}{NBSP}%" if language == "fr" else f"{text}%"


def clock_text(clock: str, language: str) -> str:
    """`HH:MM` as an hour of the day; 24:00 is midnight."""
    hour, _, minute = clock.partition(":")
    return time_text(time(int(hour) % 24, int(minute or 0)), language)
