"""Home, courses, and the library of modules with their lessons. Pages never ask who is reading."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.fields import ChoiceListField
from core.models import Topic
from courses.authoring import panels
from courses.blocks import LessonStream, destination_choices
from courses.cast import CastStream
from courses.models.gate import Reviewed
from courses.models.vocabulary import Audience, GenderTag, SyllabusTopic, TranslationState
from courses.overlays import BadCorridor

ANYWHERE = "any-any"
RESERVED = frozenset({"card", "kit", "numbers"})  # pages of every corridor; see ``courses.urls``


class OwnAddress:
    """A page that stands directly under a corridor, and so must not take the address of another page there."""

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]
        if self.slug in RESERVED:  # type: ignore[attr-defined]
            taken = _(
                "“%(slug)s” is the address of a page that every country has. Choose another, such as “my-%(slug)s”."
            )
            raise ValidationError({"slug": ValidationError(taken, code="reserved", params={"slug": self.slug})})  # type: ignore[attr-defined]


class HomePage(Reviewed):
    """The front door in one language."""

    welcome = models.CharField(_("welcome"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursePage", "courses.ModuleLibraryPage"]
    edit_handler = panels.home()
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("welcome"),
        TranslatableField("introduction"),
    ]

    class Meta:
        verbose_name = _("home")

    def address(self) -> str:
        return f"/{self.locale.language_code}/"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.document import preview_home  # noqa: PLC0415 -- document reads these models

        return HttpResponse(preview_home(self))


class CoursePage(OwnAddress, Reviewed):
    """A course: modules in order, some for all, some by choice, some for one's destination."""

    summary = models.TextField(_("summary"))
    audience = models.CharField(_("for whom"), max_length=20, choices=Audience, default=Audience.TRAINEE)
    final_quiz = models.ForeignKey(
        "assessments.Quiz",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("final test"),
    )
    final_minutes = models.PositiveSmallIntegerField(_("minutes of the final test"), default=45)

    parent_page_types = ["courses.HomePage"]
    subpage_types: list[str] = []
    edit_handler = panels.course()
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("summary"),
        SynchronizedField("audience"),
        SynchronizedField("final_quiz"),
        SynchronizedField("final_minutes"),
        SynchronizedField("course_modules"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def address(self) -> str:
        return f"/{self.locale.language_code}/{ANYWHERE}/{self.slug}/"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.document import preview_course  # noqa: PLC0415 -- document reads these models

        return HttpResponse(preview_course(self))


class CourseModule(Orderable):
    """A module's place in a course. The module is named by its stable key, so every language shares the list."""

    class Kind(models.TextChoices):
        REQUIRED = "required", _("Required")
        ELECTIVE = "elective", _("By choice")
        OVERLAY = "overlay", _("About her destination")

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="course_modules")
    module = models.ForeignKey(
        "courses.ModulePage", on_delete=models.PROTECT, related_name="+", verbose_name=_("module")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REQUIRED)
    destinations = ChoiceListField(
        _("only for those who go to"),
        choices_of=destination_choices,
        help_text=_("None ticked means every destination."),
    )

    panels = [FieldPanel("module"), FieldPanel("kind"), FieldPanel("destinations")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["course", "module"], name="one_place_per_module")]

    def __str__(self) -> str:
        return f"{self.module} ({self.get_kind_display()})"


class ModuleLibraryPage(Reviewed):
    """Where all modules live, so that one module serves many courses without a copy."""

    max_count_per_parent = 1
    parent_page_types = ["courses.HomePage"]
    subpage_types = ["courses.ModulePage"]
    edit_handler = panels.library()
    admin_default_ordering = "path"
    translatable_fields = [TranslatableField("title")]

    class Meta:
        verbose_name = _("module library")

    def address(self) -> str:
        return f"/{self.locale.language_code}/"


