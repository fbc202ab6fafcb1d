"""Fields and checks that several themes share."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

month_day = RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", _("Write month and day as MM-DD."))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekdays(value: str) -> None:
    """Refuse anything but day names separated by commas. Raises ValidationError."""
    if not value or set(value.split(",")) - set(WEEKDAYS):
        raise ValidationError(_("Write days as mon,tue,wed,thu,fri,sat,sun."))


def clock_times(value: str) -> None:
    """Refuse anything but times HH:MM separated by commas. Raises ValidationError."""
    for part in value.split(","):
        RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d$", _("Write times as 09:00,09:30."))(part)


class DaysField(models.CharField):
    """Day names separated by commas: `mon,wed`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 27)
        super().__init__(*args, **kwargs)
        self.validators.append(weekdays)


class MonthDayField(models.CharField):
    """A day of every year, `MM-DD`; blank when there is no bound."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 5)
        super().__init__(*args, **kwargs)
        self.validators.append(month_day)


class Touched(models.Model):
    """A row that knows when it last changed."""

    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        abstract = True


def in_season(day: str, first: str, last: str) -> bool:
    """Tell whether `MM-DD` lies between two others, which may wrap around New Year; blank bounds hold always."""
    first, last = first or "01-01", last or "12-31"
    return first <= day <= last if first <= last else day >= first or day <= last


def local(row, name: str, lang: str) -> str:
    """Return a row's text in a language, or in the other one when it is blank: `local(item, "name", "en")`."""
    other = "fr" if lang == "en" else "en"
    return getattr(row, f"{name}_{lang}") or getattr(row, f"{name}_{other}")


def lines(text: str) -> list[str]:
    """Split a text kept one entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
