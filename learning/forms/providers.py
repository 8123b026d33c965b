"""Forms by which the ministry enters accreditations of centres and certificates of trainers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from learning import queries
from learning.forms.fields import DayInput
from learning.models import Accreditation, TrainerCertificate


class _PermissionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day is before the first day."))
        return given


class AccreditationForm(_PermissionForm):
    """Ministries and posts are not among the centres: they need none."""

    class Meta:
        model = Accreditation
        fields = [
            "organisation", "body", "number", "valid_from", "valid_until", "withdrawn_on", "withdrawn_because",
        ]  # fmt: skip
        widgets = {name: DayInput() for name in ("valid_from", "valid_until", "withdrawn_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations_to_accredit()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("withdrawn_on") and not given.get("withdrawn_because"):
            self.add_error("withdrawn_because", _("Say why it was withdrawn."))
        return given


class TrainerCertificateForm(_PermissionForm):
    """For who was certified elsewhere; a certificate of the course for instructors here counts by itself."""

    class Meta:
        model = TrainerCertificate
        fields = ["trainer", "body", "number", "valid_from", "valid_until"]
        widgets = {name: DayInput() for name in ("valid_from", "valid_until")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trainers = User.objects.staff().filter(memberships__role=Role.INSTRUCTOR)
        self.fields["trainer"].queryset = trainers.distinct().order_by("name")
