"""Which content says in another language what another one says, and how far it had come. Holds no words."""

from __future__ import annotations

from django.db import models

from h5p.models.contents import Interactive


class Translation(models.Model):
    """``content`` was translated from ``of``, when ``of`` had come to the edition ``number``."""

    content = models.OneToOneField(Interactive, on_delete=models.CASCADE, related_name="translated")
    of = models.ForeignKey(Interactive, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["of", "language"]
        constraints = [
            models.UniqueConstraint(fields=["of", "language"], name="one_h5p_translation_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.of} → {self.language}"
