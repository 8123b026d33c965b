"""What officers and supervisors type: evidence, decisions, exemptions, filters and lists. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.formats import tables
from assessments.formats.drafts import UnreadableFile
from duties import evidence, staff_rows, wording
from duties.actions import Had
from duties.models import PostDetails, PostingRole, Requirement
from duties.models.assignments import Status
from duties.queries.mine import titles

LARGEST_LIST = 10 * 1024 * 1024


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OutsideForm(forms.Form):
    """Training had elsewhere. A form sent twice carries the same ``form_id``."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What was the training?"), max_length=200)
    provider = forms.CharField(label=_("Who gave it?"), max_length=200)
    held_on = forms.DateField(label=_("On which day did it end?"), widget=DayInput())
    evidence = forms.FileField(
        label=_("Evidence"), help_text=_("The certificate as PDF, or a photo of it. Up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        if held_on.year < 1950:
            raise forms.ValidationError(_("Write the year as four digits."))
        return held_on

    def clean_evidence(self) -> evidence.Evidence:
        given = self.cleaned_data["evidence"]
        try:
            return evidence.vetted(given.read(evidence.LARGEST + 1))
        except evidence.NotEvidence:
            raise forms.ValidationError(
                _("This is neither a plain PDF nor a picture, or it is larger than 5 MB. A photo of the paper will do.")
            ) from None

    def had(self) -> Had:
        return Had(**{name: self.cleaned_data[name] for name in Had.__dataclass_fields__})


class DecisionForm(forms.Form):
    """Yes or no to training had elsewhere; a no needs its reason."""

    accepted = forms.TypedChoiceField(
        label=_("Does it count?"),
        choices=[("yes", _("Yes, it counts")), ("no", _("No, it does not"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Why?"), max_length=300, required=False, help_text=_("She reads this. Needed for a no.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("accepted") is False and not given.get("answer"):
            self.add_error("answer", _("Say why it does not count."))
        return given


class ExemptionForm(forms.Form):
    """Why somebody need not do a training, and until when."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Nothing about health or family."))
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput(), help_text=_("Empty: for good."))


class FilterForm(forms.Form):
    """Read from the address, so that a page can be sent on as a link."""

    post = forms.ChoiceField(label=_("Post"), required=False)
    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Status.choices])

    def __init__(self, *args: Any, posts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("All")), *posts]  # type: ignore[attr-defined]

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set, in words."""
        given = self.cleaned_data
        said = [
            (str(self.fields[name].label), str(dict(self.fields[name].choices)[given[name]]))  # type: ignore[attr-defined]
            for name in ("post", "status")
            if given.get(name)
        ]
        return tuple(said) or ((str(_("Filters")), str(_("none"))),)


class PurposeForm(forms.Form):
    """Why names leave the house. The answer is written into the access log."""

    PURPOSES = [
        ("follow_up", _("Following up with people")),
        ("postings", _("Planning postings")),
        ("ministry", _("Report to the ministry")),
        ("audit", _("Audit")),
    ]
    purpose = forms.ChoiceField(label=_("What is the file for?"), choices=[("", _("Choose")), *PURPOSES])


class StaffListForm(forms.Form):
    """A list of the personnel office. ``read`` is what it says, ``service`` whose staff it lists."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    service = forms.ModelChoiceField(Organisation.objects.none(), label=_("Service"), empty_label=None)
    file = forms.FileField(
        label=_("List"), help_text=_("CSV or XLSX. The first row names the columns, as in the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )  # fmt: skip

    def __init__(self, *args: Any, services: Any, posts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.posts = posts

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is None:
            return given
        if file.size > LARGEST_LIST:
            self.add_error("file", _("This file is too large. Split it."))
            return given
        # What it is is told by its first bytes, not by its name.
        begins, _back = file.read(4), file.seek(0)
        reader = tables.from_workbook if begins == b"PK\x03\x04" else tables.from_csv
        try:
            given["read"] = staff_rows.read(reader(file), posts=self.posts, roles=frozenset(PostingRole.values))
        except UnreadableFile as error:
            self.add_error("file", wording.unreadable(error))
        except staff_rows.NoColumns as error:
            missing = ", ".join(error.missing)
            self.add_error("file", _("The first row must name these columns: %(names)s.") % {"names": missing})
        except staff_rows.TooManyRows:
            self.add_error("file", _("This list has too many rows. Split it."))
        return given


class RequirementForm(forms.ModelForm):
    """A rule, with its course chosen by title."""

    course = forms.ChoiceField(label=_("Course"))

    class Meta:
        model = Requirement
        fields = [
            "course", "roles", "post_kinds", "basis", "days", "fixed_on", "months", "again_at_post",
            "again_for_edition", "responsible", "active_from", "ended_on",
        ]  # fmt: skip
        widgets = dict.fromkeys(("fixed_on", "active_from", "ended_on"), DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [(str(key), title) for key, title in titles("en").items()]
        self.fields["responsible"].queryset = self.fields["responsible"].queryset.staff().order_by("name")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("basis") == Requirement.Basis.FIXED and not given.get("fixed_on"):
            self.add_error("fixed_on", _("Say which day."))
        return given


class PostDetailsForm(forms.ModelForm):
    class Meta:
        model = PostDetails
        fields = ["organisation", "kind", "time_zone", "rest_days", "contact_name", "contact_phone"]
