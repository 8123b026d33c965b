"""What is decided when a class opens, when it meets, and what a live round is about. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models import Quiz
from core.models import Topic
from core.templatetags.baon import amount
from courses.models import CoursePage, Destination, Edition
from learning.actions import ClassPlan
from learning.forms.fields import DayInput, language_choices
from learning.models import Cohort
from learning.queries import Source

# No code of an edition has a star.
NEWEST, TODAY = "*newest", "*today"


class ClassForm(forms.Form):
    """What an instructor decides before a class opens. A form sent twice carries the same ``form_id``."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the class"), max_length=120)
    course = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Course"), empty_label=None)
    edition = forms.ChoiceField(
        label=_("Words of the course"),
        required=False,
        help_text=_("An edition keeps the words as they are to the end of the class. Country facts stay up to date."),
    )
    centre = forms.ModelChoiceField(Organisation.objects.none(), label=_("Training centre"), empty_label=None)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    destinations = forms.ModelMultipleChoiceField(
        Destination.objects.none(), label=_("Destinations"), widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    mode = forms.ChoiceField(
        label=_("Where it meets"),
        choices=Cohort.Mode.choices,
        initial=Cohort.Mode.VENUE,
        widget=forms.RadioSelect,
        help_text=_("Where a class meets in a room, attendance counts for the certificate."),
    )
    venue = forms.CharField(label=_("Room or address"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("Who joins when all are taken waits for one. Leave it empty where there is no limit."),
    )
    women_only = forms.BooleanField(label=_("Women only"), required=False)
    childcare = forms.BooleanField(label=_("Childcare at the venue"), required=False)
    safeguarding_name = forms.CharField(
        label=_("Safeguarding contact"),
        max_length=120,
        help_text=_("A person outside this centre, for worries about the class."),
    )
    safeguarding_phone = forms.CharField(
        label=_("Number of the safeguarding contact"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, centres: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        self.editions = {edition.code: edition for edition in Edition.objects.all()}
        self.fields["edition"].choices = edition_choices(self.editions.values(), self.fields["course"].queryset)
        self.fields["centre"].queryset = centres
        self.fields["destinations"].queryset = Destination.objects.all()
        self.fields["languages"].choices = language_choices()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        edition, course = self.editions.get(given.get("edition", "")), given.get("course")
        if edition and course and edition.course_key != course.translation_key:
            self.add_error("edition", _("This edition is of another course."))
        return given

    def plan(self) -> ClassPlan:
        given = {**self.cleaned_data, "edition": self._edition()}
        values = {name: given[name] for name in ClassPlan.__dataclass_fields__}
        return ClassPlan(**{**values, "languages": tuple(given["languages"])})

    def _edition(self) -> Edition | None:
        chosen, key = self.cleaned_data["edition"] or NEWEST, self.cleaned_data["course"].translation_key
        if chosen == NEWEST:  # editions come with the newest first
            return next((edition for edition in self.editions.values() if edition.course_key == key), None)
        return self.editions.get(chosen)


def edition_choices(editions: Iterable[Edition], courses: Iterable[CoursePage]) -> list[tuple[str, str]]:
    """The newest of the course, what is published from day to day, or one by its code."""
    titles = {course.translation_key: course.title for course in courses}
    return [
        (NEWEST, _("The newest edition, if there is one")),
        (TODAY, _("What is published, as it changes")),
        *((one.code, f"{titles[one.course_key]}: {one.code}") for one in editions if one.course_key in titles),
    ]


class SessionForm(forms.Form):
    """When a class meets next. The clock is that of the site."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    time = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=90,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    topic = forms.CharField(label=_("What it is about"), max_length=120, required=False)


class LiveForm(forms.Form):
    """What a round of live questions is about, and how long it is. A form sent twice carries the same ``form_id``."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(label=_("What is it about?"))
    count = forms.TypedChoiceField(
        label=_("How many questions?"),
        choices=[(number, amount(number)) for number in (3, 5, 8, 12)],
        coerce=int,
        initial=5,
    )

    def __init__(self, *args: Any, quizzes: Iterable[Source], topics: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = ((_("Modules"), quizzes), (_("Topics"), topics))
        offered = [(name, [(one.value, one.title) for one in sources]) for name, sources in groups if sources]
        self.fields["about"].choices = offered  # type: ignore[attr-defined]

    def source(self) -> Quiz | Topic:
        """The quiz or topic that was chosen; it was offered, so it is there."""
        kind, _colon, key = self.cleaned_data["about"].partition(":")
        return Quiz.objects.get(key=key) if kind == "quiz" else Topic.objects.get(code=key)
