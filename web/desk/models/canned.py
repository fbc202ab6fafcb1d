"""Replies that agents reuse."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CannedReply(models.Model):
    """A pair, French and English; {names} are filled when it is put in the answer."""

    shortcut = models.SlugField(_("shortcut"), max_length=40, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=120)
    text_fr = models.TextField(_("text in French"), max_length=1800)
    title_en = models.CharField(_("title in English"), max_length=120)
    text_en = models.TextField(_("text in English"), max_length=1800)

    class Meta:
        ordering = ["shortcut"]
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")

    def __str__(self) -> str:
        return self.shortcut
