"""What is decided when a class opens, when it meets, and what a live round is about. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from assessments.models import Quiz
from core.models import Topic
from core.templatetags.baon import amount
from courses.models import CoursePage, Destination, Edition, Origin
from learning import actions
from learning.actions import ClassDetails, ClassPlan
from learning.forms.fields import DayInput, language_choices
from learning.models import Cohort
from learning.queries import Source, instructors_near

# No code of an edition has a star.
NEWEST, TODAY = "*newest", "*today"


class DetailsForm(forms.Form):
    """What may be decided of a class and changed later. ``GROUPS`` are its fields as they stand together on a page."""

    title = forms.CharField(label=_("Name of the class"), max_length=120)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    destinations = forms.ModelMultipleChoiceField(
        Destination.objects.none(), label=_("Destinations"), widget=forms.CheckboxSelectMultiple
    )
    origin = forms.ModelChoiceField(
        Origin.objects.none(),
        label=_("Where they come from"),
        required=False,
        empty_label=_("As they say themselves, or from several countries"),
        help_text=_("Questions before the whole class and on paper then ask about its facts too."),
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    women_only = forms.BooleanField(
        label=_("Women only"), required=False, help_text=_("Who joins reads it beforehand.")
    )
    mode = forms.ChoiceField(
        label=_("Where it meets"),
        choices=Cohort.Mode.choices,
        initial=Cohort.Mode.VENUE,
        widget=forms.RadioSelect,
        help_text=_("Where a class meets in a room, attendance counts for the certificate."),
    )
    venue = forms.CharField(label=_("Room or address"), max_length=200, required=False)
    childcare = forms.BooleanField(label=_("Childcare at the venue"), required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("Who joins when all are taken waits for one. Leave it empty where there is no limit."),
    )
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

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("The class"), ("title", "course", "edition", "centre", "starts_on", "ends_on")),
        (_("Who it is for"), ("origin", "destinations", "languages", "women_only")),
        (_("Room and places"), ("mode", "venue", "childcare", "capacity")),
        (_("Who teaches with you"), ("colleagues",)),
        (_("Worries about the class"), ("safeguarding_name", "safeguarding_phone")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].queryset = Origin.objects.all()
        self.fields["destinations"].queryset = Destination.objects.all()
        self.fields["languages"].choices = language_choices()

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields that there are, group by group."""
        held = [(name, [self[field] for field in fields if field in self.fields]) for name, fields in self.GROUPS]
        return [(name, fields) for name, fields in held if fields]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        return given

    def refused(self, error: ValueError) -> None:
        """Say in words why the class cannot be as it was asked for."""
        match error:
            case actions.NotAccredited():
                field, words = "centre", _("This centre has no accreditation on the first day of the class.")
            case actions.NotCertified(names=names):
                words = _("Without a trainer's certificate on the first day of the class: %(names)s.")
                field, words = "colleagues", words % {"names": ", ".join(names)}
            case actions.DestinationInUse(names=names):
                words = _("People of this class go there: %(names)s. Move them to another class first.")
                field, words = "destinations", words % {"names": ", ".join(names)}
            case _:
                raise error
        self.add_error(field if field in self.fields else None, words)

    def _values(self, kind: type[ClassDetails], **more: Any) -> dict[str, Any]:
        given = {**self.cleaned_data, **more, "languages": tuple(self.cleaned_data["languages"])}
        return {name: given[name] for name in kind.__dataclass_fields__}


class ClassForm(DetailsForm):
    """What an instructor decides before a class opens. A form sent twice carries the same ``form_id``."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    course = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Course"), empty_label=None)
    edition = forms.ChoiceField(
        label=_("Words of the course"),
        required=False,
        help_text=_("An edition keeps the words as they are to the end of the class. Country facts stay up to date."),
    )
    centre = forms.ModelChoiceField(Organisation.objects.none(), label=_("Training centre"), empty_label=None)

    def __init__(self, *args: Any, centres: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        self.editions = {edition.code: edition for edition in Edition.objects.all()}
        self.fields["edition"].choices = edition_choices(self.editions.values(), self.fields["course"].queryset)
        self.fields["centre"].queryset = centres

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        edition, course = self.editions.get(given.get("edition", "")), given.get("course")
        if edition and course and edition.course_key != course.translation_key:
            self.add_error("edition", _("This edition is of another course."))
        return given

    def plan(self) -> ClassPlan:
        return ClassPlan(**self._values(ClassPlan, edition=self._edition()))

    def _edition(self) -> Edition | None:
        chosen, key = self.cleaned_data["edition"] or NEWEST, self.cleaned_data["course"].translation_key
        if chosen == NEWEST:  # editions come with the newest first
            return next((edition for edition in self.editions.values() if edition.course_key == key), None)
        return self.editions.get(chosen)


class ChangeForm(DetailsForm):
    """What an instructor changes of an open class, and who teaches it besides her."""

    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Instructors of this centre"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, cohort: Cohort, user: User, **kwargs: Any) -> None:
        kept = {name: getattr(cohort, name) for name in ClassDetails.__dataclass_fields__ if name != "destinations"}
        shown = {**kept, "destinations": cohort.destinations.all(), "colleagues": cohort.instructors.all()}
        super().__init__(*args, initial=shown, **kwargs)
        self.fields["colleagues"].queryset = instructors_near(cohort).exclude(pk=user.pk)
        if not self.fields["colleagues"].queryset:
            del self.fields["colleagues"]

    def details(self) -> ClassDetails:
        return ClassDetails(**self._values(ClassDetails))

    def instructors(self) -> list[User]:
        return list(self.cleaned_data.get("colleagues", ()))


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
