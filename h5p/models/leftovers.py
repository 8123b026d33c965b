"""Files that nothing names any more. They wait a while before they go: somebody may have the page open."""

from __future__ import annotations

from django.db import models


class Leftover(models.Model):
    """``name`` is of a file in the private storage; ``found_at`` when it was first seen that nothing names it."""

    name = models.CharField(max_length=200, unique=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["found_at"]

    def __str__(self) -> str:
        return self.name
