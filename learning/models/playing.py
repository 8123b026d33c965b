"""How far a learner is in the middle of a content, so that she goes on there. What she reached is a record."""

from __future__ import annotations

from django.db import models

from learning.models.people import Learner

LARGEST = 64 * 1024


class PlayState(models.Model):
    """What a player wants to remember of her, as it wrote it. ``content`` is a stable key, ``version`` its edition.

    ``invalidate`` says that it means nothing to another edition.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="play_states")
    content = models.UUIDField()
    version = models.PositiveIntegerField()
    data_id = models.CharField(max_length=64)
    sub_content = models.CharField(max_length=64, default="0")
    data = models.TextField()
    invalidate = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "content", "data_id", "sub_content"], name="one_play_state_per_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content} {self.data_id}"

    def for_edition(self, version: int) -> str:
        """What the player of an edition is given: it begins anew where the state is of another."""
        return "RESET" if self.invalidate and self.version != version else self.data
