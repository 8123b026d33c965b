"""What people type when they join, open a class or call the roll. Saves nothing."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import Organisation
from assessments.models import Quiz
from core import tongues
from core.models import Topic
from core.templatetags.baon import amount, language_name
from courses.models import CoursePage, Destination, Edition, Origin
from learning.actions import ClassPlan, Mark, MinimumRecord
from learning.models import Attendance, ClassSession, Cohort, Learner
from learning.queries import RollLine, Source

YOUNGEST, OLDEST = 15, 100


class AnyDigits(forms.CharField):
    """A number typed with the digits of any script."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return None
        try:
            return int(typed)  # Python reads ٢٠٠١ and २००१ as it reads 2001
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 1998."), code="invalid") from None


class ClassCodeForm(forms.Form):
    """The code of a class, typed as it comes."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=40,
        help_text=_("6 letters and numbers, from your instructor or the poster."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "class": "code",
            }
        ),
    )

    def clean_code(self) -> str:
        found = Cohort.objects.filter(code=codes.read_class_code(self.cleaned_data["code"]) or "").first()
        if found is None:
            raise forms.ValidationError(_("No class has this code. Look at it again, or ask your instructor."))
        return str(found.code)


class JoinForm(forms.Form):
    """The minimum record. A form sent twice carries the same ``record``."""

    record = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name in Latin letters"),
        max_length=200,
        help_text=_("As in the passport: your certificate will show it. One name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name_own = forms.CharField(
        label=_("Your name in your own script"),
        required=False,
        max_length=200,
        help_text=_("You may leave this empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    birth_year = AnyDigits(label=_("Year of birth"), required=False, help_text=_("You may leave this empty."))
    sex = forms.ChoiceField(label=_("You are"), choices=Learner.Sex.choices, widget=forms.RadioSelect)
    origin = forms.ModelChoiceField(Origin.objects.none(), label=_("Where do you come from?"), empty_label=_("Choose"))
    destination = forms.ModelChoiceField(
        Destination.objects.none(), label=_("Where do you go?"), empty_label=_("Choose")
    )
    occupation = forms.ChoiceField(label=_("What work will you do?"), choices=Learner.Occupation.choices)
    language = forms.ChoiceField(label=_("Your language"))

    def __init__(self, *args: Any, cohort: Cohort, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["origin"].queryset = Origin.objects.all()
        destinations = cohort.destinations.all()
        self.fields["destination"].queryset = destinations
        if len(destinations) == 1:
            self.initial.setdefault("destination", destinations[0])
        self.fields["language"].choices = language_choices()

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        letters = [letter for letter in name if letter.isalpha()]
        if not letters or not all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
            raise forms.ValidationError(_("Write your name in Latin letters here, as in your passport."))
        return name

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        this_year = self.now.year
        if year is not None and not this_year - OLDEST <= year <= this_year - YOUNGEST:
            raise forms.ValidationError(
                _("Write the year as four digits of the common calendar, such as 1998."), code="year"
            )
        return year

    def details(self) -> MinimumRecord:
        given = self.cleaned_data
        return MinimumRecord(**{name: given[name] for name in MinimumRecord.__dataclass_fields__})


class SecondClassForm(forms.Form):
    """A trainee who has an account joins one more class; asked only where the class goes elsewhere than she does."""

    destination = forms.ModelChoiceField(
        Destination.objects.none(), label=_("Where do you go?"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, cohort: Cohort, learner: Learner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        destinations = cohort.destinations.all()
        if learner.destination in destinations:
            del self.fields["destination"]
        else:
            self.fields["destination"].queryset = destinations


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


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


def language_choices() -> list[tuple[str, str]]:
    """The open languages, each by its own name."""
    return [(code, language_name(code)) for code in tongues.open_codes()]


def marks_from_post(post: QueryDict, *, lines: Iterable[RollLine], session: ClassSession) -> dict[int, Mark]:
    """The roll call as posted: ``state-<enrolment>``, ``minutes-<enrolment>``, and ``id-<enrolment>`` if it was seen.

    What stands as the page showed it (``was-<enrolment>``) is left out: another may have marked it since. ``others``
    is for who has no state, but for those who joined later: they were not absent, and not there.

    Minutes that cannot be read, or do not fit the state, follow from it: all of them for who was there, else none.
    """
    found = {}
    for line in lines:
        pk = line.enrolment.pk
        unsaid = "" if line.joined_later or line.mark else post.get("others", "")
        state = post.get(f"state-{pk}") or unsaid
        if state not in Attendance.State.values:
            continue
        mark = Mark(state, _minutes(post.get(f"minutes-{pk}", ""), state, session.minutes), f"id-{pk}" in post)
        if post.get(f"was-{pk}") != shown(mark):
            found[pk] = mark
    return found


def shown(mark: Mark) -> str:
    """A mark as the page carries it along."""
    return f"{mark.state}:{mark.minutes}:{'id' if mark.id_seen else ''}"


class ReasonForm(forms.Form):
    """Why a signed roll call should say something else."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("Such as: the list on paper says so. Write nothing about health or family."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class DigitsForm(forms.Form):
    """The four digits beside the square."""

    digits = forms.CharField(
        label=_("The 4 numbers on the screen"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "code"}),
    )

    def clean_digits(self) -> str:
        return codes.plain_digits(self.cleaned_data["digits"])


def _minutes(typed: str, state: str, whole: int) -> int:
    if state in {Attendance.State.EXCUSED, Attendance.State.ABSENT}:
        return 0
    part = state in {Attendance.State.LATE, Attendance.State.LEFT_EARLY}
    return min(int(typed), whole) if part and typed.strip().isdecimal() else whole


def uuid_or_none(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None
