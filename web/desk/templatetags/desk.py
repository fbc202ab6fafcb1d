"""Filters of the desk's templates."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from cities.formats import day_text, time_text
from desk import texts

register = template.Library()
CHANNELS = {"web": "Web", "rest": "REST", "messenger": "Messenger", "facebook": "Messenger"}


@register.filter
def channel(name: str) -> str:
    """A channel's name."""
    return CHANNELS.get(name, name)


@register.filter
def topic(name: str) -> str:
    """A topic as people name it, in the reader's language."""
    return texts.topic_label(name, _language())


@register.filter
def moment(at: datetime) -> str:
    """The hour; with the day before it when that is not today."""
    local = timezone.localtime(at)
    hour = time_text(local, _language())
    today = local.date() == timezone.localdate()
    return hour if today else f"{day_text(local.date(), _language())}, {hour}"


@register.filter
def before(text: str) -> str:
    """What stands before the first colon."""
    return text.partition(":")[0]


@register.filter
def after(text: str) -> str:
    """What stands after the first colon."""
    return text.partition(":")[2]


def _language() -> str:
    return "en" if get_language() == "en" else "fr"
