"""Filters of the desk's templates."""

from django import template
from django.utils.translation import get_language

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
    return texts.topic_label(name, "en" if get_language() == "en" else "fr")


@register.filter
def before(text: str) -> str:
    """What stands before the first colon."""
    return text.partition(":")[0]


@register.filter
def after(text: str) -> str:
    """What stands after the first colon."""
    return text.partition(":")[2]
