"""Chores that one process at a time does."""

from django.db import models


class Duty(models.Model):
    """A chore and until when one process has it."""

    name = models.CharField(max_length=32, primary_key=True)
    until = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return self.name
