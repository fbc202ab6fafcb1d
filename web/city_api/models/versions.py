"""Tells processes that data behind an in-memory index has changed."""

from django.db import models


class DataVersion(models.Model):
    """A mark that is drawn anew at each change of a set of rows."""

    name = models.CharField(max_length=40, primary_key=True)
    mark = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.name
