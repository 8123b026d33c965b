"""Quizzes on paper: what was printed for a class, and what two people read on each sheet. No picture of it is kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import codes
from assessments.models import QuestionVersion, Quiz
from learning.models.classes import Cohort, Enrolment


class PaperQuiz(models.Model):
    """One booklet for a class. Its id was made with the form, and decides which questions were drawn and their order.

    ``versions`` pins the questions. ``placement`` is the key of the module or course whose quiz it is; ``origin`` and
    ``destination`` are for whom it was drawn, empty where people come from several places.
    """

    id = models.UUIDField(primary_key=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="papers")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    placement = models.UUIDField()
    language = models.CharField(max_length=10)
    origin = models.CharField(max_length=3, blank=True)
    destination = models.CharField(max_length=3, blank=True)
    versions = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField()
    anonymous = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def mark(self) -> str:
        """What booklet and sheets are marked with, so that they are not taken for those of another."""
        return codes.class_code(self.id.bytes)


class PaperSheet(models.Model):
    """One answer sheet: of a person in the class, or of nobody. ``number`` counts from 1."""

    paper = models.ForeignKey(PaperQuiz, on_delete=models.CASCADE, related_name="sheets")
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.CASCADE, related_name="paper_sheets")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6, unique=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_sheet_per_number"),
            models.UniqueConstraint(fields=["paper", "enrolment"], name="one_sheet_per_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def attempt_id(self) -> uuid.UUID:
        """The id of the attempt it becomes, if it is somebody's."""
        return uuid.uuid5(self.paper_id, self.code)


class PaperEntry(models.Model):
    """What one person read on a sheet: by version the marks of each line, in the shape of ``assessments.paper.marks``.

    Emptied when the sheet is counted: then the answers are an attempt's, or nobody's.
    """

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "place"], name="one_entry_per_place"),
            models.UniqueConstraint(fields=["sheet", "entered_by"], name="two_people_enter_a_sheet"),
            models.CheckConstraint(condition=models.Q(place__in=[1, 2]), name="a_sheet_is_entered_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}"


class PaperCorrection(models.Model):
    """One question of an entry that was put right, and why. Of sheets without names only the reason is kept."""

    class Reason(models.TextChoices):
        TYPED = "typed", _("A slip in typing")
        LINE = "line", _("The wrong line or the wrong sheet")
        FAINT = "faint", _("The mark is faint or was changed")

    entry = models.ForeignKey(PaperEntry, on_delete=models.CASCADE, related_name="corrections")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    was = models.JSONField()
    becomes = models.JSONField()
    reason = models.CharField(max_length=10, choices=Reason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry} {self.version_id}"


class PaperTally(models.Model):
    """How many sheets of nobody say so: of one question, ``answer`` is a verdict or the key of an option."""

    paper = models.ForeignKey(PaperQuiz, on_delete=models.CASCADE, related_name="tallies")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=36)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "version", "answer"], name="one_paper_tally_per_answer")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.answer}: {self.count}"
