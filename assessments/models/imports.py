"""What is kept of question files that came in: each question of them, what became of it, and what stood here before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Topic
from core.stores import private_storage


class QuestionImport(models.Model):
    """A file with questions: kept as it came, looked through, perhaps taken, perhaps undone.

    ``fault`` is why a file was refused: ``reason`` and ``what``. ``moved`` is the key of a question that somebody
    changed between the look and the taking. ``done`` counts questions, of ``found`` once that is known.
    """

    class State(models.TextChoices):
        LOOKING = "looking", _("Being looked through")
        REFUSED = "refused", _("Refused")
        LOOKED = "looked", _("Looked through")
        TAKING = "taking", _("Being taken over")
        TAKEN = "taken", _("Taken over")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    name = models.CharField(max_length=200)
    file = models.FileField(storage=private_storage, upload_to="questions/in/")
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    fault = models.JSONField(default=dict)
    moved = models.CharField(max_length=50, blank=True)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("file of questions")

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.LOOKING, self.State.TAKING, self.State.UNDOING)


class ImportLine(models.Model):
    """One question of a file. ``before`` and ``after`` are contents, as ``exchange.rows`` keeps them.

    ``before`` is missing where nothing stood here, ``after`` is empty where the question is refused.

    ``notes`` are reasons and remarks, each with the words it is about: ``[code, words]``.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("As it is here")
        REFUSED = "refused", _("Refused")

    class Fate(models.TextChoices):
        OPEN = "", _("Not taken yet")
        WRITTEN = "written", _("Written, not published yet")
        PUBLISHED = "published", _("Published")
        HELD = "held", _("Held by review: kept, not asked yet")
        BACK = "back", _("As before")
        LEFT = "left", _("Changed since, and left")

    received = models.ForeignKey(QuestionImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    key = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=100)
    outcome = models.CharField(max_length=10, choices=Outcome)
    notes = models.JSONField(default=list)
    before = models.JSONField(null=True)
    after = models.JSONField(default=dict)
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.OPEN, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["received", "number"], name="one_import_line_per_number")]

    def __str__(self) -> str:
        return self.title
