"""Forms by which administrators keep staff, roles and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import STAFF_ROLES, Membership, Organisation, Role, User
from core import tongues


class ResetFactorForm(forms.Form):
    """Why somebody's second factor is taken away."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Such as: lost her phone, seen in person. It stays on record with your name."),
    )


class _PersonFields(forms.ModelForm):
    """An e-mail address is the name that staff sign in with; roles are given apart, never ticked here."""

    first_name = None
    last_name = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["username"]
        self.fields.pop("is_superuser", None)  # Wagtail has taken it away already where people edit themselves
        self.fields["name"].required = True

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(username=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody signs in with this address already."))
        return str(email)

    def save(self, commit: bool = True) -> User:
        self.instance.username = self.cleaned_data["email"]
        if self.cleaned_data.get("password1"):
            self.instance.open_again()
        return super().save(commit)


class PersonCreationForm(_PersonFields, UserCreationForm):
    class Meta:
        model = User
        fields = ["username", "email", "name", "name_own", "language"]


class PersonEditForm(_PersonFields, UserEditForm):
    class Meta:
        model = User
        fields = ["username", "email", "name", "name_own", "language", "is_active"]


class MembershipForm(forms.ModelForm):
    """Gives a person of the staff a role."""

    user = forms.ModelChoiceField(User.objects.staff().order_by("name"), label=_("person"))
    role = forms.ChoiceField(label=_("role"), choices=[choice for choice in Role.choices if choice[0] in STAFF_ROLES])

    class Meta:
        model = Membership
        fields = ["user", "organisation", "role"]
        labels = {"organisation": _("organisation")}


class OrganisationForm(forms.ModelForm):
    """An organisation with its name in every open language; bound to those columns, so that none leaks into another."""

    class Meta:
        model = Organisation
        fields = [
            "code",
            "kind",
            *(build_localized_fieldname("name", code) for code, _language in settings.LANGUAGES),
            "country",
            "parent",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = tongues.open_codes()
        for code, _language in settings.LANGUAGES:
            if code not in offered:
                del self.fields[build_localized_fieldname("name", code)]
        self.fields[build_localized_fieldname("name", settings.LANGUAGE_CODE)].required = True
