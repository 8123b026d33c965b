"""Forms at the doors, and the forms by which administrators keep staff and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts import codes
from accounts.models import STAFF_ROLES, Membership, Organisation, Role, User
from core import tongues

_LONGEST = 200


class PinInput(forms.PasswordInput):
    """Hides the PIN and never sends it back, but is no password field: browsers offer to keep those, on any phone."""

    input_type = "text"


class CardForm(forms.Form):
    """The press of a button after a card was scanned, and whose phone it is."""

    own_phone = forms.BooleanField(
        label=_("This is my own phone"),
        required=False,
        help_text=_("Leave it empty on a shared phone: you are signed out when the browser is closed."),
    )


class PinForm(CardForm):
    """A trainee's learner code and PIN. What cannot be read is taken for a code nobody has."""

    refusal = _(
        "That did not work. Check the code and the PIN. After many tries the account rests: "
        "your instructor can open it again."
    )
    code = forms.CharField(
        label=_("Your code"),
        required=False,
        max_length=_LONGEST,
        help_text=_("8 letters and numbers, from your card or your instructor."),
        widget=forms.TextInput(
            attrs={
                "class": "door-field code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "required": True,
            }
        ),
    )
    pin = forms.CharField(
        label=_("Your PIN"),
        required=False,
        max_length=_LONGEST,
        help_text=_("6 numbers"),
        widget=PinInput(
            attrs={
                "class": "door-field door-pin code",
                "autocomplete": "off",
                "inputmode": "numeric",
                "spellcheck": "false",
                "dir": "ltr",
                "required": True,
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["username"] = codes.read_learner_code(typed.get("code", "")) or ""
        typed["secret"] = codes.read_pin(typed.get("pin", "")) or ""
        return typed


class PasswordForm(forms.Form):
    """The e-mail address and password of staff, who are signed out with the browser on every machine."""

    refusal = _(
        "That did not work. Check the address and the password. After many tries the account rests: "
        "your administrator can open it again."
    )
    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr", "required": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=_LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr", "required": True}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["username"] = typed.get("email", "").lower()
        typed["secret"] = typed.get("password", "")
        return typed


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