class ModulePage(OwnAddress, Reviewed):
    """Lessons that belong together, and the quiz that closes them."""

    summary = models.TextField(_("summary"))
    key_message = models.CharField(_("key message"), max_length=200, blank=True)
    objectives = StreamField(
        [("objective", blocks.CharBlock(label=_("Objective"), max_length=250))],
        blank=True,
        verbose_name=_("what she can do afterwards"),
    )
    audiences = ChoiceListField(
        _("for whom"), choices_of=Audience, help_text=_("None ticked means people going abroad.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic")
    )
    sensitive = models.BooleanField(
        _("private"), default=False, help_text=_("Staff never see who has read it, how far, or when.")
    )
    quiz = models.ForeignKey(
        "assessments.Quiz", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("quiz")
    )

    parent_page_types = ["courses.ModuleLibraryPage"]
    subpage_types = ["courses.LessonPage"]
    edit_handler = panels.module()
    admin_default_ordering = "path"  # lessons as trainees meet them
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("summary"),
        TranslatableField("key_message"),
        TranslatableField("objectives"),
        SynchronizedField("audiences"),
        SynchronizedField("prerequisites"),
        SynchronizedField("minutes"),
        SynchronizedField("topic"),
        SynchronizedField("sensitive"),
        SynchronizedField("quiz"),
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def address(self) -> str:
        return f"/{self.locale.language_code}/{ANYWHERE}/{self.slug}/"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.document import preview_module  # noqa: PLC0415 -- document reads these models

        return HttpResponse(preview_module(self))


class Prerequisite(Orderable):
    """A module to be done before another. Named by its stable key, so every language shares the list."""

    page = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="prerequisites")
    module = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("module"))

    panels = [FieldPanel("module")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "module"], name="one_place_per_prerequisite")]

    def __str__(self) -> str:
        return str(self.module)


class LessonPage(Reviewed):
    """Three to seven minutes, one idea a screen."""

    objective = models.CharField(_("objective"), max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    topics = ChoiceListField(_("syllabus topics"), choices_of=SyllabusTopic)
    gender_tags = ChoiceListField(_("gender tags"), choices_of=GenderTag)
    cast = StreamField(
        CastStream(), blank=True, verbose_name=_("people in this lesson"),
        help_text=_("Everyone who has a name. Who speaks, decides and knows is counted from here, never guessed."),
    )  # fmt: skip
    sensitive = models.BooleanField(
        _("private"), default=False, help_text=_("Staff never see who has read it, how far, or when.")
    )
    body = StreamField(LessonStream(), blank=True, verbose_name=_("lesson"))
    translation_state = models.CharField(
        _("state of these words"), max_length=30, choices=TranslationState, default=TranslationState.SOURCE
    )
    # Written by ``translating`` when a translation or its source is published; documents only read them.
    untranslated = models.JSONField(default=list, editable=False)
    source_changed_at = models.DateTimeField(null=True, editable=False)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    edit_handler = panels.lesson()
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("objective"),
        TranslatableField("body"),
        SynchronizedField("minutes"),
        SynchronizedField("topics"),
        SynchronizedField("gender_tags"),
        SynchronizedField("cast"),
        SynchronizedField("sensitive"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> Any:
        """Words carried into another language await its native speakers."""
        made = super().copy_for_translation(*args, **kwargs)
        made.translation_state = TranslationState.AWAITING_NATIVE_REVIEW
        return made

    def address(self) -> str:
        module = self.get_parent()
        return f"/{self.locale.language_code}/{ANYWHERE}/{module.slug}/{self.slug}/"

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        # What Wagtail begins with. The panel beside the editor asks for a way to go, an audience and a language.
        return [(ANYWHERE, _("No country chosen"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.document import preview_lesson  # noqa: PLC0415 -- document reads these models

        try:
            return HttpResponse(preview_lesson(self, mode=mode_name or ANYWHERE, drafts_heard=True))
        except BadCorridor as error:
            raise Http404 from error
